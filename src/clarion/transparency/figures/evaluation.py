"""From cells to counts, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from clarion.register.vocabulary import GRANTED_OUTCOMES, UNKNOWN_COUNTRY, Outcome
from clarion.transparency.breakdowns import Values, members, name, rests, values
from clarion.transparency.counts import UNKNOWN, ZERO, Count, total
from clarion.transparency.figures.cells import ANY, Cell, Origin, Wanted
from clarion.transparency.measures import Aggregation, Counted, Measure
from clarion.transparency.periods import EVER, Period

_GRANTED = frozenset(str(one) for one in GRANTED_OUTCOMES)


class Part(NamedTuple):
    """The count of one period, and who states it. `countries` are the known ones that had at least one."""

    count: Count
    origins: tuple[Origin, ...]
    countries: frozenset[str] = frozenset()


def wanted_for(measure: Measure, filters: Mapping[str, str], within: Period = EVER) -> list[Wanted]:
    """What to fetch for a measure under these filters."""
    asked = {**measure.filters, **filters}
    breakdown = name([*measure.dimensions, *filters])
    if measure.aggregation is Aggregation.DISTINCT_COUNTRIES:
        cells = [values({**asked, "country": ANY})]
    else:
        cells = [*members(asked), *rests(asked)]
    return [Wanted(breakdown, kind, measure.unit, one, within) for kind in measure.kinds for one in cells]


def by_period(
    measure: Measure, filters: Mapping[str, str], cells: Mapping[Wanted, list[Cell]], within: Period = EVER
) -> dict[Period, Part]:
    """The count of each period for which there are cells; unknown where they do not tell."""
    answers = set(members({**measure.filters, **filters}))
    return evaluate(measure, wanted_for(measure, filters, within), answers, cells)


def evaluate(
    measure: Measure, wanted: Iterable[Wanted], answers: set[Values], cells: Mapping[Wanted, list[Cell]]
) -> dict[Period, Part]:
    """As `by_period`, of the cells `wanted`: those whose values are among `answers` count, the others are rests."""
    of_kinds: dict[str, dict[Period, dict[Origin, list[Cell]]]] = {kind: {} for kind in measure.kinds}
    for one in wanted:
        stated = of_kinds[one.kind]
        for cell in cells.get(one, ()):
            stated.setdefault(cell.period, {}).setdefault(cell.origin, []).append(cell)
    found = [
        {period: _preferred(measure, answers, stated) for period, stated in of_kind.items()}
        for of_kind in of_kinds.values()
    ]
    if len(found) == 1:
        return found[0]
    listed = dict.fromkeys(period for parts in found for period in parts)
    return {period: _together([parts.get(period, Part(UNKNOWN, ())) for parts in found]) for period in listed}


def by_outcome(
    measure: Measure, wanted: Iterable[Wanted], answers: set[Values], cells: Mapping[Wanted, list[Cell]]
) -> dict[str, dict[Period, Part]]:
    """The count of each outcome in each period; zero where a period has other outcomes but not this one."""
    listed = [(one, cell) for one in wanted for cell in cells.get(one, ()) if cell.values in answers]
    every = replace(measure, counted=Counted.RECEIVED)
    asked = list(dict.fromkeys(one for one, _ in listed))
    recorded = dict.fromkeys(cell.period for _, cell in listed)
    found: dict[str, dict[Period, Part]] = {}
    for outcome in dict.fromkeys(cell.outcome for _, cell in listed if cell.outcome):
        of_outcome: dict[Wanted, list[Cell]] = {one: [] for one in asked}
        for one, cell in listed:
            of_outcome[one].append(cell if cell.outcome == outcome else cell._replace(low=0, high=0))
        parts = evaluate(every, asked, answers, of_outcome)
        found[outcome] = {period: parts[period] for period in recorded}
    return found


def count_cells(counted: Counted, cells: Iterable[Cell]) -> Count:
    """What additive cells say together: how many in all, or how many granted."""
    listed = list(cells)
    if counted is Counted.GRANTED:
        if any(cell.outcome == Outcome.UNRECORDED and cell.high != 0 for cell in listed):
            return UNKNOWN
        listed = [cell for cell in listed if cell.outcome in _GRANTED]
    low = high = 0
    for cell in listed:
        if cell.low is None or cell.high is None:
            return UNKNOWN
        low += cell.low
        high += cell.high
    return Count(low, high)


def _preferred(measure: Measure, answers: set[Values], stated: Mapping[Origin, list[Cell]]) -> Part:
    parts = []
    for origin in sorted(stated, key=lambda one: one.preference):
        part = _part(measure, answers, origin, stated[origin])
        if part.count.is_known:
            return part
        parts.append(part)
    return parts[0]


def _part(measure: Measure, answers: set[Values], origin: Origin, cells: list[Cell]) -> Part:
    if measure.aggregation is Aggregation.DISTINCT_COUNTRIES:
        return _countries(measure, origin, cells)
    own = [cell for cell in cells if cell.values in answers]
    if own:
        return Part(count_cells(measure.counted, own), (origin,))
    is_complete = any(cell.low == cell.high == 0 for cell in cells)
    return Part(ZERO if is_complete else UNKNOWN, (origin,))


def _countries(measure: Measure, origin: Origin, cells: list[Cell]) -> Part:
    by_country: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_country[cell.values[0]].append(cell)
    rest = by_country.pop("", None)
    counts = {country: count_cells(measure.counted, found) for country, found in by_country.items()}
    known = frozenset(one for one, count in counts.items() if one != UNKNOWN_COUNTRY and (count.low or 0) > 0)
    is_complete = rest is not None and count_cells(Counted.RECEIVED, rest).is_zero
    if not is_complete or not all(count.is_known for count in counts.values()):
        return Part(UNKNOWN, (origin,), known)
    return Part(Count.exact(len(known)), (origin,), known)


def _together(parts: list[Part]) -> Part:
    origins = tuple(dict.fromkeys(origin for part in parts for origin in part.origins))
    return Part(total(part.count for part in parts), origins)
