"""Fetching the cells that figures need: one query, whose cost depends on periods and outcomes alone.

Everything public reads tallies here, so here is decided what is told of the register's own: see `gate`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from django.db import connection

from clarion.core.prepared import prepared_cursor
from clarion.transparency.breakdowns import TOTAL, Values
from clarion.transparency.figures import gate
from clarion.transparency.figures.gate import Stated
from clarion.transparency.models import OWN
from clarion.transparency.periods import EVER, Period

ANY = "*"
"""In a `Wanted`: every value of this dimension, not one."""

NAMED = "+"
"""In place of the country of a `Wanted`: which countries had at least one, all in one cell.

The cell's country is their codes, joined by commas; its count is one where they are all that there were, else unknown.
"""


class Wanted(NamedTuple):
    """Which cells to fetch: one breakdown, kind and unit, values of the dimensions, and days that they touch.

    With `summed`, the cells of all outcomes of a period come as one for each of their values, unknown as soon as one of
    them is.
    """

    breakdown: str
    kind: str
    unit: str
    values: Values
    within: Period = EVER
    summed: bool = False


class Origin(NamedTuple):
    """The source of a cell."""

    slug: str
    title: str
    publisher: str
    url: str
    licence: str
    note: str
    standing: str
    as_of: date

    @property
    def preference(self) -> tuple[int, int, str]:
        """Orders sources that state the same thing: editions, the register, data sets, quotations; newest first."""
        return (_STANDINGS.index(self.standing), -self.as_of.toordinal(), self.slug)


class Cell(NamedTuple):
    """One fetched tally."""

    period: Period
    values: Values
    outcome: str
    low: int | None
    high: int | None
    origin: Origin


_STANDINGS = ("edition", "register", "dataset", "quoted")
# Two kinds of rows in one answer: the sources, and the cells, which name theirs by id. They share their columns, since
# each more costs every cell. Dates come as text from SQLite: what its driver would make of each is thrown away again,
# since few periods make many cells.
_SOURCES = """SELECT -1, CAST(NULL AS date), {as_of}, s.slug, s.title, s.publisher, s.url, s.licence,
    CAST(NULL AS bigint), CAST(NULL AS bigint), s.id, s.note, s.standing
    FROM transparency_source s WHERE s.published AND s.peer = %s"""
_CELLS = """SELECT w.n, {start}, {end}, t.country, t.project, t.requester, t.process, t.outcome,
    {low}, {high}, t.source_id, NULL, NULL"""
_SUMS = """SELECT w.n, {start}, {end}, t.country, t.project, t.requester, t.process, '',
    CASE WHEN COUNT({low}) = COUNT(*) THEN CAST(SUM({low}) AS bigint) END,
    CASE WHEN COUNT({high}) = COUNT(*) THEN CAST(SUM({high}) AS bigint) END, t.source_id, NULL, NULL"""
# The rest, which names the countries of its rows. A rest of zero says that the rows are complete.
_TOLD = "CASE WHEN t.countries IS NOT NULL AND t.high = 0 AND t.unrecorded = 0 THEN 1 END"
_NAMING = f"""SELECT w.n, {{start}}, {{end}}, COALESCE(t.countries, ''), '', '', '', '',
    {_TOLD}, {_TOLD}, t.source_id, NULL, NULL"""
# What nobody recorded of one demand makes the sum of all unknown.
_BOUNDS = {one: f"CASE WHEN t.unrecorded = 0 THEN t.{one} END" for one in ("low", "high")}
_DATES = {"start": "t.period_start", "end": "t.period_end", "as_of": "s.as_of"}
# Of a total it is decided afterwards what is told, so its bounds come as they stand.
_TOLD_CELLS = """SELECT w.n, {start}, {end}, t.country, t.project, t.requester, t.process, t.outcome,
    t.low, t.high, t.source_id, CAST(t.unrecorded AS text), NULL"""
_TOLD_SUMS = """SELECT w.n, {start}, {end}, t.country, t.project, t.requester, t.process, '',
    CASE WHEN COUNT(t.low) = COUNT(*) THEN CAST(SUM(t.low) AS bigint) END,
    CASE WHEN COUNT(t.high) = COUNT(*) THEN CAST(SUM(t.high) AS bigint) END,
    t.source_id, CAST(SUM(t.unrecorded) AS text), NULL"""


@cache
def _selects(vendor: str) -> dict[str, str]:
    """What to select of each table of what is wanted, and of the sources, for a database."""
    dates = {name: f"{one} || ''" for name, one in _DATES.items()} if vendor == "sqlite" else _DATES
    parts = {"sources": _SOURCES, "exactly": _CELLS, "openly": _CELLS, "namely": _NAMING}
    parts |= {"exactly_summed": _SUMS, "openly_summed": _SUMS, "told": _TOLD_CELLS, "told_summed": _TOLD_SUMS}
    return {table: part.format(**dates, **_BOUNDS) for table, part in parts.items()}


# A cross join keeps SQLite from starting with the tallies: what is wanted comes first, the index finds the rest. The
# plus keeps it from starting with the sources: other organisations' tallies are left out among the few that were found.
_FROM = """FROM {wanted} w
    CROSS JOIN transparency_tally t
    WHERE t.breakdown = w.breakdown AND t.kind = w.kind AND t.unit = w.unit
    AND +t.source_id IN (SELECT s.id FROM transparency_source s WHERE s.published AND s.peer = %s {but})
    AND t.period_start <= w.last_day AND t.period_end >= w.first_day"""
# No breakdown of the register itself is told: an edition's is.
_NOT_OF_REGISTER = "AND s.standing <> 'register'"
_EXACT = """AND t.country = w.country AND t.project = w.project
    AND t.requester = w.requester AND t.process = w.process"""
_OPEN = """AND (w.country = '*' OR t.country = w.country) AND (w.project = '*' OR t.project = w.project)
    AND (w.requester = '*' OR t.requester = w.requester) AND (w.process = '*' OR t.process = w.process)"""
_NAMES = "n, breakdown, kind, unit, country, project, requester, process, first_day, last_day"


def fetch(wanted: Iterable[Wanted], *, peer: str = OWN) -> dict[Wanted, list[Cell]]:
    """The published cells for each of `wanted`, in one query; none without a query for nothing wanted.

    They are the organisation's own, or those of the peer of this slug: never both.
    """
    listed = list(dict.fromkeys(wanted))
    beside = [one for one in gate.beside(listed) if one not in listed or one.breakdown != TOTAL]
    asked = [*listed, *beside]
    select = _selects(connection.vendor)
    ctes, selects, parameters = [], [], []
    for table, rows in _by_table(asked, len(listed)).items():
        lines = ", ".join([_row(number) for number, _ in rows])
        ctes.append(f"{table}({_NAMES}) AS (VALUES {lines})")
        but = "" if table in _TOLD_TABLES else _NOT_OF_REGISTER
        selects.append(f"{select[table]} {_FROM.format(wanted=table, but=but)} {_CONDITIONS[table]}")
        for _, one in rows:
            sought = ["" if value == NAMED else value for value in one.values]
            parameters += [one.breakdown, one.kind, one.unit, *sought, *_bounds(one.within)]
    found: dict[Wanted, list[Cell]] = defaultdict(list)
    if not selects:
        return found
    statement = f"WITH {', '.join(ctes)} {' UNION ALL '.join([select['sources'], *selects])}"
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*parameters, *[peer] * (1 + len(selects))])
        answered = cursor.fetchall()
    origins = {
        row[10]: Origin._make((*row[3:8], *row[11:13], _day(row[2]))) for row in answered if row[0] < 0
    }
    stated: dict[Wanted, list[Stated]] = defaultdict(list)
    for row in answered:
        if row[0] >= 0 and row[10] in origins:
            one, period = asked[row[0]], _period(row[1], row[2])
            cell = Cell(period, row[3:7], row[7], row[8], row[9], origins[row[10]])
            if _is_told(one, row[0], len(listed)):
                stated[one].append(Stated(cell, int(row[11])))
            else:
                found[one].append(cell)
    for one in listed:
        if one.breakdown == TOTAL and one in stated:
            found[one] = list(gate.told(one, stated))
    return found


_BY_PERIOD = """GROUP BY w.n, t.period_start, t.period_end, t.source_id,
    t.country, t.project, t.requester, t.process"""
_TOLD_TABLES = ("told", "told_summed")
_CONDITIONS = {
    "told": _EXACT,
    "told_summed": f"{_EXACT} {_BY_PERIOD}",
    "exactly": _EXACT,
    "openly": _OPEN,
    "namely": _EXACT,
    "exactly_summed": f"{_EXACT} {_BY_PERIOD}",
    "openly_summed": f"{_OPEN} {_BY_PERIOD}",
}


def _by_table(asked: list[Wanted], listed: int) -> dict[str, list[tuple[int, Wanted]]]:
    """What is asked for with its number, by how it is looked for. The first `listed` are wanted, the others decide."""
    tables: dict[str, list[tuple[int, Wanted]]] = {}
    for number, one in enumerate(asked):
        table = "told" if _is_told(one, number, listed) else _table(one)
        tables.setdefault(f"{table}_summed" if one.summed and table in _MAY_SUM else table, []).append(
            (number, one)
        )
    return tables


def _is_told(one: Wanted, number: int, listed: int) -> bool:
    """Whether it comes from the register too, and `gate` decides what is told of it."""
    return one.breakdown == TOTAL or number >= listed


_MAY_SUM = ("told", "exactly", "openly")


def _table(one: Wanted) -> str:
    if NAMED in one.values:
        return "namely"
    return "openly" if ANY in one.values else "exactly"


def _row(number: int) -> str:
    """One line of what is wanted. The types are named, since the database has no column to take them from."""
    day = "%s::date" if connection.vendor == "postgresql" else "%s"
    return f"({number}, {', '.join(['%s'] * 7)}, {day}, {day})"


def _bounds(within: Period) -> tuple[str, str]:
    return within.start.isoformat(), within.end.isoformat()


@lru_cache(maxsize=4096)
def _period(start: date | str, end: date | str) -> Period:
    return Period(_day(start), _day(end))


@lru_cache(maxsize=4096)
def _day(value: date | str) -> date:
    """SQLite answers a query of our own with text, PostgreSQL with a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value
