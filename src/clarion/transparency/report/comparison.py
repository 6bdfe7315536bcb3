"""Two periods side by side: every figure of both, and one breakdown of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clarion.core.languages import language
from clarion.register.counts import UNKNOWN, ZERO, Count
from clarion.transparency import measures, wording
from clarion.transparency.figures import Breakdown, Figure, breakdown, read
from clarion.transparency.periods import Period
from clarion.transparency.presentation import Fact
from clarion.transparency.report.headlines import GROUPS, Group
from clarion.transparency.report.tables import REQUESTS

WAYS: dict[str, str | Promise] = {
    "country": _("Country"),
    "project": _("Project"),
    "requester": _("Requester"),
    "process": _("Legal process"),
    "outcome": _("Outcome"),
}
"""What rows can be told apart by, with what it is called."""

SHOWN = 20
"""Rows of a breakdown that are shown; those with the largest values."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one count to another. `difference` and `share` are empty where either is unknown, or a range."""

    difference: str = ""
    share: str = ""

    @classmethod
    def between(cls, first: Count, second: Count, code: str) -> Change:
        """The difference as the language writes it, with its sign; and as a share of the first, unless that is zero."""
        if not (first.is_exact and second.is_exact) or first.low is None or second.low is None:
            return cls()
        moved = second.low - first.low
        share = _signed(moved, language(code).percent(abs(moved) / first.low)) if first.low else ""
        return cls(_signed(moved, wording.number(abs(moved), code)), share)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in both periods."""

    first: Fact
    second: Fact
    change: Change


@dataclass(frozen=True, slots=True)
class Cells:
    """A value of a dimension in both periods; the numbers as words, an em dash where nobody recorded them."""

    name: str
    first: str
    second: str
    change: Change


@dataclass(frozen=True, slots=True)
class Part:
    """A measure by one dimension in both periods. `left` is how many rows are not shown."""

    title: str
    lines: tuple[Cells, ...]
    left: str


def figures(first: Period, second: Period, code: str) -> list[tuple[Group, list[Line]]]:
    """Every figure of the report in both periods, in its groups, in one query."""
    keys = [key for group in GROUPS for key in group.measures]
    asked = {(key, one): Figure.of(key, str(one)) for key in keys for one in (first, second)}
    readings = read(asked.values())
    lines = {}
    for key in keys:
        before, after = (readings[asked[key, one]] for one in (first, second))
        lines[key] = Line(
            Fact(before, code), Fact(after, code), Change.between(before.value, after.value, code)
        )
    return [(group, [lines[key] for key in group.measures]) for group in GROUPS]


def parts(first: Period, second: Period, way: str, code: str) -> Iterator[Part]:
    """The requests of each kind told apart by `way`, one of `WAYS`; two queries for each kind that has rows."""
    for key in REQUESTS:
        measure = measures.get(key)
        before, after = breakdown(measure, str(first), way), breakdown(measure, str(second), way)
        found = [_cells(value, way, before, after, code) for value in _values(before, after)]
        if found:
            left = len(found) - SHOWN
            yield Part(
                wording.label(measure, code),
                tuple(found[:SHOWN]),
                wording.number(left, code) if left > 0 else "",
            )


def _values(before: Breakdown, after: Breakdown) -> list[str]:
    """All values of both, those with the most first; what nobody attributed comes last."""
    most: dict[str, tuple[bool, int, str]] = {}
    for row in (*before, *after):
        place = (row.is_unknown, -(row.count.high or 0), row.value)
        most[row.value] = min(most.get(row.value, place), place)
    return sorted(most, key=lambda value: most[value])


def _cells(value: str, way: str, before: Breakdown, after: Breakdown, code: str) -> Cells:
    first, second = _count(value, before), _count(value, after)
    return Cells(
        wording.value_name(way, value, code),
        wording.number(first, code),
        wording.number(second, code),
        Change.between(first, second, code),
    )


def _count(value: str, found: Breakdown) -> Count:
    """A value without a row had none only where the rows are all there is."""
    for row in found:
        if row.value == value:
            return row.count
    return ZERO if found.covered and found.difference == 0 else UNKNOWN


def _signed(moved: int, said: str) -> str:
    sign = "+" if moved > 0 else "\u2212" if moved < 0 else "\u00b1"
    return sign + said
