"""Writing rows of the log, one or thousands.

PostgreSQL gets them in arrays, in one short statement; SQLite, which is near, one by one in a prepared statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

_PLACE = "UPDATE log_leaf SET position = %s WHERE id = %s"
_PLACE_ALL = """
    UPDATE log_leaf SET position = given.position
    FROM unnest(%s::bigint[], %s::bigint[]) AS given (position, id) WHERE log_leaf.id = given.id
"""
_DECOY = """
    INSERT INTO log_leaf (sort, record, position, commitment, salt) VALUES ('decoy', '{}', %s, %s, %s)
"""
_ALL_DECOYS = """
    INSERT INTO log_leaf (sort, record, position, commitment, salt)
    SELECT 'decoy', '{}', * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[])
"""
_GROW = "ON CONFLICT (level, place) DO UPDATE SET hashes = excluded.hashes"
_TILE = f"INSERT INTO log_tile (level, place, hashes) VALUES (%s, %s, %s) {_GROW}"  # noqa: S608 - constants
_ALL_TILES = f"""
    INSERT INTO log_tile (level, place, hashes)
    SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[]) {_GROW}
"""  # noqa: S608 - constants


def place(leaves: Iterable[tuple[int, int]]) -> None:
    """Gives leaves their places: each its position, and its id."""
    _write(_PLACE, _PLACE_ALL, list(leaves))


def add_decoys(decoys: Iterable[tuple[int, bytes, bytes]]) -> None:
    """Adds leaves that commit to nothing, with their places: of each position, commitment and salt."""
    _write(_DECOY, _ALL_DECOYS, list(decoys))


def put_tiles(tiles: Iterable[tuple[int, int, bytes]]) -> None:
    """Adds tiles, and lets those grow that are there: of each level, place and hashes."""
    _write(_TILE, _ALL_TILES, list(tiles))


def _write(one: str, all_at_once: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(all_at_once, [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(one, rows)
