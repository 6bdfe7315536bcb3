"""What the totals of the register tell before an edition does: the rule is in `editions.disclosure.live`.

A total is told from some requests on, and without what is told by its band alone. What it takes to decide that is
fetched with the total, and shown to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from clarion.register.vocabulary import Unit
from clarion.transparency.breakdowns import TOTAL, values
from clarion.transparency.editions.disclosure import live

if TYPE_CHECKING:
    from clarion.transparency.figures.cells import Cell, Origin, Wanted
    from clarion.transparency.periods import Period

REGISTER = "register"


class Stated(NamedTuple):
    """A cell with bounds that add up what is known, and of how many demands something is not."""

    cell: Cell
    unrecorded: int


def beside(wanted: Iterable[Wanted]) -> list[Wanted]:
    """What to fetch beside these, to decide what the totals among them tell; each once."""
    needed: dict[Wanted, None] = {}
    for one in wanted:
        if one.breakdown == TOTAL:
            needed[_requests(one)] = None
            for banded in _banded(one):
                needed[banded] = needed[_requests(banded)] = None
    return list(needed)


def told(total: Wanted, stated: Mapping[Wanted, Collection[Stated]]) -> Iterator[Cell]:
    """The cells of a total; of the register those that are told, as far as they are."""
    banded = _banded(total)
    requests = _told_requests(total, banded, stated)
    apart: dict[tuple[Period, Origin, str], list[Stated]] = defaultdict(list)
    for one in chain.from_iterable(stated.get(band, ()) for band in banded):
        apart[one.cell.period, one.cell.origin, one.cell.outcome].append(one)
    for cell, unrecorded in stated.get(total, ()):
        if cell.origin.standing != REGISTER:
            yield _known(cell, cell.low, cell.high, unrecorded)
        elif requests[cell.period, cell.origin] >= live.fewest(total.kind):
            less = apart.get((cell.period, cell.origin, cell.outcome), [])
            low = _without(cell.low, (one.cell.low for one in less))
            high = _without(cell.high, (one.cell.high for one in less))
            yield _known(cell, low, high, unrecorded - sum(one.unrecorded for one in less))


def _told_requests(
    total: Wanted, banded: Collection[Wanted], stated: Mapping[Wanted, Collection[Stated]]
) -> Mapping[tuple[Period, Origin], int]:
    """How many requests of the kind each period has, without those that are told by a band alone."""
    found: dict[tuple[Period, Origin], int] = defaultdict(int)
    for sign, of in ((1, total), *((-1, band) for band in banded)):
        for cell, _ in stated.get(_requests(of), ()):
            found[cell.period, cell.origin] += sign * (cell.low or 0)
    return found


def _without(bound: int | None, less: Iterable[int | None]) -> int | None:
    return None if bound is None else bound - sum(filter(None, less))


def _requests(one: Wanted) -> Wanted:
    return one._replace(unit=Unit.REQUEST.value, summed=True)


def _banded(total: Wanted) -> list[Wanted]:
    processes = [process for kind, process in live.banded() if kind == total.kind]
    return [total._replace(breakdown="process", values=values({"process": one})) for one in processes]


def _known(cell: Cell, low: int | None, high: int | None, unrecorded: int) -> Cell:
    return cell._replace(low=low, high=high) if unrecorded == 0 else cell._replace(low=None, high=None)
