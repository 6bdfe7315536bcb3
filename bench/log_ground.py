"""The ground of the log's benchmark: ten million leaves with their places, and the tiles over them.

They are written in bulk and not through the sequencer, which would take hours. What is measured goes through it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence

from django.core.management import call_command
from django.db import connection, transaction

from clarion.transparency.log import keys, sequencing
from clarion.transparency.log.models import Sort
from clarion.transparency.log.tiles import WIDTH

_CHUNK = WIDTH * WIDTH
_COPY = "COPY log_leaf (id, sort, commitment, salt, record, position) FROM STDIN"
_INSERT = """
    INSERT INTO log_leaf (id, sort, commitment, salt, record, position) VALUES (%s, %s, %s, %s, %s, %s)
"""


def lay(count: int) -> int:
    """Writes the leaves and tiles, and signs the head. Returns how many leaves there are."""
    call_command("migrate", "log", verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for one in ("synchronous=OFF", "cache_size=-1500000", "temp_store=MEMORY"):
                cursor.execute(f"PRAGMA {one}")
    size = 0
    with transaction.atomic():
        while size < count:
            entries = _entries(min(_CHUNK, count - size))
            _write(size, entries)
            sequencing.append(size, _hashes(entries))
            size += len(entries)
        sequencing.sign(size, keys.signers())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('log_leaf', 'id'), (SELECT max(id) FROM log_leaf))"
            )
            # What both databases do for themselves in time, but not within the seconds of a measurement.
            cursor.execute("VACUUM log_leaf")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("ANALYZE")
    return size


def _entries(count: int) -> list[bytes]:
    noise = os.urandom(32 * count)
    return [noise[at : at + 32] for at in range(0, len(noise), 32)]


def _hashes(entries: Sequence[bytes]) -> list[bytes]:
    sha256 = hashlib.sha256
    return [sha256(b"\0" + one).digest() for one in entries]


def _write(size: int, entries: Sequence[bytes]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(_COPY) as copying:
                for row in _rows(size, entries):
                    copying.write_row(row)
        else:
            cursor.executemany(_INSERT, list(_rows(size, entries)))


def _rows(size: int, entries: Sequence[bytes]) -> Iterator[tuple[object, ...]]:
    for place, entry in enumerate(entries, start=size):
        # The order of places is not that of ids, since batches are shuffled; here that would only cost time.
        yield place + 1, str(Sort.DECOY), entry, entry[:16], "{}", place
