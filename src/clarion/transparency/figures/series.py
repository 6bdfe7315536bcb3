"""A measure over time, and a measure by one dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from clarion.register.counts import UNKNOWN, Count, total
from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT
from clarion.transparency import periods
from clarion.transparency.breakdowns import DIMENSIONS, members
from clarion.transparency.figures.cells import Origin, Wanted, fetch
from clarion.transparency.figures.evaluation import (
    COUNTINGS,
    Cells,
    Part,
    by_period,
    evaluate,
    summing,
    wanted_for,
    with_outcome,
)
from clarion.transparency.figures.figure import Figure, FigureError
from clarion.transparency.figures.spread import by_values, opened
from clarion.transparency.measures import Counted, Measure
from clarion.transparency.periods import EVER, Period

OUTCOME = "outcome"
_UNKNOWN_VALUES = {UNKNOWN_COUNTRY, UNKNOWN_PROJECT}


def series(
    measure: Measure | str, filters: Mapping[str, str] | None = None, *, through: Period | None = None
) -> list[tuple[Period, Count]]:
    """Every period of a measure in order of time, the finest recorded, with the gaps between as unknown.

    `through` extends or cuts the series to that span.

    Raises:
        FigureError: the measure or a filter does not exist.
    """
    figure = Figure.of(measure, periods.ALL, filters)
    narrowed = dict(figure.filters)
    found = by_period(figure.measure, narrowed, fetch(wanted_for(figure.measure, narrowed)))
    if not found:
        return []
    span = through or Period(min(one.start for one in found), max(one.end for one in found))
    known = periods.tile(span, [period for period, part in found.items() if part.count.is_known])
    points = [(period, found[period].count) for period in known]
    points += [(period, UNKNOWN) for period in periods.gaps(span, known)]
    return sorted(points, key=lambda point: point[0])


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a dimension and its count. `is_unknown`: nobody recorded the value for these demands."""

    value: str
    count: Count
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A measure by one dimension: the rows, largest first, the unknown one last.

    `difference` is the total less the sum of the rows: zero when they reconcile, None when either is unknown. It
    belongs in the table as a row of its own. `covered` are the spans for which the breakdown is recorded; without
    any there are no rows, and that means unknown.
    """

    rows: tuple[Row, ...]
    total: Count
    difference: int | None
    covered: tuple[Period, ...]
    sources: tuple[Origin, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def breakdown(
    measure: Measure | str,
    period: str,
    dimension: str,
    filters: Mapping[str, str] | None = None,
    *,
    today: date | None = None,
) -> Breakdown:
    """A measure in a period by `dimension` (one of `DIMENSIONS`, or `outcome`), in one query.

    Raises:
        FigureError: the measure, the period, the dimension or a filter does not exist, or the measure cannot be
            broken down by it.
    """
    return breakdowns([measure], period, dimension, filters, today=today)[0]


def breakdowns(
    asked: Iterable[Measure | str],
    period: str,
    dimension: str,
    filters: Mapping[str, str] | None = None,
    *,
    today: date | None = None,
) -> list[Breakdown]:
    """Several measures, each as `breakdown` gives it, in one query for all of them.

    Raises:
        FigureError: see `breakdown`.
    """
    day = today or timezone.localdate
    questions = [_question(Figure.of(one, period, filters), dimension, day) for one in asked]
    cells = fetch(one for question in questions for one in (*question.of_total, *question.of_rows))
    return [_answered(question, dimension, cells) for question in questions]


class _Question(NamedTuple):
    """A measure to break down: what it is limited to, when, and what to fetch of the whole and of the rows."""

    measure: Measure
    narrowed: dict[str, str]
    span: Period
    of_total: list[Wanted]
    of_rows: list[Wanted]


def _question(figure: Figure, dimension: str, today: periods.Today) -> _Question:
    narrowed, asked = dict(figure.filters), figure.measure
    if dimension not in (*DIMENSIONS, OUTCOME) or dimension in narrowed or not asked.is_additive:
        raise FigureError(
            f"{figure} cannot be broken down by {dimension!r}. Use one of {', '.join((*DIMENSIONS, OUTCOME))}."
        )
    span = periods.resolve(figure.period, today) or EVER
    of_total = wanted_for(asked, narrowed, span)
    if dimension == OUTCOME:
        of_rows = [one._replace(summed=False) for one in of_total]
    else:
        # What came of the requests is not told apart, so the database adds it up: few cells instead of many.
        is_summed = asked.counted is Counted.RECEIVED
        limits = {**asked.filters, **narrowed}
        of_rows = opened(asked.kinds, asked.unit, limits, [dimension], span, summed=is_summed)
    return _Question(asked, narrowed, span, of_total, of_rows)


def _answered(question: _Question, dimension: str, cells: Cells) -> Breakdown:
    asked, narrowed, span, _of_total, of_rows = question
    if dimension == OUTCOME:
        parts = _by_outcome(asked, narrowed, of_rows, cells)
    else:
        limits = {**asked.filters, **narrowed}
        found = by_values(of_rows, cells, limits, [dimension], COUNTINGS[asked.counted])
        parts = {value: of_value for (value,), of_value in found.items()}
    whole = by_period(asked, narrowed, cells, span)
    return _reconciled(span, parts, whole, keeps_zero=dimension == OUTCOME)


def _by_outcome(
    measure: Measure, narrowed: Mapping[str, str], wanted: list[Wanted], cells: Cells
) -> dict[str, dict[Period, Part]]:
    answers = members({**measure.filters, **narrowed})
    outcomes = dict.fromkeys(cell.outcome for one in wanted for cell in cells.get(one, ()) if cell.outcome)
    return {one: evaluate(wanted, cells, summing(answers, with_outcome(one))) for one in outcomes}


def _reconciled(
    span: Period,
    parts: Mapping[str, Mapping[Period, Part]],
    whole: Mapping[Period, Part],
    *,
    keeps_zero: bool,
) -> Breakdown:
    chosen = periods.tile(span, [period for of_value in parts.values() for period in of_value])
    counts = {value: _over(chosen, found) for value, found in parts.items()} if chosen else {}
    rows = [
        Row(value, count, value in _UNKNOWN_VALUES)
        for value, count in counts.items()
        if keeps_zero or not count.is_zero
    ]
    rows.sort(
        key=lambda row: (row.is_unknown, -(row.count.high if row.count.high is not None else -1), row.value)
    )
    in_all = _over(chosen, whole) if chosen else UNKNOWN
    together = total(row.count for row in rows)
    difference = None
    if in_all.is_exact and together.is_exact and in_all.low is not None and together.low is not None:
        difference = in_all.low - together.low
    origins = dict.fromkeys(
        origin for found in parts.values() for one in chosen if one in found for origin in found[one].origins
    )
    return Breakdown(tuple(rows), in_all, difference, periods.joined(chosen), tuple(origins))


def _over(chosen: list[Period], found: Mapping[Period, Part]) -> Count:
    return total(found[one].count if one in found else UNKNOWN for one in chosen)
