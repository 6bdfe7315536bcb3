"""From cells to counts, period by period."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from clarion.register.counts import UNKNOWN, ZERO, Count, total
from clarion.register.vocabulary import GRANTED_OUTCOMES, Outcome
from clarion.transparency.breakdowns import Values, members, name, rests, values
from clarion.transparency.figures.cells import NAMED, Cell, Origin, Wanted
from clarion.transparency.measures import Aggregation, Counted, Measure
from clarion.transparency.periods import EVER, Period

GRANTED = frozenset(str(one) for one in GRANTED_OUTCOMES)
Cells = Mapping[Wanted, Collection[Cell]]
Counting = Callable[[Collection[Cell]], Count]
"""What additive cells of one period and source say together."""


@dataclass(frozen=True, slots=True)
class Part:
    """The count of one period, and who states it. `countries` are the known ones that had at least one."""

    count: Count
    origins: tuple[Origin, ...]
    countries: frozenset[str] = frozenset()


def wanted_for(measure: Measure, filters: Mapping[str, str], within: Period = EVER) -> list[Wanted]:
    """What to fetch for a measure under these filters."""
    asked = {**measure.filters, **filters}
    breakdown = name([*measure.dimensions, *filters])
    if measure.aggregation is Aggregation.DISTINCT_COUNTRIES:
        cells = [values({**asked, "country": NAMED})]
    else:
        cells = [*members(asked), *rests(asked)]
    summed = measure.counted is Counted.RECEIVED
    return [
        Wanted(breakdown, kind, measure.unit, one, within, summed) for kind in measure.kinds for one in cells
    ]


def by_period(
    measure: Measure, filters: Mapping[str, str], cells: Cells, within: Period = EVER
) -> dict[Period, Part]:
    """The count of each period for which there are cells; unknown where they do not tell."""
    wanted = wanted_for(measure, filters, within)
    if measure.aggregation is Aggregation.DISTINCT_COUNTRIES:
        return evaluate(wanted, cells, _countries)
    count = COUNTINGS[measure.counted]
    return evaluate(wanted, cells, summing(members({**measure.filters, **filters}), count))


def summing(answers: Collection[Values], count: Counting) -> Callable[[Origin, Collection[Cell]], Part]:
    """Adds up the cells whose values are among `answers`; the others are rests, which can say that it is zero."""
    return partial(_summed, frozenset(answers), count)


def evaluate(
    wanted: Iterable[Wanted], cells: Cells, judge: Callable[[Origin, Collection[Cell]], Part]
) -> dict[Period, Part]:
    """The part of each period: of the best source that knows it, and of all kinds together."""
    of_kinds: dict[str, list[Cell]] = {}
    for one in wanted:
        of_kinds.setdefault(one.kind, []).extend(cells.get(one, ()))
    return judged(of_kinds.values(), judge)


def judged(
    of_kinds: Iterable[Iterable[Cell]], judge: Callable[[Origin, Collection[Cell]], Part]
) -> dict[Period, Part]:
    """The part of each period, from the cells of each kind."""
    found = []
    for cells in of_kinds:
        stated: dict[Period, dict[Origin, list[Cell]]] = {}
        for cell in cells:
            stated.setdefault(cell.period, {}).setdefault(cell.origin, []).append(cell)
        found.append({period: _preferred(one, judge) for period, one in stated.items()})
    if len(found) == 1:
        return found[0]
    listed = dict.fromkeys(period for parts in found for period in parts)
    return {period: _together([parts.get(period, Part(UNKNOWN, ())) for parts in found]) for period in listed}


def received(cells: Collection[Cell]) -> Count:
    """How many in all."""
    low = high = 0
    for cell in cells:
        if cell.low is None or cell.high is None:
            return UNKNOWN
        low += cell.low
        high += cell.high
    return Count(low, high)


def granted(cells: Collection[Cell]) -> Count:
    """How many were granted; unknown if the outcome of any is."""
    if any(cell.outcome == Outcome.UNRECORDED and cell.high != 0 for cell in cells):
        return UNKNOWN
    return received([cell for cell in cells if cell.outcome in GRANTED])


COUNTINGS: Mapping[Counted, Counting] = {Counted.RECEIVED: received, Counted.GRANTED: granted}


def with_outcome(outcome: str) -> Counting:
    """How many had exactly this outcome, as the cells state it."""
    return lambda cells: received([cell for cell in cells if cell.outcome == outcome])


def _preferred(
    stated: Mapping[Origin, Collection[Cell]], judge: Callable[[Origin, Collection[Cell]], Part]
) -> Part:
    parts = []
    # Nearly every period has one source; the order is worked out where there are more.
    for origin in sorted(stated, key=lambda one: one.preference) if len(stated) > 1 else stated:
        part = judge(origin, stated[origin])
        if part.count.is_known:
            return part
        parts.append(part)
    return parts[0]


def _summed(answers: frozenset[Values], count: Counting, origin: Origin, cells: Collection[Cell]) -> Part:
    own = [cell for cell in cells if cell.values in answers]
    if own:
        return Part(count(own), (origin,))
    is_complete = any(cell.low == cell.high == 0 for cell in cells)
    return Part(ZERO if is_complete else UNKNOWN, (origin,))


def _countries(origin: Origin, cells: Collection[Cell]) -> Part:
    (cell,) = cells
    known = frozenset(filter(None, cell.values[0].split(",")))
    count = UNKNOWN if cell.low is None else Count.exact(len(known))
    return Part(count, (origin,), known)


def _together(parts: list[Part]) -> Part:
    origins = tuple(dict.fromkeys(origin for part in parts for origin in part.origins))
    return Part(total(part.count for part in parts), origins)
