"""Recomputes the tallies of the register from its demands and their items, and names every cell that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Count

from clarion.core.snapshot import snapshot
from clarion.register.counting import Row, Standing, counted
from clarion.register.models import Demand, Item
from clarion.transparency.feeding import INVENTED, NO_AMOUNT, REGISTER, Amount, Cell, add_cells, first_day
from clarion.transparency.models import Tally
from clarion.transparency.periods import Period

Show = Callable[[int, int], None]
_CHUNK = 5000
_MOST_HELD = 100_000


class Difference(NamedTuple):
    """A cell, what its tally says, and what the demands come to."""

    source: str
    cell: str
    tally: Amount
    demands: Amount

    def __str__(self) -> str:
        return f"{self.source} {self.cell}: tally {_written(self.tally)}, demands {_written(self.demands)}"


def reconcile(show: Show = lambda done, total: None) -> Iterator[Difference]:
    """Every cell that differs, of one moment of the database, in bounded memory."""
    with snapshot():
        computed = _computed(show)
        for slug, cells in computed.items():
            yield from _differences(slug, cells)


def _computed(show: Show) -> dict[str, dict[Cell, Amount]]:
    cells: dict[str, dict[Cell, Amount]] = {REGISTER: {}, INVENTED: {}}
    held: dict[str, dict[Standing, Amount]] = {REGISTER: {}, INVENTED: {}}
    total = Demand.objects.count()
    items = _item_counts()
    item = next(items, None)
    rows = (
        Demand.objects.order_by("id").values_list("id", "invented", *Row._fields).iterator(chunk_size=_CHUNK)
    )
    for done, (key, invented, *facts) in enumerate(rows, 1):
        row = Row(*facts)
        counts: dict[str, int] = {}
        while item is not None and item[0] <= key:
            if item[0] == key:
                counts[item[1]] = item[2]
            item = next(items, None)
        row = row._replace(received_on=first_day(row.received_on), item_counts=counts)
        slug = INVENTED if invented else REGISTER
        mine = held[slug]
        for standing, count in counted(row).items():
            mine[standing] = mine.get(standing, NO_AMOUNT).plus(Amount.of(count))
        if len(mine) > _MOST_HELD:
            _settle(cells[slug], mine)
        if done % _CHUNK == 0 or done == total:
            show(done, total)
    for slug, mine in held.items():
        _settle(cells[slug], mine)
    return cells


def _item_counts() -> Iterator[tuple[int, str, int]]:
    return (
        Item.objects.order_by("demand_id")
        .values_list("demand_id", "outcome")
        .annotate(Count("id"))
        .iterator(chunk_size=_CHUNK)
    )


def _settle(cells: dict[Cell, Amount], held: dict[Standing, Amount]) -> None:
    for standing, amount in held.items():
        add_cells(cells, standing, amount)
    held.clear()


def _differences(slug: str, cells: dict[Cell, Amount]) -> Iterator[Difference]:
    tallies = Tally.objects.filter(source__slug=slug).values_list(
        "breakdown", "period_start", "period_end", "kind", "country", "project", "requester", "process",
        "outcome", "unit", "low", "high", "unrecorded",
    )  # fmt: skip
    for breakdown, start, end, kind, *values, outcome, unit, low, high, unrecorded in tallies.iterator(
        _CHUNK
    ):
        country, project, requester, process = values
        cell = Cell(
            breakdown, Period(start, end), kind, (country, project, requester, process), outcome, unit
        )
        is_tallied, is_demanded = Amount(low or 0, high or 0, unrecorded), cells.pop(cell, NO_AMOUNT)
        if is_tallied != is_demanded:
            yield Difference(slug, _named(cell), is_tallied, is_demanded)
    for cell, amount in cells.items():
        if amount != NO_AMOUNT:
            yield Difference(slug, _named(cell), NO_AMOUNT, amount)


def _named(cell: Cell) -> str:
    dimensions = " ".join(one for one in cell.values if one)
    return " ".join(
        filter(None, (str(cell.period), cell.kind, cell.breakdown, dimensions, cell.outcome, cell.unit))
    )


def _written(amount: Amount) -> str:
    bounds = str(amount.low) if amount.low == amount.high else f"{amount.low}-{amount.high}"
    return f"{bounds} and {amount.unrecorded} unrecorded" if amount.unrecorded else bounds
