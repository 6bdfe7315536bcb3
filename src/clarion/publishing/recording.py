"""What a rendering read from the database: every SELECT with a digest of what it found.

A file is a function of the code and of what its rendering read. Nothing has to be declared by the rooms, and nothing
can be forgotten: a query that finds the same rows again gives the same file (`docs/decisions/files-that-follow.md`).
"""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

_SELECT = re.compile(r"\s*\(?\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_SIZE = 16


@dataclass(frozen=True, slots=True)
class Query:
    """One SELECT as it was asked, known by its key, and the digest of the rows that it found."""

    key: bytes
    sql: str
    params: bytes
    digest: bytes


@dataclass
class Recorder:
    """What one rendering read."""

    queries: dict[bytes, Query] = field(default_factory=dict)
    read_clock: bool = False

    def note(self, sql: str, params: Any, rows: list[Any]) -> None:
        """Notes a query. The same one again in a rendering finds the same, within one view of the database."""
        kept = pickle.dumps(tuple(params) if params is not None else None, protocol=5)
        key = hashlib.blake2b(sql.encode() + b"\0" + kept, digest_size=_SIZE).digest()
        self.queries[key] = Query(key, sql, kept, digest_of(rows))

    def note_clock(self) -> None:
        """Notes that the rendering asked what day it is."""
        self.read_clock = True


def digest_of(rows: list[Any]) -> bytes:
    """A digest of the rows of an answer."""
    return hashlib.blake2b(repr(rows).encode(errors="surrogatepass"), digest_size=_SIZE).digest()


def ask_again(sql: str, params: bytes) -> bytes:
    """Asks a recorded query again; returns the digest of what it finds now."""
    with connection.cursor() as cursor:
        cursor.execute(sql, pickle.loads(params))  # noqa: S301 - our own file, as private as the database
        return digest_of(list(cursor.fetchall()))


class _RecordingCursor(CursorWrapper):
    """Reads all of an answer at once, and hands it on from memory."""

    def __init__(self, cursor: Any, db: BaseDatabaseWrapper, recorder: Recorder) -> None:
        super().__init__(cursor, db)
        self._recorder = recorder
        self._rows: Iterator[Any] | None = None

    def execute(self, sql: Any, params: Any = None) -> Any:
        self._rows = None
        result = super().execute(sql, params)
        if isinstance(sql, str) and _SELECT.match(sql):
            rows = list(self.cursor.fetchall())
            self._recorder.note(sql, params, rows)
            self._rows = iter(rows)
        return result

    def fetchone(self) -> Any:
        return self.cursor.fetchone() if self._rows is None else next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> Any:
        if self._rows is None:
            return self.cursor.fetchmany() if size is None else self.cursor.fetchmany(size)
        return [row for _, row in zip(range(size or 1), self._rows, strict=False)]

    def fetchall(self) -> Any:
        return self.cursor.fetchall() if self._rows is None else list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.cursor) if self._rows is None else self._rows


@contextmanager
def recording() -> Iterator[Recorder]:
    """Records what is asked of the database meanwhile."""
    recorder = Recorder()
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.make_cursor = lambda cursor: _RecordingCursor(cursor, database, recorder)
    try:
        yield recorder
    finally:
        del database.make_cursor
