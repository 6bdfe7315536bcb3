"""Reading the log: heads, tiles, entries, and proofs out of tiles."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from django.db import connection

from clarion.transparency.log import tiles, tree
from clarion.transparency.log.models import Checkpoint, Leaf
from clarion.transparency.log.tiles import WIDTH
from clarion.transparency.log.tree import HASH, Subtrees

Result = TypeVar("Result")
_TILES = """
    WITH wanted (level, place) AS (VALUES {})
    SELECT log_tile.level, log_tile.place, log_tile.hashes
    FROM wanted JOIN log_tile ON log_tile.level = wanted.level AND log_tile.place = wanted.place
"""


class NotInLog(LookupError):
    """There is no such leaf, or it has no place yet."""


def newest() -> Checkpoint | None:
    """The newest signed head."""
    return Checkpoint.objects.order_by("-size").first()


def note_of(checkpoint: Checkpoint) -> str:
    """The note of a checkpoint, with the cosignatures of witnesses."""
    return checkpoint.note + "".join(checkpoint.cosignatures.values_list("line", flat=True))


def hashes_of(named: Collection[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """The hashes of tiles, by level and place, as many as there are of each; read in one query."""
    if not named:
        return {}
    wanted = ", ".join(["(%s, %s)"] * len(named))
    with connection.cursor() as cursor:
        cursor.execute(_TILES.format(wanted), [number for one in named for number in one])
        return {(level, place): bytes(found) for level, place, found in cursor.fetchall()}


def proved(compute: Callable[[Subtrees], Result]) -> Result:
    """What `compute` makes of hashes of subtrees. It asks for the same ones every time that it is called."""
    kept = hashes_of(tiles.needed(compute))
    return compute(tiles.subtrees(lambda level, place: kept.get((level, place), b"")))


def entries(place: int, width: int) -> list[bytes]:
    """The commitments of the leaves of a tile of the lowest level."""
    begin = place * WIDTH
    listed = Leaf.objects.filter(position__gte=begin, position__lt=begin + width).order_by("position")
    return [bytes(one) for one in listed.values_list("commitment", flat=True)]


def tile(level: int, place: int, width: int) -> bytes | None:
    """A tile of the newest signed tree; None if it has none with so many hashes."""
    if not _is_signed(level, place, width):
        return None
    return hashes_of([(level, place)]).get((level, place), b"")[: width * HASH]


def bundle(place: int, width: int) -> bytes | None:
    """The entries of a tile of the newest signed tree; None if it has none with so many."""
    return tiles.bundle(entries(place, width)) if _is_signed(0, place, width) else None


def consistency(first: int, second: int) -> list[bytes]:
    """The proof that the tree of `first` leaves is the beginning of that of `second`.

    Raises:
        NotInLog: the log has not so many leaves, or the sizes are the wrong way round.
    """
    head = newest()
    if head is None or not 0 < first <= second <= head.size:
        raise NotInLog(
            f"the log has {head.size if head else 0} leaves: give two sizes up to that, the smaller first"
        )
    return proved(lambda subtrees: tree.consistency(first, second, subtrees))


def _is_signed(level: int, place: int, width: int) -> bool:
    head = newest()
    return head is not None and 0 < width <= tiles.width_at(head.size, level, place)
