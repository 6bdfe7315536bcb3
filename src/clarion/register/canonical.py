"""One way to write facts down, byte for byte, so that a digest of them means something."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

_AS_THEY_ARE = frozenset({str, int, bool})
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: moments in UTC to the microsecond, days as ISO 8601."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def written(facts: Any) -> bytes:
    """JSON with sorted keys, without spaces, in UTF-8."""
    return _JSON.encode(facts).encode()


def digest(facts: Any) -> str:
    """SHA-256 of `written`, in hexadecimal."""
    return hashlib.sha256(written(facts)).hexdigest()


def digest_of_rows(rows: Iterable[Any]) -> str:
    """SHA-256 of rows, each written on a line; empty for no rows. Takes any number of them in little memory."""
    found = None
    for row in rows:
        found = found or hashlib.sha256()
        found.update(written(plain(row)) + b"\n")
    return found.hexdigest() if found else ""
