"""What a correction tells otherwise than the edition before it, as readers see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from clarion.register.vocabulary import Kind, Outcome, Unit
from clarion.transparency.editions import wording as words
from clarion.transparency.editions.content import Table
from clarion.transparency.editions.differences import Told, differences
from clarion.transparency.editions.models import Edition

SHOWN = 60
"""How many cells the page tells; the file `changes.json` has them all."""


class Changed(NamedTuple):
    """A cell in words: which table and row, and what either edition says of it."""

    table: str
    row: str
    before: str
    after: str


def told(edition: Edition, tables: Iterable[Table], code: str) -> tuple[list[Changed], int]:
    """The cells that differ from the edition this one follows, and how many more there are than are told.

    One query; none for a first edition.
    """
    if edition.follows is None:
        return [], 0
    earlier = [Table.from_json(one.content) for one in edition.follows.tables.all()]
    now = {one.key: one for one in tables}
    dimensions = {one.key: one.dimensions for one in (*earlier, *now.values())}
    found = list(differences(earlier, now.values()))
    shown = [
        Changed(
            words.table_name(one.table),
            " · ".join(_row(one.kind, one.unit, one.values, dimensions[one.table], one.outcome, code)),
            _count(one.before, code),
            _count(one.after, code),
        )
        for one in found[:SHOWN]
    ]
    return shown, len(found) - len(shown)


def _row(
    kind: str, unit: str, values: tuple[str, ...], dimensions: tuple[str, ...], outcome: str, code: str
) -> Iterable[str]:
    yield str(Kind(kind).label)
    if unit != Unit.REQUEST:
        yield words.unit_name(unit)
    for dimension, value in zip(dimensions, values, strict=True):
        yield words.value_name(dimension, value, code)
    if outcome:
        yield str(Outcome(outcome).label)


def _count(one: Told | None, code: str) -> str:
    return words.count_text(*one, code) if one else _("no row")
