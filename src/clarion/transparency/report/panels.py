"""A panel: one measure told apart by one thing, with everything a chart, a table and a download need of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clarion.register.counts import Count
from clarion.transparency.figures import Origin
from clarion.transparency.measures import Measure
from clarion.transparency.periods import Period


class Role(StrEnum):
    """What a row of a table is."""

    VALUE = "value"
    UNATTRIBUTED = "unattributed"
    """The demands for which nobody recorded the country, the project, and so on."""
    WITHHELD = "withheld"
    """The demands whose value a rule of disclosure keeps back."""
    DIFFERENCE = "difference"
    """The total less the rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a code, its name in the reader's language, and its count. `covered` are the days it speaks of.

    `absent` says in a few words why the count is not known, where that is not that nobody recorded it.
    """

    key: str
    name: str
    count: Count
    role: Role = Role.VALUE
    covered: tuple[Period, ...] = ()
    note: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows of one measure, or of several kinds side by side where `measure` is None.

    `difference` is the total less the rows; 0 where they add up, None where that is unknown or where there is no
    total. `coverage` says which part of the period the rows speak of, where that is not all of it.
    """

    table: str
    key: str
    title: str
    value_heading: str
    lines: tuple[Line, ...]
    total: Count
    unit: str
    measure: Measure | None = None
    difference: int | None = None
    covered: tuple[Period, ...] = ()
    coverage: str = ""
    sources: tuple[Origin, ...] = ()
    is_ranked: bool = True
    adds_up: bool = True

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    @property
    def largest(self) -> Line | None:
        """The row with the largest known count that somebody could attribute; None if all are zero or unknown."""
        known = [one for one in self.lines if one.count.high and one.role is Role.VALUE]
        return max(known, key=lambda one: one.count.high or 0, default=None)
