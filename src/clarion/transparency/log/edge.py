"""The right edge of the tree: of each level the one tile that is not full, where the log grows."""

from __future__ import annotations

from collections.abc import Sequence

from clarion.transparency.log import reading, tiles, tree, writing
from clarion.transparency.log.tiles import HEIGHT, WIDTH
from clarion.transparency.log.tree import HASH


class Edge:
    """The tiles that are not full, and what was put behind them. The root follows from them alone."""

    def __init__(self, size: int, kept: dict[tuple[int, int], bytes]) -> None:
        self.size = size
        self._kept, self._changed = kept, set[tuple[int, int]]()

    @classmethod
    def of_tree(cls, size: int) -> Edge:
        """The edge of the tree of so many leaves, which the log has and no larger one.

        Raises:
            RuntimeError: a tile has not as many hashes as it should.
        """
        wanted = tiles.edge(size)
        kept = reading.hashes_of([(one.level, one.place) for one in wanted])
        for level, place, width in wanted:
            if len(kept.get((level, place), b"")) != width * HASH:
                raise RuntimeError(
                    f"tile {level}/{place} of the log has not the {width} hashes that it should"
                )
        return cls(size, kept)

    def extend(self, hashes: Sequence[tree.Hash]) -> None:
        """Puts the hashes of leaves behind those that there are, into tiles of every level."""
        level, count, row = 0, self.size, b"".join(hashes)
        while row:
            place, width = divmod(count, WIDTH)
            together = (self._kept[level, place] if width else b"") + row
            above = []
            for at in range(0, len(together), WIDTH * HASH):
                piece = together[at : at + WIDTH * HASH]
                self._kept[level, place] = piece
                self._changed.add((level, place))
                place += 1
                if len(piece) == WIDTH * HASH:
                    above.append(tree.folded(piece))
            level, count, row = level + 1, count >> HEIGHT, b"".join(above)
        self.size += len(hashes)

    def root(self) -> tree.Hash:
        """The root of the tree."""
        return tree.root(self.size, tiles.subtrees(lambda level, place: self._kept[level, place]))

    def save(self) -> None:
        """Writes the tiles that have changed. Those that were there grow at their end."""
        writing.put_tiles((*one, self._kept[one]) for one in sorted(self._changed))
