"""Tiles: 256 hashes of one level in a file, and the paths at which they are served (C2SP tlog-tiles)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from struct import pack
from typing import NamedTuple

from clarion.transparency.log.tree import HASH, Hash, Subtrees, folded

HEIGHT = 8
WIDTH = 1 << HEIGHT
_PLACE = re.compile(r"((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")

Reader = Callable[[int, int], bytes]
"""The hashes of a tile, one after the other, as far as there are any: its level, and its place in the level."""


class Tile(NamedTuple):
    """The tile at `place` of `level`, with the first `width` of its hashes."""

    level: int
    place: int
    width: int


def path_of(place: int, width: int = WIDTH) -> str:
    """How a place is written in a path: 1234067 is `x001/x234/067`, with `.p/WIDTH` where the tile is not full."""
    digits = f"{place:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    whole = "/".join([*(f"x{one}" for one in groups[:-1]), groups[-1]])
    return whole if width == WIDTH else f"{whole}.p/{width}"


def read_path(text: str) -> tuple[int, int] | None:
    """The place and width that a path names; None if it names none in the one form that there is."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    place = int(found[1].replace("x", "").replace("/", ""))
    width = int(found[2]) if found[2] else WIDTH
    if path_of(place, width) != text or (found[2] and width >= WIDTH):
        return None
    return place, width


def of_tree(size: int) -> Iterator[Tile]:
    """Every tile of a tree of so many leaves."""
    level, count = 0, size
    while count:
        for place in range(-(-count // WIDTH)):
            yield Tile(level, place, min(WIDTH, count - place * WIDTH))
        level, count = level + 1, count >> HEIGHT


def width_at(size: int, level: int, place: int) -> int:
    """How many hashes the tile has in a tree of so many leaves; 0 if there is no such tile."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - place * WIDTH))


def edge(size: int) -> list[Tile]:
    """The tiles of a tree of so many leaves that are not full: at most one of each level."""
    found, level, count = [], 0, size
    while count:
        place, width = divmod(count, WIDTH)
        if width:
            found.append(Tile(level, place, width))
        level, count = level + 1, count >> HEIGHT
    return found


def subtrees(read: Reader) -> Subtrees:
    """Hashes of subtrees out of tiles; each tile is read once."""
    kept: dict[tuple[int, int], bytes] = {}

    def subtree(level: int, index: int) -> Hash:
        height, place, offset, count = _where(level, index)
        if (height, place) not in kept:
            kept[height, place] = read(height, place)
        wanted = kept[height, place][offset * HASH : (offset + count) * HASH]
        if len(wanted) != count * HASH:
            raise ValueError(f"tile {height}/{path_of(place)} ends before hash {offset + count - 1}")
        return folded(wanted)

    return subtree


def needed(compute: Callable[[Subtrees], object]) -> set[tuple[int, int]]:
    """Level and place of each tile that `compute` reads hashes of subtrees from, so that they can be read at once."""
    found: set[tuple[int, int]] = set()

    def subtree(level: int, index: int) -> Hash:
        found.add(_where(level, index)[:2])
        return bytes(HASH)

    compute(subtree)
    return found


def _where(level: int, index: int) -> tuple[int, int, int, int]:
    """Level and place of the tile that a subtree hangs on, and which hashes of it: from where, and how many."""
    height, inside = divmod(level, HEIGHT)
    place, offset = divmod(index << inside, WIDTH)
    return height, place, offset, 1 << inside


def bundle(entries: list[bytes]) -> bytes:
    """Entries as the bundle of a tile holds them: each after its length in two bytes."""
    return b"".join(pack(">H", len(one)) + one for one in entries)


def unbundle(content: bytes) -> list[bytes]:
    """The entries of a bundle.

    Raises:
        ValueError: it is cut off.
    """
    entries, at = [], 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2], "big")
        if at + 2 > len(content) or end > len(content):
            raise ValueError("the bundle is cut off")
        entries.append(content[at + 2 : end])
        at = end
    return entries
