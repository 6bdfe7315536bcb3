"""Reading the log: heads, tiles, entries, and proofs out of tiles."""

from __future__ import annotations

from clarion.transparency.log import tiles, tree
from clarion.transparency.log.models import Checkpoint, Leaf, Tile
from clarion.transparency.log.tiles import HASH, WIDTH
from clarion.transparency.log.tree import Subtrees


class NotInLog(LookupError):
    """There is no such leaf, or it has no place yet."""


def newest() -> Checkpoint | None:
    """The newest signed head."""
    return Checkpoint.objects.order_by("-size").first()


def note_of(checkpoint: Checkpoint) -> str:
    """The note of a checkpoint, with the cosignatures of witnesses."""
    return checkpoint.note + "".join(checkpoint.cosignatures.values_list("line", flat=True))


def hashes(level: int, place: int) -> bytes:
    """The hashes of a tile, as many as there are."""
    for (found,) in Tile.objects.filter(level=level, place=place).values_list("hashes"):
        return bytes(found)
    return b""


def subtrees() -> Subtrees:
    """Hashes of subtrees, out of tiles that are read once."""
    return tiles.subtrees(hashes)


def entries(place: int, width: int) -> list[bytes]:
    """The commitments of the leaves of a tile of the lowest level."""
    begin = place * WIDTH
    listed = Leaf.objects.filter(position__gte=begin, position__lt=begin + width).order_by("position")
    return [bytes(one) for one in listed.values_list("commitment", flat=True)]


def tile(level: int, place: int, width: int) -> bytes | None:
    """A tile of the newest signed tree; None if it has none with so many hashes."""
    if not _is_signed(level, place, width):
        return None
    return hashes(level, place)[: width * HASH]


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
    return tree.consistency(first, second, subtrees())


def _is_signed(level: int, place: int, width: int) -> bool:
    head = newest()
    return head is not None and 0 < width <= tiles.width_at(head.size, level, place)
