"""What the totals of the register tell before an edition does: the rule is in `editions.disclosure.live`.

A total is told from some requests on, and without what is told by its band alone. What it takes to decide that is
fetched with the total, and shown to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from clarion.register.vocabulary import Unit
from clarion.transparency.breakdowns import TOTAL, values
from clarion.transparency.editions.disclosure import live

if TYPE_CHECKING:
    from clarion.transparency.figures.cells import Cell, Wanted

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
    for cell, unrecorded in stated.get(total, ()):
        if cell.origin.standing != REGISTER:
            yield _known(cell, cell.low, cell.high, unrecorded)
        elif _told_requests(total, cell, stated) >= live.fewest(total.kind):
            apart = [
                one for banded in _banded(total) for one in stated.get(banded, ()) if _same(one.cell, cell)
            ]
            low, high = (
                None if bound is None else bound - sum(filter(None, less))
                for bound, less in (
                    (cell.low, [one.cell.low for one in apart]),
                    (cell.high, [one.cell.high for one in apart]),
                )
            )
            yield _known(cell, low, high, unrecorded - sum(one.unrecorded for one in apart))


def _told_requests(total: Wanted, cell: Cell, stated: Mapping[Wanted, Collection[Stated]]) -> int:
    """How many requests of the kind the period has, without those that are told by a band alone."""

    def requests(of: Wanted) -> int:
        return sum(
            one.low or 0 for one, _ in stated.get(_requests(of), ()) if _same(one, cell, any_outcome=True)
        )

    return requests(total) - sum(map(requests, _banded(total)))


def _requests(one: Wanted) -> Wanted:
    return one._replace(unit=Unit.REQUEST.value, summed=True)


def _banded(total: Wanted) -> list[Wanted]:
    processes = [process for kind, process in live.banded() if kind == total.kind]
    return [total._replace(breakdown="process", values=values({"process": one})) for one in processes]


def _same(one: Cell, other: Cell, *, any_outcome: bool = False) -> bool:
    return (
        one.period == other.period
        and one.origin == other.origin
        and (any_outcome or one.outcome == other.outcome)
    )


def _known(cell: Cell, low: int | None, high: int | None, unrecorded: int) -> Cell:
    return cell._replace(low=low, high=high) if unrecorded == 0 else cell._replace(low=None, high=None)
