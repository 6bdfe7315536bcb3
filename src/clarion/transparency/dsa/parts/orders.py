"""Part 3: orders of Member States to act against content, and to give information."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from clarion.transparency.dsa import annex, numbers
from clarion.transparency.dsa.annex import TOTAL, Row
from clarion.transparency.dsa.cases import Case, Type
from clarion.transparency.dsa.filling import Cells, Filling


def orders(filling: Filling) -> list[Row]:
    """Part 3."""
    types = (Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION)
    pool = [
        one
        for kind in types
        for one in filling.by_type[kind]
        if any(map(filling.within, (one.received_at, one.acknowledged_at, one.acted_at)))
    ]
    template = annex.template(3)[1:]
    total = [row for row in template if row[5] == TOTAL]
    found = filling.categorised(3, total, pool, partial(_order_values, filling))
    # Below a state the template leaves out 9c. The rows of the total stand there as well, so that sums hold.
    for state in sorted({one.country for one in filling.arrived(*types)} | {one.country for one in pool}):
        rows = [[*row[:5], state, *row[6:]] for row in total]
        found += filling.categorised(
            3, rows, [one for one in pool if one.country == state], partial(_order_values, filling)
        )
    if missing := sum(1 for one in pool if one.category == annex.NOT_SPECIFIED[0]):
        filling.gap(3, "category_of_orders", missing)
    return found


def _order_values(filling: Filling, some: Sequence[Case]) -> tuple[Cells, Mapping[int, str]]:
    act = [one for one in some if one.type is Type.ORDER_TO_ACT]
    inform = [one for one in some if one.type is Type.ORDER_FOR_INFORMATION]
    arrived_act = [one for one in act if filling.within(one.received_at)]
    arrived_inform = [one for one in inform if filling.within(one.received_at)]
    notes: dict[int, str] = {}
    values = [
        str(len(arrived_act)),
        str(sum(one.items for one in arrived_act)),
        _time_to_acknowledge(filling, act, arrived_act, notes, 2),
        _time_to_act(filling, act, arrived_act, notes, 3),
        str(len(arrived_inform)),
        _time_to_acknowledge(filling, inform, arrived_inform, notes, 5),
        _time_to_act(filling, inform, arrived_inform, notes, 6),
    ]
    return values, notes


def _time_to_acknowledge(
    filling: Filling, some: Sequence[Case], arrived: Sequence[Case], notes: dict[int, str], place: int
) -> str | None:
    told = numbers.hours(one.hours_to_acknowledge for one in some if filling.within(one.acknowledged_at))
    if told is None and arrived:
        notes[place] = f"No acknowledgement is recorded for these {len(arrived)} orders."
        return None
    return told or "0"


def _time_to_act(
    filling: Filling, some: Sequence[Case], arrived: Sequence[Case], notes: dict[int, str], place: int
) -> str | None:
    told = numbers.hours(one.hours_to_act for one in some if filling.within(one.acted_at))
    if told is None and arrived:
        notes[place] = f"None of these {len(arrived)} orders was given effect in the period."
        return None
    return told or "0"
