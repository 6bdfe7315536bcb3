"""The log as files that somebody may take away: what proves it from outside, and no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Max

from clarion.transparency.log import keys, reading, tiles
from clarion.transparency.log.models import Checkpoint, Leaf
from clarion.transparency.log.tiles import WIDTH

_READ_AT_ONCE = 64 * WIDTH


def head_of(leaves: Collection[int]) -> Checkpoint | None:
    """The first head that these leaves, given by their ids, all stand under; the newest while one of them waits.

    It stays the same while the log grows, and what it signs with it. None if there is no head yet.
    """
    known = Leaf.objects.filter(pk__in=leaves)
    if not leaves or known.waiting().exists():
        return reading.newest()
    last = known.aggregate(last=Max("position"))["last"]
    return Checkpoint.objects.filter(size__gt=last).order_by("size").first()


def small_files(head: Checkpoint) -> dict[str, bytes]:
    """The checkpoint with what witnesses signed, and the public keys, by their paths below `/log/`."""
    return {
        "checkpoint": reading.note_of(head).encode(),
        "key": "".join(f"{one}\n" for one in keys.verifiers()).encode(),
    }


def entries(head: Checkpoint) -> Iterator[tuple[str, bytes]]:
    """Every file of entries of the tree that a head signs, with its path below `/log/`. All hashes follow from them."""
    listed = Leaf.objects.filter(position__lt=head.size).order_by("position")
    place, some = 0, list[bytes]()
    for one in listed.values_list("commitment", flat=True).iterator(chunk_size=_READ_AT_ONCE):
        some.append(bytes(one))
        if len(some) == WIDTH:
            yield _bundle(place, some)
            place, some = place + 1, []
    if some:
        yield _bundle(place, some)


def _bundle(place: int, some: list[bytes]) -> tuple[str, bytes]:
    return f"tile/entries/{tiles.path_of(place, len(some))}", tiles.bundle(some)
