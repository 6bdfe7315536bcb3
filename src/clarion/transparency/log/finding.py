"""Finding one leaf of the signed tree by what people have of it: its commitment, or its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clarion.transparency.log import reading, tree
from clarion.transparency.log.models import Leaf
from clarion.transparency.log.reading import NotInLog

_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Found:
    """A leaf that has a place."""

    index: int
    commitment: bytes

    @property
    def hash(self) -> bytes:
        """The hash of the leaf."""
        return tree.leaf_hash(self.commitment)


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf is in the tree of `size` leaves with this root. `path` leads from the leaf up."""

    found: Found
    size: int
    root: bytes
    path: Sequence[bytes]


def find(named: str) -> Found:
    """The leaf with this commitment, in hexadecimal, or at this place.

    Raises:
        NotInLog: there is none, or the text is neither.
    """
    text = named.strip().lower()
    placed = Leaf.objects.filter(position__isnull=False)
    if _COMMITMENT.fullmatch(text):
        leaves = placed.filter(commitment=bytes.fromhex(text))
    elif _PLACE.fullmatch(text):
        leaves = placed.filter(position=int(text))
    else:
        raise NotInLog("a leaf is named by 64 hexadecimal digits or by a whole number")
    for position, commitment in leaves.values_list("position", "commitment"):
        assert position is not None
        return Found(position, bytes(commitment))
    raise NotInLog("no leaf of the log has this commitment or place")


def prove(found: Found, size: int) -> Proof:
    """The proof that it is in the tree of so many leaves, which the log has.

    Raises:
        NotInLog: that tree is too small for it.
    """
    if found.index >= size:
        raise NotInLog(f"the tree of {size} leaves has no leaf {found.index}")
    root, path = reading.proved(
        lambda subtrees: (tree.root(size, subtrees), tree.inclusion(found.index, size, subtrees))
    )
    return Proof(found, size, root, path)
