"""Counts: exact, a range, or unknown. Unknown is not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `low` equals `high` for an exact count, both are None for an unknown one."""

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("A count knows both of its bounds, or neither.")
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high:
            raise ValueError(f"{self.low} to {self.high} is no count.")

    @classmethod
    def exact(cls, value: int) -> Count:
        """The count of exactly `value`."""
        return cls(value, value)

    @property
    def is_known(self) -> bool:
        return self.low is not None

    @property
    def is_exact(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def is_zero(self) -> bool:
        """Whether it is known to be zero; an unknown count is not."""
        return self.high == 0

    def __add__(self, other: Count) -> Count:
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return UNKNOWN
        return Count(self.low + other.low, self.high + other.high)

    def __str__(self) -> str:
        if not self.is_known:
            return "unknown"
        return str(self.low) if self.is_exact else f"{self.low}-{self.high}"


UNKNOWN = Count(None, None)
ZERO = Count(0, 0)


def total(counts: Iterable[Count]) -> Count:
    """The sum; unknown as soon as one of them is. The sum of none is zero."""
    found = ZERO
    for count in counts:
        found += count
    return found
