"""Parts 5 and 6: measures on own initiative, against the law and against the terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.cases import Case, Ground, Type
from clarion.transparency.dsa.declaration import RESTRICTIONS
from clarion.transparency.dsa.filling import Cells, Filling, measures_of


def against_the_law(filling: Filling) -> list[Row]:
    """Part 5."""
    return _own_initiative(filling, 5, Ground.LAW)


def against_the_terms(filling: Filling) -> list[Row]:
    """Part 6."""
    return _own_initiative(filling, 6, Ground.TERMS)


def _own_initiative(filling: Filling, number: int, ground: Ground) -> list[Row]:
    pool = [one for one in filling.arrived(Type.OWN_INITIATIVE) if one.ground is ground]
    template = annex.template(number)[1:]
    if not filling.is_known(Type.OWN_INITIATIVE):
        if ground is Ground.LAW:
            filling.gap(number, "own_initiative")
        rows = [list(row) for row in template]
        for row in rows:
            row[4] = ""
        first = filling.row(number, rows[0], [""] * 16, {0: "Measures on own initiative are not recorded."})
        return [first, *(filling.blank(number, row) for row in rows[1:])]
    return filling.categorised(number, template, pool, partial(_own_values, filling))


def _own_values(filling: Filling, some: Sequence[Case]) -> tuple[Cells, Mapping[int, str]]:
    impossible = filling.order.declaration.impossible
    values = [
        str(measures_of(some)),
        str(measures_of(one for one in some if one.automated_detection)),
    ]
    for name in RESTRICTIONS:
        count = measures_of(one for one in some if name in one.restrictions)
        values.append(str(count) if count or name not in impossible else "")
    return values, {}
