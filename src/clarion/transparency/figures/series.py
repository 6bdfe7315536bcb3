"""A measure over time, and a measure by one dimension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT
from clarion.transparency import periods
from clarion.transparency.breakdowns import DIMENSIONS, Values, members, rests
from clarion.transparency.counts import UNKNOWN, Count, total
from clarion.transparency.figures.cells import ANY, Cell, Origin, Wanted, fetch
from clarion.transparency.figures.evaluation import Part, by_outcome, by_period, evaluate, wanted_for
from clarion.transparency.figures.figure import Figure
from clarion.transparency.measures import Measure
from clarion.transparency.periods import EVER, Period

OUTCOME = "outcome"
_UNKNOWN_VALUES = {UNKNOWN_COUNTRY, UNKNOWN_PROJECT}


def series(
    measure: Measure | str, filters: Mapping[str, str] | None = None, *, through: Period | None = None
) -> list[tuple[Period, Count]]:
    """Every period of a measure in order of time, the finest recorded, with the gaps between them as unknown.

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
    """One value of a dimension and its count. `is_unknown` marks demands for which nobody recorded the value."""

    value: str
    count: Count
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A measure by one dimension: the rows, largest first, the unknown one last.

    `difference` is the total less the sum of the rows: zero when they reconcile, None when either is unknown or
    they speak of different spans. `covered` are the spans for which the breakdown is recorded; without any, there
    are no rows, and that means unknown.
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
        FigureError: the measure, the period, the dimension or a filter does not exist.
        ValueError: the dimension is one the filters fix, or none.
    """
    figure = Figure.of(measure, period, filters)
    fixed = set(dict(figure.filters))
    if dimension not in (*DIMENSIONS, OUTCOME) or dimension in fixed or not figure.measure.is_additive:
        raise ValueError(f"{figure} cannot be broken down by {dimension!r}.")
    span = periods.resolve(figure.period, today or timezone.localdate()) or EVER
    narrowed = dict(figure.filters)
    of_total = wanted_for(figure.measure, narrowed, span)
    opened = [] if dimension == OUTCOME else _opened(figure.measure, narrowed, dimension, span)
    cells = fetch([*of_total, *opened])
    whole = by_period(figure.measure, narrowed, cells, span)
    if dimension == OUTCOME:
        answers = set(members({**figure.measure.filters, **narrowed}))
        parts = by_outcome(figure.measure, of_total, answers, cells)
    else:
        parts = _by_value(figure.measure, narrowed, dimension, opened, cells)
    return _reconciled(span, parts, whole)


def _opened(measure: Measure, narrowed: Mapping[str, str], dimension: str, span: Period) -> list[Wanted]:
    """What to fetch to see every value of `dimension`."""
    place = DIMENSIONS.index(dimension)
    points = wanted_for(measure, {**narrowed, dimension: ANY}, span)
    return list(dict.fromkeys(one._replace(values=_with(one.values, place, ANY)) for one in points))


def _by_value(
    measure: Measure,
    narrowed: Mapping[str, str],
    dimension: str,
    opened: list[Wanted],
    cells: Mapping[Wanted, list[Cell]],
) -> dict[str, dict[Period, Part]]:
    place = DIMENSIONS.index(dimension)
    points: dict[Wanted, list[Cell]] = defaultdict(list)
    for one in opened:
        for cell in cells.get(one, ()):
            points[one._replace(values=cell.values)].append(cell)
    others = {name: value for name, value in {**measure.filters, **narrowed}.items() if name != dimension}
    bases = members(others)
    allowed = members({dimension: measure.filters[dimension]}) if dimension in measure.filters else None
    found: dict[str, dict[Period, Part]] = {}
    for value in dict.fromkeys(point.values[place] for point in points):
        if not value or (allowed is not None and all(value != one[place] for one in allowed)):
            continue
        answers = {_with(base, place, value) for base in bases}
        seen = {*answers, *rests({**others, dimension: value})}
        asked = dict.fromkeys(one._replace(values=values) for one in opened for values in seen)
        found[value] = evaluate(measure, asked, answers, points)
    return found


def _with(values: Values, place: int, value: str) -> Values:
    country, project, requester, process = (
        value if index == place else kept for index, kept in enumerate(values)
    )
    return country, project, requester, process


def _reconciled(
    span: Period, parts: Mapping[str, Mapping[Period, Part]], whole: Mapping[Period, Part]
) -> Breakdown:
    chosen = periods.tile(span, [period for of_value in parts.values() for period in of_value])
    counts = {
        value: total(found[one].count if one in found else UNKNOWN for one in chosen)
        for value, found in parts.items()
    }
    rows = [
        Row(value, count, value in _UNKNOWN_VALUES) for value, count in counts.items() if not count.is_zero
    ]
    rows.sort(key=lambda row: (row.is_unknown, -(row.count.high or -1), row.value))
    in_all = total(whole[one].count if one in whole else UNKNOWN for one in chosen) if chosen else UNKNOWN
    together = total(row.count for row in rows)
    difference = None
    if in_all.is_exact and together.is_exact and in_all.low is not None and together.low is not None:
        difference = in_all.low - together.low
    origins = dict.fromkeys(
        origin for found in parts.values() for one in chosen if one in found for origin in found[one].origins
    )
    return Breakdown(tuple(rows), in_all, difference, periods.joined(chosen), tuple(origins))
