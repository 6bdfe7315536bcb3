"""Whether the reader has a file already, or wants a part of it (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

CONDITIONAL = (
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE",
)  # fmt: skip
_TAG = re.compile(r'(?:W/)?"[^"]*"')
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{1,18})?|-(\d{1,18}))")


class NoSuchRange(Exception):
    """What is asked for lies wholly outside the file."""


def status(environ: Mapping[str, Any], etag: str, modified: int | None) -> int:
    """200, 304 or 412: what the conditions of a GET or HEAD make of a file, in the order of RFC 9110, 13.2.2.

    `modified` are seconds since the epoch, None where the moment is too fresh to be told from another one.
    """
    if (wanted := environ.get("HTTP_IF_MATCH")) is not None:
        if not _matches(wanted, etag, weak=False):
            return 412
    elif (since := _moment(environ.get("HTTP_IF_UNMODIFIED_SINCE"))) is not None and (
        modified is None or modified > since
    ):
        return 412
    if (known := environ.get("HTTP_IF_NONE_MATCH")) is not None:
        return 304 if _matches(known, etag, weak=True) else 200
    since = _moment(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return 304 if since is not None and modified is not None and modified <= since else 200


def part(environ: Mapping[str, Any], etag: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that a GET wants; None for the whole file.

    Several ranges at once, and units other than bytes, are answered with the whole file, as a server may.

    Raises:
        NoSuchRange: nothing of the file is in it.
    """
    asked = environ.get("HTTP_RANGE")
    if asked is None or environ["REQUEST_METHOD"] != "GET":
        return None
    found = _RANGE.fullmatch(asked.strip().lower())
    # A date in If-Range is a weak validator unless it is old: the whole file is always right.
    if found is None or environ.get("HTTP_IF_RANGE", etag).strip() != etag:
        return None
    first, last, final = (int(one) if one else None for one in found.groups())
    if final is not None:
        first, last = max(0, size - final), size - 1
        if not final:
            raise NoSuchRange
    assert first is not None
    if last is not None and last < first:
        return None
    if first >= size:
        raise NoSuchRange
    return first, size - 1 if last is None else min(last, size - 1)


def _matches(header: str, etag: str, *, weak: bool) -> bool:
    if header.strip() == "*":
        return True
    tags = _TAG.findall(header)
    return etag in ([tag.removeprefix("W/") for tag in tags] if weak else tags)


def _moment(header: str | None) -> float | None:
    if header is None:
        return None
    try:
        return parsedate_to_datetime(header).timestamp()
    except (TypeError, ValueError):
        return None
