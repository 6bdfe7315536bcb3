"""The ground of the log's benchmark: ten million leaves with their places, and the tiles over them.

They are written in bulk and not through the sequencer, which would take hours. Tables, indexes and triggers are those
of the migrations when it is done, and what is measured goes through the sequencer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bench import log_leaves
from bench.log_leaves import Leaves
from clarion.transparency.log import keys, reading, sequencing, tree, writing
from clarion.transparency.log.commitments import SALT
from clarion.transparency.log.models import Sort
from clarion.transparency.log.tiles import WIDTH
from clarion.transparency.log.tree import HASH

_COLUMNS = "id, sort, commitment, salt, record, position"
_COPY = f"COPY log_leaf ({_COLUMNS}) FROM STDIN (FORMAT binary)"
_INSERT = f"INSERT INTO log_leaf ({_COLUMNS}) VALUES (?, '{Sort.DECOY}', ?, ?, '{{}}', ?)"  # noqa: S608 - constants
_DECLARED = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = 'log_leaf'::regclass AND contype IN ('p', 'u') ORDER BY contype
"""
_INDEXED = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'log_leaf'"
_TILE = WIDTH * HASH


def lay(count: int) -> int:
    """Writes the leaves and tiles, and signs the head. Returns how many leaves there are."""
    call_command("migrate", "log", verbosity=0)
    lay_in = _on_server if connection.vendor == "postgresql" else _in_file
    lay_in(count)
    return count


def _on_server(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        with _indexed_at_the_end(cursor):

            def write(leaves: Leaves) -> None:
                with cursor.copy(_COPY) as copying:
                    copying.write(log_leaves.COPY_HEAD + leaves.rows + log_leaves.COPY_END)

            _lay(count, write, as_rows=True)
        cursor.execute("SELECT setval(pg_get_serial_sequence('log_leaf', 'id'), %s)", [count])
        # What the server does for itself in time, but not within the seconds of a measurement.
        cursor.execute("VACUUM log_leaf")
        cursor.execute("ANALYZE")
        cursor.execute("CHECKPOINT")


@contextmanager
def _indexed_at_the_end(cursor: Any) -> Iterator[None]:
    """Without indexes, until all is written: it takes far less time to make them then."""
    cursor.execute(_DECLARED)
    declared = dict(cursor.fetchall())
    cursor.execute(_INDEXED)
    indexed = {name: how for name, how in cursor.fetchall() if name not in declared}
    for name in declared:
        cursor.execute(f'ALTER TABLE log_leaf DROP CONSTRAINT "{name}"')
    for name in indexed:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for name, how in declared.items():
        cursor.execute(f'ALTER TABLE log_leaf ADD CONSTRAINT "{name}" {how}')
    for how in indexed.values():
        cursor.execute(how)


def _in_file(count: int) -> None:
    with connection.cursor() as cursor:
        for one in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000"):
            cursor.execute(f"PRAGMA {one}")

        def write(leaves: Leaves) -> None:
            connection.connection.executemany(_INSERT, _rows(leaves))

        with transaction.atomic():
            _lay(count, write, as_rows=False)
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("ANALYZE")


def _rows(leaves: Leaves) -> Iterator[tuple[object, ...]]:
    for number, at in enumerate(range(0, len(leaves.entries), HASH), start=leaves.begin):
        entry = leaves.entries[at : at + HASH]
        # The order of places is not that of ids, since batches are shuffled; here that would only cost time.
        yield number + 1, entry, entry[:SALT], number


def _lay(count: int, write: Callable[[Leaves], None], *, as_rows: bool) -> None:
    row = b""
    for leaves in log_leaves.made(count, as_rows=as_rows):
        write(leaves)
        _write_tiles(0, leaves.begin // WIDTH, leaves.hashes)
        row += leaves.above
    level = 1
    while row:
        _write_tiles(level, 0, row)
        level, row = level + 1, log_leaves.above(row)
    root = reading.proved(lambda subtrees: tree.root(count, subtrees))
    sequencing.sign(count, root, keys.signers())


def _write_tiles(level: int, first: int, hashes: bytes) -> None:
    writing.put_tiles(
        (level, first + further, hashes[at : at + _TILE])
        for further, at in enumerate(range(0, len(hashes), _TILE))
    )
