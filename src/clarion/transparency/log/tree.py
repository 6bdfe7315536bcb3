"""The Merkle tree of RFC 6962: hashes, roots, and proofs of inclusion and of consistency (sections 2.1, 2.1.1, 2.1.2).

Nothing here knows where hashes are kept: `Subtrees` answers with the hash of a complete subtree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

HASH = 32
Hash = bytes
Subtrees = Callable[[int, int], Hash]
"""The hash of the complete subtree of 2**level leaves that begins at leaf index * 2**level."""


class DoesNotHold(ValueError):
    """A proof that proves nothing. The message says of what it was to be one."""


def leaf_hash(entry: bytes) -> Hash:
    """The hash of a leaf (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of a node over two others."""
    return hashlib.sha256(b"\1" + left + right).digest()


EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def folded(hashes: bytes) -> Hash:
    """The root over hashes, one after the other, as many as a power of two."""
    row, sha256 = hashes, hashlib.sha256
    while len(row) > HASH:
        row = b"".join(
            [sha256(b"\1" + row[at : at + 2 * HASH]).digest() for at in range(0, len(row), 2 * HASH)]
        )
    return row


def root(size: int, subtrees: Subtrees) -> Hash:
    """The root of the tree of the first `size` leaves."""
    return _range(0, size, subtrees) if size else EMPTY


def inclusion(index: int, size: int, subtrees: Subtrees) -> list[Hash]:
    """The audit path of the leaf at `index` in the tree of `size` leaves, from the leaf up.

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    path: list[Hash] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range(middle, high, subtrees))
            high = middle
        else:
            path.append(_range(low, middle, subtrees))
            low = middle
    return path[::-1]


def consistency(first: int, second: int, subtrees: Subtrees) -> list[Hash]:
    """What proves that the tree of `first` leaves is the beginning of that of `second`.

    Raises:
        ValueError: the first is no size of a tree that is not larger than the second.
    """
    if not 0 < first <= second:
        raise ValueError(f"a tree of {first} is not the beginning of one of {second}")
    return _subproof(first, 0, second, True, subtrees)


def check_inclusion(*, leaf: Hash, index: int, size: int, path: Sequence[Hash], root_hash: Hash) -> None:
    """That a leaf with this hash is in the tree (RFC 9162, section 2.1.3.2).

    Raises:
        DoesNotHold: the path does not lead from it to the root.
    """
    if not 0 <= index < size:
        raise DoesNotHold(f"there is no leaf {index} in a tree of {size}")
    node, place, last = leaf, index, size - 1
    for one in path:
        if last == 0:
            raise DoesNotHold("the path is too long")
        if place & 1 or place == last:
            node = node_hash(one, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, one)
        place, last = place >> 1, last >> 1
    if last or node != root_hash:
        raise DoesNotHold(f"the path of leaf {index} does not lead to the root of the tree of {size}")


def check_consistency(  # noqa: C901 - the steps of RFC 9162, in its order
    *, first: int, second: int, first_root: Hash, second_root: Hash, proof: Sequence[Hash]
) -> None:
    """That the first tree is the beginning of the second (RFC 9162, section 2.1.4.2).

    Raises:
        DoesNotHold: it is not, or the proof is of something else.
    """
    wrong = DoesNotHold(f"the tree of {first} is not the beginning of the tree of {second}")
    if not 0 < first <= second:
        raise wrong
    if first == second:
        if proof or first_root != second_root:
            raise wrong
        return
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        raise wrong
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for one in path[1:]:
        if last == 0:
            raise wrong
        if place & 1 or place == last:
            old, new = node_hash(one, old), node_hash(one, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, one)
        place, last = place >> 1, last >> 1
    if last or old != first_root or new != second_root:
        raise wrong


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def _range(low: int, high: int, subtrees: Subtrees) -> Hash:
    count = high - low
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return subtrees(level, low >> level)
    middle = low + _split(count)
    return node_hash(_range(low, middle, subtrees), _range(middle, high, subtrees))


def _subproof(first: int, low: int, high: int, is_whole: bool, subtrees: Subtrees) -> list[Hash]:
    if first == high - low:
        return [] if is_whole else [_range(low, high, subtrees)]
    size = _split(high - low)
    if first <= size:
        proof = _subproof(first, low, low + size, is_whole, subtrees)
        return [*proof, _range(low + size, high, subtrees)]
    proof = _subproof(first - size, low + size, high, False, subtrees)
    return [*proof, _range(low, low + size, subtrees)]
