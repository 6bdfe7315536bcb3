"""Part 4: notices by anybody, and those by trusted flaggers apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from clarion.transparency.dsa import annex, numbers
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.cases import Case, Ground, Type
from clarion.transparency.dsa.filling import Cells, Filling, measures_on


def notices(filling: Filling) -> list[Row]:
    """Part 4."""
    pool = [
        one
        for one in filling.by_type[Type.NOTICE]
        if filling.within(one.received_at) or filling.within(one.acted_at)
    ]
    found = filling.categorised(4, annex.template(4)[1:], pool, partial(_notice_values, filling))
    if filling.order.declaration.applies(annex.template(4)[1][0]) and (
        missing := sum(1 for one in pool if one.category == annex.NOT_SPECIFIED[1])
    ):
        filling.gap(4, "category_of_notices", missing)
    return found


def _notice_values(filling: Filling, some: Sequence[Case]) -> tuple[Cells, Mapping[int, str]]:
    trusted = [one for one in some if one.trusted_flagger]
    both = (some, trusted)
    arrived = [[one for one in chosen if filling.within(one.received_at)] for chosen in both]
    acted = [[one for one in chosen if filling.within(one.acted_at) and one.measures] for chosen in both]
    notes: dict[int, str] = {}
    times: list[str | None] = []
    for place, (came, done) in enumerate(zip(arrived, acted, strict=True), 4):
        told = numbers.hours(one.hours_to_act for one in done)
        if told is None and came:
            notes[place] = f"None of these {len(came)} notices led to action in the period."
            times.append(None)
        else:
            times.append(told or "0")
    values = [
        *(str(len(chosen)) for chosen in arrived),
        *(str(sum(one.items for one in chosen)) for chosen in arrived),
        *times,
        *(measures_on(chosen, Ground.LAW) for chosen in acted),
        *(measures_on(chosen, Ground.TERMS) for chosen in acted),
    ]
    return values, notes
