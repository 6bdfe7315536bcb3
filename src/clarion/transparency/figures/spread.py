"""Tallies spread over every value of some dimensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from clarion.transparency.breakdowns import BRANCHES, DIMENSIONS, GOVERNMENT, Values, members, name, rests
from clarion.transparency.figures.cells import ANY, Cell, Wanted
from clarion.transparency.figures.evaluation import Cells, Counting, Part, judged, summing
from clarion.transparency.periods import Period


def opened(
    kinds: Iterable[str],
    unit: str,
    filters: Mapping[str, str],
    dimensions: Sequence[str],
    within: Period,
    *,
    summed: bool = False,
) -> list[Wanted]:
    """What to fetch to see every value of `dimensions` under `filters` of the others; `summed`: of all outcomes."""
    asked = {**filters, **dict.fromkeys(dimensions, ANY)}
    cells = [*members(asked), *rests(asked)]
    open_cells = dict.fromkeys(_with(one, dimensions, [ANY] * len(dimensions)) for one in cells)
    return [Wanted(name(asked), kind, unit, one, within, summed) for kind in kinds for one in open_cells]


def by_values(
    wanted: Sequence[Wanted],
    cells: Cells,
    filters: Mapping[str, str],
    dimensions: Sequence[str],
    count: Counting,
) -> dict[tuple[str, ...], dict[Period, Part]]:
    """The parts of each combination of values of `dimensions` that some row has.

    A filter on one of `dimensions` (the requester `government`) limits its values. Here `government` is the row
    of the requests whose branch nobody recorded.
    """
    points: dict[tuple[str, Values], list[Cell]] = defaultdict(list)
    for one in wanted:
        for cell in cells.get(one, ()):
            points[one.kind, cell.values].append(cell)
    others = {one: value for one, value in filters.items() if one not in dimensions}
    bases = members(others)
    kinds = dict.fromkeys(one.kind for one in wanted)
    found: dict[tuple[str, ...], dict[Period, Part]] = {}
    stated = [
        values
        for (_, values), listed in points.items()
        if not _is_open(values, dimensions) or not all(map(_is_rest, listed))
    ]
    for picked in dict.fromkeys(_pick(cell, dimensions) for cell in stated):
        named = dict(zip(dimensions, picked, strict=True))
        if not all(picked) or not _is_allowed(named, filters):
            continue
        answers = [_with(base, dimensions, picked) for base in bases]
        seen = dict.fromkeys([*answers, *rests({**others, **named})])
        of_kinds = [[cell for one in seen for cell in points.get((kind, one), ())] for kind in kinds]
        found[picked] = judged(of_kinds, summing(answers, count))
    return found


def _is_open(values: Values, dimensions: Sequence[str]) -> bool:
    """Whether a rest has such values: none of `dimensions`, but perhaps that all of it are governments."""
    return bool(dimensions) and all(one in ("", GOVERNMENT) for one in _pick(values, dimensions))


def _is_rest(cell: Cell) -> bool:
    """A count of zero without an outcome is no row: it says that the rows are complete."""
    return cell.outcome == "" and cell.high == 0


def _is_allowed(named: Mapping[str, str], filters: Mapping[str, str]) -> bool:
    for dimension, value in named.items():
        limit = filters.get(dimension)
        if limit == GOVERNMENT and value not in BRANCHES:
            return False
        if limit not in (None, GOVERNMENT, value):
            return False
    return True


def _pick(cell: Values, dimensions: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell[DIMENSIONS.index(one)] for one in dimensions)


def _with(cell: Values, dimensions: Sequence[str], picked: Collection[str]) -> Values:
    named = {**dict(zip(DIMENSIONS, cell, strict=True)), **dict(zip(dimensions, picked, strict=True))}
    country, project, requester, process = (named[one] for one in DIMENSIONS)
    return country, project, requester, process
