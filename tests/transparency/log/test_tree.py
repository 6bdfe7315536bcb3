"""The tree against RFC 6962 as it is written down: slow, plain, and from all leaves at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarion.transparency.log import tree
from clarion.transparency.log.tree import DoesNotHold


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH of section 2.1."""
    if not leaves:
        return tree.EMPTY
    if len(leaves) == 1:
        return tree.leaf_hash(leaves[0])
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return tree.node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


def subtrees_of(leaves: list[bytes]) -> tree.Subtrees:
    def subtree(level: int, index: int) -> bytes:
        wanted = leaves[index << level : (index + 1) << level]
        assert len(wanted) == 1 << level
        return plain_root(wanted)

    return subtree


LEAVES = some.lists(some.binary(max_size=4), min_size=1, max_size=40)


@given(LEAVES)
def test_the_root_is_that_of_the_standard(leaves: list[bytes]) -> None:
    assert tree.root(len(leaves), subtrees_of(leaves)) == plain_root(leaves)


@given(LEAVES, some.data())
def test_every_leaf_is_proved_and_no_other(leaves: list[bytes], data: some.DataObject) -> None:
    size = len(leaves)
    index = data.draw(some.integers(0, size - 1))
    path = tree.inclusion(index, size, subtrees_of(leaves))
    known = {"index": index, "size": size, "path": path, "root_hash": plain_root(leaves)}
    tree.check_inclusion(leaf=tree.leaf_hash(leaves[index]), **known)
    with pytest.raises(DoesNotHold):
        tree.check_inclusion(leaf=tree.leaf_hash(b"another leaf"), **known)
    for place in range(len(path)):
        bent = [*path]
        bent[place] = bytes([bent[place][0] ^ 1]) + bent[place][1:]
        with pytest.raises(DoesNotHold):
            tree.check_inclusion(leaf=tree.leaf_hash(leaves[index]), **{**known, "path": bent})
    for other in (path[:-1], [*path, b"\0" * 32]):
        if other != path:
            with pytest.raises(DoesNotHold):
                tree.check_inclusion(leaf=tree.leaf_hash(leaves[index]), **{**known, "path": other})


@given(LEAVES, some.data())
def test_a_tree_is_the_beginning_of_what_grew_from_it_and_of_nothing_else(
    leaves: list[bytes], data: some.DataObject
) -> None:
    second = len(leaves)
    first = data.draw(some.integers(1, second))
    proof = tree.consistency(first, second, subtrees_of(leaves))
    roots = {"first_root": plain_root(leaves[:first]), "second_root": plain_root(leaves)}
    tree.check_consistency(first=first, second=second, proof=proof, **roots)
    for name in roots:
        with pytest.raises(DoesNotHold):
            tree.check_consistency(first=first, second=second, proof=proof, **{**roots, name: b"\1" * 32})
    for bent in (proof[:-1], [*proof, b"\0" * 32]):
        if bent != proof:
            with pytest.raises(DoesNotHold):
                tree.check_consistency(first=first, second=second, proof=bent, **roots)
