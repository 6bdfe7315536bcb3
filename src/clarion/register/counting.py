"""What of a demand is counted: the same answer for a step that moves tallies and for one that recomputes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from clarion.register.counts import Count
from clarion.register.vocabulary import ACCOUNT_KINDS, Unit
from clarion.register.workflow import UNCOUNTED

if TYPE_CHECKING:
    from clarion.register.models import Demand


class Standing(NamedTuple):
    """Where a demand stands, as far as counting goes. Blank country or project: nobody recorded it."""

    received: date
    kind: str
    outcome: str
    country: str = ""
    project: str = ""
    requester: str = ""
    process: str = ""
    unit: str = Unit.REQUEST


Counted = Mapping[Standing, Count]
"""How much stands where. An unknown count is counted as one that nobody recorded, and never as zero."""


class Row(NamedTuple):
    """The columns of a demand that decide what is counted, read without the rest of it."""

    received_on: date
    kind: str
    outcome: str
    country: str
    project: str
    requester: str
    process: str
    status: str
    item_counts: dict[str, int]
    accounts_potential_low: int | None
    accounts_potential_high: int | None
    accounts_actual_low: int | None
    accounts_actual_high: int | None


def counted(demand: Demand | Row) -> dict[Standing, Count]:
    """What the demand adds to each count: itself, its items by outcome, and the accounts it concerns.

    Spam is no demand, and a duplicate was counted with its first; neither adds anything.
    """
    if demand.status in UNCOUNTED:
        return {}
    base = Standing(
        received=demand.received_on,
        kind=demand.kind,
        outcome=demand.outcome,
        country=demand.country,
        project=demand.project,
        requester=demand.requester,
        process=demand.process,
    )
    found = {base: Count.exact(1)}
    for outcome, number in demand.item_counts.items():
        if number:
            found[base._replace(outcome=outcome, unit=Unit.ITEM)] = Count.exact(number)
    if demand.kind in ACCOUNT_KINDS:
        accounts = base._replace(outcome="")
        found[accounts._replace(unit=Unit.ACCOUNT_POTENTIAL)] = Count(
            demand.accounts_potential_low, demand.accounts_potential_high
        )
        found[accounts._replace(unit=Unit.ACCOUNT_ACTUAL)] = Count(
            demand.accounts_actual_low, demand.accounts_actual_high
        )
    return found
