"""Fetching the cells that figures need: one query, whose cost depends on periods and outcomes alone.

Everything public reads tallies here, so here is decided what is told of the register's own: see `disclosure.live`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from django.db import connection

from clarion.transparency.breakdowns import TOTAL, Values
from clarion.transparency.editions.disclosure import live
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
_SAME_DAYS = "{b}.source_id = t.source_id AND {b}.kind = t.kind AND {b}.period_start = t.period_start AND "
_SAME_DAYS += "{b}.period_end = t.period_end AND {b}.country = '' AND {b}.project = '' AND {b}.requester = ''"


def _apart(column: str, condition: str) -> str:
    """How much of a total of the register is told by its band alone."""
    pairs = " OR ".join(f"(b.kind = '{kind}' AND b.process = '{process}')" for kind, process in live.banded())
    kinds = ", ".join(f"'{kind}'" for kind, _process in live.banded()) or "''"
    return f"""CASE WHEN t.kind IN ({kinds}) THEN (
        SELECT CAST(COALESCE(SUM(b.{column}), 0) AS bigint) FROM transparency_tally b
        WHERE b.breakdown = 'process' AND {_SAME_DAYS.format(b="b")} AND ({pairs or "1 = 0"}) AND {condition}
        ) ELSE 0 END"""  # noqa: S608 - our own names


@cache
def _of_register() -> dict[str, str]:
    """Bounds of a total without what stands apart, and how many requests of its kind are told in all."""
    same = "b.unit = t.unit AND b.outcome = t.outcome"
    less = {
        one: f"(t.{one} - CASE WHEN s.standing = 'register' THEN {_apart(one, same)} ELSE 0 END)"
        for one in ("low", "high", "unrecorded")
    }
    requests = f"""(SELECT COALESCE(SUM(r.low), 0) FROM transparency_tally r WHERE r.breakdown = 'total'
        AND r.unit = 'request' AND r.process = '' AND {_SAME_DAYS.format(b="r")})"""  # noqa: S608 - our own names
    told = {one: f"CASE WHEN {less['unrecorded']} = 0 THEN {less[one]} END" for one in ("low", "high")}
    of_requests = _apart("low", "b.unit = 'request'")
    return {**told, "requests": f"{requests} - {of_requests}"}


@cache
def _selects(vendor: str) -> dict[str, str]:
    """What to select of each table of what is wanted, and of the sources, for a database."""
    dates = {name: f"{one} || ''" for name, one in _DATES.items()} if vendor == "sqlite" else _DATES
    parts = {"sources": _SOURCES, "exactly": _CELLS, "openly": _CELLS, "namely": _NAMING}
    parts |= {"summed": _SUMS, "openly_summed": _SUMS}
    selects = {table: part.format(**dates, **_BOUNDS) for table, part in parts.items()}
    told = {"total": _CELLS, "total_summed": _SUMS}
    bounds = {one: _of_register()[one] for one in ("low", "high")}
    return {**selects, **{table: part.format(**dates, **bounds) for table, part in told.items()}}


# A cross join keeps SQLite from starting with the tallies: what is wanted comes first, the index finds the rest. The
# plus keeps it from starting with the sources: other organisations' tallies are left out among the few that were found.
_WANTED = """FROM {wanted} w
    CROSS JOIN transparency_tally t
    WHERE t.breakdown = w.breakdown AND t.kind = w.kind AND t.unit = w.unit
    AND t.period_start <= w.last_day AND t.period_end >= w.first_day"""
# No breakdown of the register itself is told: an edition's is.
_FROM = f"""{_WANTED} AND +t.source_id IN (
        SELECT s.id FROM transparency_source s WHERE s.published AND s.standing <> 'register' AND s.peer = %s)"""  # noqa: S608
_FROM_TOTALS = f"""{_WANTED.replace("WHERE", "CROSS JOIN transparency_source s WHERE")}
    AND s.id = t.source_id AND s.published AND s.peer = %s
    AND (s.standing <> 'register' OR {{requests}} >= w.fewest)"""
_EXACT = """AND t.country = w.country AND t.project = w.project
    AND t.requester = w.requester AND t.process = w.process"""
_OPEN = """AND (w.country = '*' OR t.country = w.country) AND (w.project = '*' OR t.project = w.project)
    AND (w.requester = '*' OR t.requester = w.requester) AND (w.process = '*' OR t.process = w.process)"""
_NAMES = "n, breakdown, kind, unit, country, project, requester, process, first_day, last_day, fewest"


def fetch(wanted: Iterable[Wanted], *, peer: str = OWN) -> dict[Wanted, list[Cell]]:
    """The published cells for each of `wanted`, in one query; none without a query for nothing wanted.

    They are the organisation's own, or those of the peer of this slug: never both.
    """
    listed = list(dict.fromkeys(wanted))
    select = _selects(connection.vendor)
    ctes, selects = [], []
    parameters: list[str | int] = []
    for table, rows in _by_table(listed).items():
        lines = ", ".join([_row(number) for number, _ in rows])
        ctes.append(f"{table}({_NAMES}) AS (VALUES {lines})")
        origin = _FROM_TOTALS if table in _TOTALS else _FROM
        from_where = origin.format(wanted=table, requests=_of_register()["requests"])
        selects.append(f"{select[table]} {from_where} {_CONDITIONS[table]}")
        for _, one in rows:
            sought = ["" if value == NAMED else value for value in one.values]
            parameters += [one.breakdown, one.kind, one.unit, *sought, *_bounds(one.within)]
            parameters.append(live.fewest(one.kind))
    found: dict[Wanted, list[Cell]] = defaultdict(list)
    if not selects:
        return found
    statement = f"WITH {', '.join(ctes)} {' UNION ALL '.join([select['sources'], *selects])}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, *[peer] * (1 + len(selects))])
        answered = cursor.fetchall()
    origins = {
        row[10]: Origin._make((*row[3:8], *row[11:13], _day(row[2]))) for row in answered if row[0] < 0
    }
    for row in answered:
        if row[0] >= 0 and row[10] in origins:
            period = _period(row[1], row[2])
            found[listed[row[0]]].append(Cell(period, row[3:7], row[7], row[8], row[9], origins[row[10]]))
    return found


_BY_PERIOD = """GROUP BY w.n, t.period_start, t.period_end, t.source_id,
    t.country, t.project, t.requester, t.process"""
_TOTALS = ("total", "total_summed")
_CONDITIONS = {
    "total": _EXACT,
    "total_summed": f"{_EXACT} {_BY_PERIOD}",
    "exactly": _EXACT,
    "openly": _OPEN,
    "namely": _EXACT,
    "summed": f"{_EXACT} {_BY_PERIOD}",
    "openly_summed": f"{_OPEN} {_BY_PERIOD}",
}


def _by_table(listed: list[Wanted]) -> dict[str, list[tuple[int, Wanted]]]:
    """What is wanted with its number, by how it is looked for."""
    tables: dict[str, list[tuple[int, Wanted]]] = {}
    for number, one in enumerate(listed):
        tables.setdefault(_table(one), []).append((number, one))
    return tables


def _table(one: Wanted) -> str:
    if NAMED in one.values:
        return "namely"
    if ANY in one.values:
        return "openly_summed" if one.summed else "openly"
    if one.breakdown == TOTAL:
        return "total_summed" if one.summed else "total"
    return "summed" if one.summed else "exactly"


def _row(number: int) -> str:
    """One line of what is wanted. The types are named, since the database has no column to take them from."""
    day = "%s::date" if connection.vendor == "postgresql" else "%s"
    return f"({number}, {', '.join(['%s'] * 7)}, {day}, {day}, %s)"


def _bounds(within: Period) -> tuple[str, str]:
    return within.start.isoformat(), within.end.isoformat()


@lru_cache(maxsize=4096)
def _period(start: date | str, end: date | str) -> Period:
    return Period(_day(start), _day(end))


@lru_cache(maxsize=4096)
def _day(value: date | str) -> date:
    """SQLite answers a query of our own with text, PostgreSQL with a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value
