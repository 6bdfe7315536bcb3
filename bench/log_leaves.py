"""Made-up leaves of the log by the ten thousand, hashed and packed in processes of their own. Needs no Django."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from struct import Struct
from typing import NamedTuple

from clarion.transparency.log.commitments import SALT
from clarion.transparency.log.tiles import WIDTH
from clarion.transparency.log.tree import HASH, folded

CHUNK = WIDTH * WIDTH
COPY_HEAD, COPY_END = b"PGCOPY\n\xff\r\n" + bytes(9), b"\xff\xff"
_ROW = Struct(">hiqi5si32si16si3siq")
"""A row as PostgreSQL copies it: how many fields, and each after its length. A `jsonb` begins with its version."""


class Leaves(NamedTuple):
    """Leaves that follow one another: their entries, their hashes, those of every full tile of these, and the rows."""

    begin: int
    entries: bytes
    hashes: bytes
    above: bytes
    rows: bytes


def made(count: int, *, as_rows: bool) -> Iterator[Leaves]:
    """So many leaves in order.

    `as_rows`: also packed as PostgreSQL copies them: id, sort, commitment, salt, record, position.
    """
    workers = os.cpu_count() or 1
    # A forked process would share the connection to the database.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[Leaves]] = deque()
        for begin in range(0, count, CHUNK):
            waiting.append(pool.submit(_make, begin, min(CHUNK, count - begin), as_rows))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def above(hashes: bytes) -> bytes:
    """The hashes of the next level: one for every full tile."""
    tile = WIDTH * HASH
    full = range(0, len(hashes) // tile * tile, tile)
    return b"".join([folded(hashes[at : at + tile]) for at in full])


def _make(begin: int, count: int, as_rows: bool) -> Leaves:
    sha256, noise = hashlib.sha256, os.urandom(HASH * count)
    entries = [noise[at : at + HASH] for at in range(0, len(noise), HASH)]
    hashes = b"".join([sha256(b"\0" + one).digest() for one in entries])
    rows = b""
    if as_rows:
        pack = _ROW.pack
        rows = b"".join(
            [
                pack(6, 8, at + 1, 5, b"decoy", HASH, one, SALT, one[:SALT], 3, b"\1{}", 8, at)
                for at, one in enumerate(entries, start=begin)
            ]
        )
    return Leaves(begin, noise, hashes, above(hashes), rows)
