"""The tables of an edition as they are reviewed: beside the last one, each count leading to the demands behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from clarion.register.vocabulary import Kind, Outcome, Unit
from clarion.transparency.editions import wording
from clarion.transparency.editions.computing.changes import last_before
from clarion.transparency.editions.computing.reconciling import sums
from clarion.transparency.editions.content import REGISTER, UNRECORDED, WITHHELD, Finding, Table
from clarion.transparency.editions.differences import Told
from clarion.transparency.editions.models import Edition

SHOWN = 60
"""Rows of one block that are shown; the file has them all."""

_IN_INBOX = ("country", "project", "requester", "process")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One count as it is shown. `before` is what the other edition says, where it says something else."""

    text: str
    mark: str = ""
    link: str = ""
    before: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the values, and a number for each column."""

    values: tuple[str, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One kind and unit of a table, outcomes side by side."""

    kind: str
    unit: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, in blocks."""

    key: str
    name: str
    dimensions: tuple[str, ...]
    blocks: tuple[Block, ...]
    changes: int


def tables_of(edition: Edition) -> list[Table]:
    """Its frozen tables."""
    return [Table.from_json(one.content) for one in edition.tables.all()]


def other_edition(edition: Edition) -> Edition | None:
    """The one it is reviewed beside: the one it corrects, else that of the last period."""
    return edition.follows or last_before(edition.period, edition.series)


def sheets(edition: Edition, other: Edition | None, code: str) -> list[Sheet]:
    """Every table of the edition."""
    earlier = {one.key: one for one in tables_of(other)} if other else {}
    linked = edition.origin == REGISTER
    return [
        _sheet(one, earlier.get(one.key), edition if linked else None, code) for one in tables_of(edition)
    ]


def _sheet(table: Table, earlier: Table | None, edition: Edition | None, code: str) -> Sheet:
    now, before = _cells(table), _cells(earlier) if earlier else {}
    blocks, changes = [], 0
    for kind, unit in sorted(
        {*now, *before}, key=lambda one: (_KINDS.get(one[0], 99), _UNITS.get(one[1], 9))
    ):
        mine, theirs = now.get((kind, unit), {}), before.get((kind, unit), {})
        outcomes = sorted({one[1] for one in (*mine, *theirs)}, key=lambda one: _OUTCOMES.get(one, 99))
        keys = sorted({one[0] for one in (*mine, *theirs)}, key=lambda one: _weight(mine, theirs, one))
        lines = []
        for values in keys:
            numbers = tuple(
                _number(
                    mine.get((values, outcome)),
                    theirs.get((values, outcome)) if earlier else None,
                    earlier is not None,
                    _link(edition, table, kind, unit, values, outcome) if edition else "",
                    code,
                )
                for outcome in outcomes
            )
            changes += sum(one.is_changed for one in numbers)
            names = zip(table.dimensions, values, strict=True)
            lines.append(Line(tuple(wording.value_name(*one, code) for one in names), numbers))
        columns = tuple(_outcome(one) for one in outcomes)
        blocks.append(
            Block(_kind(kind), _unit(unit), columns, tuple(lines[:SHOWN]), max(0, len(lines) - SHOWN))
        )
    dimensions = tuple(str(wording.DIMENSIONS.get(one, one)) for one in table.dimensions)
    return Sheet(table.key, wording.table_name(table.key), dimensions, tuple(blocks), changes)


Cells = dict[tuple[str, str], dict[tuple[Key, str], Told]]


def _cells(table: Table) -> Cells:
    found: Cells = defaultdict(dict)
    for row in table.rows:
        found[row.kind, row.unit][row.values, row.outcome] = Told(*row[4:])
    return found


def _weight(
    mine: dict[tuple[Key, str], Told], theirs: dict[tuple[Key, str], Told], values: Key
) -> tuple[int, Key]:
    """The largest first, as this edition counts, else as the other one."""
    total = sum(told.low or 0 for (one, _outcome), told in mine.items() if one == values)
    if not total:
        total = sum(told.low or 0 for (one, _outcome), told in theirs.items() if one == values)
    return -total, values


def _number(now: Told | None, before: Told | None, is_beside: bool, link: str, code: str) -> Number:
    """No row is a zero here: a table tells every value that was met."""
    text = wording.count_text(*now, code) if now else "–"
    was = wording.count_text(*before, code) if before else "–"
    is_changed = is_beside and now != before
    return Number(text, now.mark if now else "", link if now else "", was if is_changed else "", is_changed)


def _link(edition: Edition, table: Table, kind: str, unit: str, values: Key, outcome: str) -> str:
    """The inbox, narrowed to what was counted; nothing where it cannot be narrowed so."""
    if unit != Unit.REQUEST or table.basis != "cases":
        return ""
    asked = {
        "lane": "all",
        "kind": kind,
        "since": edition.period_start.isoformat(),
        "until": edition.period_end.isoformat(),
    }
    if outcome:
        asked["outcome"] = outcome
    for name, value in zip(table.dimensions, values, strict=True):
        if name not in _IN_INBOX or value in (WITHHELD, UNRECORDED.get(name)):
            return ""
        asked[name] = value
    return f"{reverse('desk:inbox')}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One kind and unit: what each table adds up to, and whether all are the same."""

    kind: str
    unit: str
    sums: tuple[str, ...]
    agrees: bool


def reconciliation(edition: Edition, code: str) -> tuple[list[str], list[Reconciled]]:
    """What each table adds up to, all outcomes together: the names of the tables, and a row a kind and unit."""
    tables = [one for one in tables_of(edition) if one.basis != "register"]
    found: dict[tuple[str, str], dict[str, tuple[int | None, int | None]]] = defaultdict(dict)
    for one in sums(tables):
        held = found[one.kind, one.unit].get(one.table, (0, 0))
        found[one.kind, one.unit][one.table] = _plus(held, (one.low, one.high))
    rows = []
    for (kind, unit), by_table in found.items():
        told = [by_table.get(one.key) for one in tables]
        text = tuple(wording.count_text(*one, "", code) if one else "–" for one in told)
        agrees = len({one for one in told if one}) == 1
        rows.append(Reconciled(_kind(kind), _unit(unit), text, agrees))
    return [wording.table_name(one.key) for one in tables], rows


def _plus(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None]
) -> tuple[int | None, int | None]:
    low, high = (None if a is None or b is None else a + b for a, b in zip(first, second, strict=True))
    return low, high


@dataclass(frozen=True, slots=True)
class Warnings:
    """Findings by what they ask of whoever publishes."""

    to_weigh: tuple[str, ...]
    withheld: tuple[str, ...]
    contradictions: tuple[str, ...]


def warnings(edition: Edition, code: str) -> Warnings:
    """The findings of the edition in sentences."""
    found: dict[str, list[str]] = defaultdict(list)
    for kept in edition.findings:
        one = Finding.from_json(kept)
        group = one.key if one.key in ("withheld", "contradiction") else "to_weigh"
        found[group].append(wording.finding(one, code))
    return Warnings(tuple(found["to_weigh"]), tuple(found["withheld"]), tuple(found["contradiction"]))


_KINDS = {value: place for place, value in enumerate(Kind.values)}
_UNITS = {value: place for place, value in enumerate(Unit.values)}
_OUTCOMES = {value: place for place, value in enumerate(Outcome.values)}


def _kind(value: str) -> str:
    return str(Kind(value).label) if value in Kind.values else value


def _unit(value: str) -> str:
    return wording.unit_name(value)


def _outcome(value: str) -> str:
    return str(Outcome(value).label) if value in Outcome.values else value or _("All")
