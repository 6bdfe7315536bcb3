"""Feeding tallies from demands: every step of a demand moves the cells of all maintained breakdowns.

`move` belongs in the transaction of the step, so that figures are right at every moment and reading one never
counts demands. `feed` takes in many at once, when tallies are rebuilt or a register is taken over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT, Kind, Unit
from clarion.transparency.breakdowns import DIMENSIONS, MAINTAINED, TOTAL, Values, dimensions_of, values
from clarion.transparency.models import Source
from clarion.transparency.naming import COUNTRY, Named, name_countries
from clarion.transparency.periods import Period

REGISTER = "register"
"""The slug of the source that stands for the register itself."""

_UNKNOWN = {"country": UNKNOWN_COUNTRY, "project": UNKNOWN_PROJECT}
_CHUNK = 100_000
_MOST_HELD = 500_000
_ROWS_A_STATEMENT = 500
_COLUMNS = (
    "source_id", "breakdown", "period_start", "period_end", "kind",
    "process", "country", "project", "requester", "outcome", "unit", "low", "high",
)  # fmt: skip
_KEY = ", ".join(_COLUMNS[:-2])


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


class NegativeTally(ValueError):
    """A cell would fall below zero: what is taken away was never counted."""


def register_source() -> Source:
    """The source that stands for the register."""
    return Source.objects.get_or_create(
        slug=REGISTER,
        defaults={
            "title": "The register",
            "publisher": "",
            "as_of": timezone.localdate(),
            "standing": Source.Standing.REGISTER,
        },
    )[0]


def move(
    source: Source, *, before: Standing | None = None, after: Standing | None = None, count: int = 1
) -> None:
    """Moves `count` demands (or items, or accounts) from where they stood to where they stand now.

    Without `before` they are new; without `after` they leave the count. Costs one statement for
    what is added and one for each cell taken from. Call it inside the transaction of the step.

    Raises:
        NegativeTally: more is taken away than was counted. Nothing is changed.
    """
    changes: Counter[_Cell] = Counter()
    for standing, sign in ((before, -count), (after, count)):
        if standing is not None:
            for cell in _cells_of(standing):
                changes[cell] += sign
    _apply(source, {cell: change for cell, change in changes.items() if change})


def feed(source: Source, standings: Iterable[Standing]) -> int:
    """Counts any number of demands in, in one transaction; returns how many. Memory stays bounded."""
    counted = 0
    incoming = iter(standings)
    with transaction.atomic():
        changes: Counter[_Cell] = Counter()
        while chunk := Counter(
            one._replace(received=_first_day(one.received)) for one in islice(incoming, _CHUNK)
        ):
            for standing, number in chunk.items():
                counted += number
                for cell in _cells_of(standing):
                    changes[cell] += number
            if len(changes) > _MOST_HELD:
                _apply(source, changes)
                changes.clear()
        _apply(source, changes)
    return counted


class _Cell(NamedTuple):
    breakdown: str
    period: Period
    kind: str
    values: Values
    outcome: str
    unit: str


@cache
def _first_day(day: date) -> date:
    """The first day of the period that `day` counts in; one for all its days, so that they are counted together."""
    return Period.half_around(day).start


def _cells_of(standing: Standing) -> Iterator[_Cell]:
    """The cell of each maintained breakdown in which a demand counts.

    A breakdown by a dimension that nobody recorded, and that has no value for unknown, has no row for the demand:
    it counts in the rest.
    """
    period = Period.half_around(standing.received)
    known = {one: getattr(standing, one) or _UNKNOWN.get(one, "") for one in DIMENSIONS}
    has_outcome = standing.unit in (Unit.REQUEST, Unit.ITEM)
    for breakdown in _breakdowns(standing.kind):
        dimensions = dimensions_of(breakdown)
        cell = values({one: known[one] for one in dimensions})
        is_row = all(known[one] for one in dimensions)
        outcome = standing.outcome if has_outcome and is_row else ""
        yield _Cell(breakdown, period, standing.kind, cell if is_row else values({}), outcome, standing.unit)


def _breakdowns(kind: str) -> tuple[str, ...]:
    """Only demands for user data have a legal process."""
    if kind == Kind.USER_DATA:
        return MAINTAINED
    return tuple(one for one in MAINTAINED if "process" not in dimensions_of(one))


def _rests(changes: Mapping[_Cell, int]) -> Iterator[_Cell]:
    """The cells that say the rows are complete, of every breakdown touched."""
    yield from dict.fromkeys(
        cell._replace(values=values({}), outcome="") for cell in changes if cell.breakdown != TOTAL
    )


def _apply(source: Source, changes: Mapping[_Cell, int]) -> None:
    more = {**dict.fromkeys(_rests(changes), 0)}
    less: dict[int, list[_Cell]] = {}
    for cell, change in changes.items():
        if change < 0:
            less.setdefault(-change, []).append(cell)
        else:
            more[cell] = change
    with transaction.atomic():
        turned: list[_Cell] = []
        for number, cells in less.items():
            turned += _take_away(source, cells, number)
        # One order for all writers, so that two of them never wait for each other.
        rows = sorted(more.items())
        for start in range(0, len(rows), _ROWS_A_STATEMENT):
            turned += _add(source, rows[start : start + _ROWS_A_STATEMENT])
        name_countries(source.pk, [_rest_of(cell) for cell in turned if cell.breakdown == COUNTRY])


def _rest_of(cell: _Cell) -> Named:
    return Named(cell.period.start, cell.period.end, cell.kind, cell.unit)


def _add(source: Source, rows: Sequence[tuple[_Cell, int]]) -> list[_Cell]:
    """Adds to cells; returns those that stood at zero before, or were not there."""
    parameters: list[str | int | date | None] = []
    for cell, number in rows:
        parameters += (*_key(source, cell), number, number)
    lines = ", ".join([f"({', '.join(['%s'] * len(_COLUMNS))})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO transparency_tally ({', '.join(_COLUMNS)}) VALUES {lines} "  # noqa: S608 - our own names only
            f"ON CONFLICT ({_KEY}) DO UPDATE SET low = transparency_tally.low + excluded.low, "
            "high = transparency_tally.high + excluded.high "
            f"RETURNING {_KEY}, low",
            parameters,
        )
        # Drivers differ in what they make of a date.
        lows = {tuple(map(str, row[:-1])): row[-1] for row in cursor.fetchall()}
    return [cell for cell, number in rows if number and lows[tuple(map(str, _key(source, cell)))] == number]


def _take_away(source: Source, cells: Sequence[_Cell], number: int) -> list[_Cell]:
    """Takes away from cells; returns those that stand at zero now."""
    matches = " AND ".join(f"{column} = %s" for column in _COLUMNS[:-2])
    statement = (
        f"UPDATE transparency_tally SET low = low - %s, high = high - %s WHERE {matches} AND low >= %s "  # noqa: S608
        "RETURNING low"
    )
    emptied = []
    with connection.cursor() as cursor:
        for cell in sorted(cells):
            cursor.execute(statement, [number, number, *_key(source, cell), number])
            left = cursor.fetchone()
            if left is None:
                raise NegativeTally(
                    f"{cell.kind} {cell.period}: {number} taken away that were never counted."
                )
            if left[0] == 0:
                emptied.append(cell)
    return emptied


def _key(source: Source, cell: _Cell) -> tuple[str | int | date | None, ...]:
    """What identifies a cell, in the order of `_KEY`, as the database writes it."""
    day = connection.ops.adapt_datefield_value
    country, project, requester, process = cell.values
    return (
        source.pk, cell.breakdown, day(cell.period.start), day(cell.period.end), cell.kind,
        process, country, project, requester, cell.outcome, cell.unit,
    )  # fmt: skip
