"""Demands that never were, of the same shape as those of the real series."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import clarion.demo
from clarion.register.counting import Standing
from clarion.register.vocabulary import Outcome, Unit
from clarion.transparency.models import Tally

SERIES = Path(clarion.demo.__file__).parent / "data" / "wikimedia"
_SEED = 20120701
_FINE = {
    Outcome.GRANTED: (Outcome.PARTIAL, Outcome.FULL),
    Outcome.NOT_GRANTED: (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.NOT_OURS),
    Outcome.UNRECORDED: (Outcome.PENDING,),
}
"""What a register would have recorded where the series knows only the coarse outcome."""

Shares = Mapping[str, Mapping[str, Counter[str]]]
"""For each kind and each of its columns, how often each value was counted; blank where nobody recorded one."""


_DRAWN = ("outcome", "country", "project", "requester", "process")


def shares() -> Shares:
    """The shares of the series that has been imported into this database."""
    found: dict[str, dict[str, Counter[str]]] = {}
    counted_requests = Tally.objects.filter(unit=Unit.REQUEST, low__gt=0)
    # In an order of its own, so that the same shares draw the same demands.
    for tally in counted_requests.order_by(
        "kind", "breakdown", "period_start", "period_end", *_DRAWN
    ).iterator():
        assert tally.low is not None
        of_kind = found.setdefault(tally.kind, {})
        if tally.breakdown == "total":
            days = f"{tally.period_start} {tally.period_end}"
            of_kind.setdefault("days", Counter())[days] += tally.low
            of_kind.setdefault("outcome", Counter())[tally.outcome] += tally.low
        elif "+" not in tally.breakdown:
            value = getattr(tally, tally.breakdown)
            of_kind.setdefault(tally.breakdown, Counter())[value] += tally.low
    for of_kind in found.values():
        total = of_kind["days"].total()
        for column in _DRAWN[1:]:
            counted = of_kind.setdefault(column, Counter())
            counted[""] += max(0, total - counted.total())
    return found


def standings(shape: Shares, count: int) -> Iterator[Standing]:
    """`count` demands, the same ones whenever the shape is the same."""
    chance = random.Random(_SEED)
    kinds = _draw(chance, Counter({kind: of_kind["days"].total() for kind, of_kind in shape.items()}), count)
    for kind, number in sorted(Counter(kinds).items()):
        drawn = {column: _draw(chance, counted, number) for column, counted in shape[kind].items()}
        for place in range(number):
            coarse = drawn["outcome"][place]
            yield Standing(
                received=_day(chance, drawn["days"][place]),
                kind=kind,
                outcome=str(chance.choice(_FINE.get(Outcome(coarse), (coarse,)))),
                country=drawn["country"][place],
                project=drawn["project"][place],
                requester=drawn["requester"][place],
                process=drawn["process"][place],
            )


def _draw(chance: random.Random, counted: Counter[str], number: int) -> list[str]:
    return chance.choices(list(counted), list(counted.values()), k=number)


def _day(chance: random.Random, days: str) -> date:
    first, last = map(date.fromisoformat, days.split())
    return first + timedelta(days=chance.randrange((last - first).days + 1))
