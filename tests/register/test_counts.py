from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.register.counts import UNKNOWN, ZERO, Count, total

bounds = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(sorted)
counts = st.one_of(st.just(UNKNOWN), bounds.map(lambda pair: Count(*pair)))


@given(counts, counts, counts)
def test_addition_does_not_care_for_order(a: Count, b: Count, c: Count) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)


@given(counts)
def test_zero_changes_nothing_and_unknown_swallows_all(count: Count) -> None:
    assert count + ZERO == count
    assert count + UNKNOWN == UNKNOWN


@given(st.lists(bounds.map(lambda pair: Count(*pair))))
def test_a_sum_of_ranges_is_the_range_of_the_sums(ranges: list[Count]) -> None:
    whole = total(ranges)
    assert (whole.low, whole.high) == (
        sum(one.low or 0 for one in ranges),
        sum(one.high or 0 for one in ranges),
    )


def test_unknown_is_not_zero() -> None:
    assert not UNKNOWN.is_zero
    assert not UNKNOWN.is_known
    assert UNKNOWN != ZERO


@pytest.mark.parametrize(("low", "high"), [(2, 1), (-1, 1), (None, 1), (1, None)])
def test_bounds_out_of_order_are_no_count(low: int | None, high: int | None) -> None:
    with pytest.raises(ValueError, match="count"):
        Count(low, high)
