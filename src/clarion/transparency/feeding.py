"""Feeding tallies from demands: every step of a demand moves the cells of all maintained breakdowns.

`move` belongs in the transaction of the step, so that figures are right at every moment and reading one never
counts demands. `feed` takes in many at once, when tallies are rebuilt or a register is taken over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from clarion.core.writes import Writes
from clarion.register.counting import Counted, Standing
from clarion.register.counts import Count
from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT, Kind, Unit
from clarion.transparency.breakdowns import DIMENSIONS, MAINTAINED, TOTAL, Values, dimensions_of, values
from clarion.transparency.models import Source
from clarion.transparency.naming import COUNTRY, Named, name_countries
from clarion.transparency.periods import Period

REGISTER = "register"
"""The slug of the source that stands for the register itself."""

INVENTED = "register-invented"
"""The slug of the source of demands that were made up for trying things out."""

_NOTHING: Counted = MappingProxyType({})
_UNKNOWN = {"country": UNKNOWN_COUNTRY, "project": UNKNOWN_PROJECT}
_CHUNK = 100_000
_MOST_HELD = 500_000
_ROWS_A_STATEMENT = 500
_KEY_COLUMNS = (
    "source_id", "breakdown", "period_start", "period_end", "kind",
    "process", "country", "project", "requester", "outcome", "unit",
)  # fmt: skip
_KEY = ", ".join(_KEY_COLUMNS)
_COLUMNS = (*_KEY_COLUMNS, "low", "high", "unrecorded")
_TYPES = {
    "source_id": "bigint", "period_start": "date", "period_end": "date",
    "low": "bigint", "high": "bigint", "unrecorded": "integer",
}  # fmt: skip


class NegativeTally(ValueError):
    """A cell would fall below zero: what is taken away was never counted."""


def register_source(*, invented: bool = False) -> Source:
    """The source that stands for the register; or, kept apart and in no public figure, for its invented demands."""
    return Source.objects.get_or_create(
        slug=INVENTED if invented else REGISTER,
        defaults={
            "title": "Invented demands of the register" if invented else "The register",
            "publisher": "",
            "as_of": timezone.localdate(),
            "standing": Source.Standing.REGISTER,
            "published": not invented,
        },
    )[0]


def move(
    source: Source, *, before: Counted = _NOTHING, after: Counted = _NOTHING, writes: Writes | None = None
) -> None:
    """Moves what is counted of a demand from where it stood to where it stands now.

    Without `before` it is new; without `after` it leaves the count. Costs one statement for what is added and one for
    what is taken away, which wait in `writes` if there are any. Call it at the end of the transaction of the step:
    until the commit, no other demand of the same kind and half-year moves.

    Raises:
        NegativeTally: more is taken away than was counted. Nothing is changed, unless `writes` raise it when they are
            sent: then their transaction is to be undone.
    """
    lost: dict[Cell, Amount] = {}
    gained: dict[Cell, Amount] = {}
    for counted, cells in ((before, lost), (after, gained)):
        for standing, count in counted.items():
            add_cells(cells, standing, Amount.of(count))
    for cell in lost.keys() & gained.keys():
        lost[cell], gained[cell] = _net(lost[cell], gained[cell])
    if writes is None:
        apply_cells(source, gained, lost)
    else:
        _write_cells(writes, source, gained, lost)


def feed(source: Source, standings: Iterable[Standing]) -> int:
    """Counts any number of demands in, in one transaction; returns how many. Memory stays bounded."""
    counted = 0
    incoming = iter(standings)
    with transaction.atomic():
        changes: dict[Cell, Amount] = {}
        while chunk := Counter(
            one._replace(received=first_day(one.received)) for one in islice(incoming, _CHUNK)
        ):
            for standing, number in chunk.items():
                counted += number
                add_cells(changes, standing, Amount(number, number))
            if len(changes) > _MOST_HELD:
                apply_cells(source, changes)
                changes.clear()
        apply_cells(source, changes)
    return counted


def add_cells(cells: dict[Cell, Amount], standing: Standing, amount: Amount) -> None:
    """Adds an amount to every cell in which such a demand counts."""
    for cell in _cells_of(standing):
        cells[cell] = cells.get(cell, NO_AMOUNT).plus(amount)


class Amount(NamedTuple):
    """How much a cell holds or changes by: the bounds of what is known, and how many counts nobody recorded."""

    low: int = 0
    high: int = 0
    unrecorded: int = 0

    @classmethod
    def of(cls, count: Count, times: int = 1) -> Amount:
        """A count, so many times; one that is unknown is one that nobody recorded."""
        if count.low is None or count.high is None:
            return cls(unrecorded=times)
        return cls(times * count.low, times * count.high)

    def plus(self, other: Amount) -> Amount:
        return Amount(self.low + other.low, self.high + other.high, self.unrecorded + other.unrecorded)


NO_AMOUNT = Amount()


class Cell(NamedTuple):
    breakdown: str
    period: Period
    kind: str
    values: Values
    outcome: str
    unit: str


@cache
def first_day(day: date) -> date:
    """The first day of the period that `day` counts in; one for all its days, so that they are counted together."""
    return Period.half_around(day).start


def _cells_of(standing: Standing) -> Iterator[Cell]:
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
        yield Cell(breakdown, period, standing.kind, cell if is_row else values({}), outcome, standing.unit)


def _breakdowns(kind: str) -> tuple[str, ...]:
    """Only demands for user data have a legal process."""
    if kind == Kind.USER_DATA:
        return MAINTAINED
    return tuple(one for one in MAINTAINED if "process" not in dimensions_of(one))


def _rests(changes: Iterable[Cell]) -> Iterator[Cell]:
    """The cells that say the rows are complete, of every breakdown touched."""
    yield from dict.fromkeys(
        cell._replace(values=values({}), outcome="") for cell in changes if cell.breakdown != TOTAL
    )


def _net(lost: Amount, gained: Amount) -> tuple[Amount, Amount]:
    """What is left of both when what they have in common moves nowhere.

    Where one bound rises and the other falls, both stay whole: each part of a change is a count itself, its bounds in
    order, as the database demands of every row.
    """
    difference = [more - less for less, more in zip(lost, gained, strict=True)]
    if min(difference) >= 0:
        return NO_AMOUNT, Amount(*difference)
    if max(difference) <= 0:
        return Amount(*(-one for one in difference)), NO_AMOUNT
    return lost, gained


def apply_cells(
    source: Source, gained: Mapping[Cell, Amount], lost: Mapping[Cell, Amount] = MappingProxyType({})
) -> None:
    """Adds to cells and takes away from cells, and keeps the rests beside them.

    Raises:
        NegativeTally: more is taken away than was counted. Nothing is changed.
    """
    with transaction.atomic():
        writes = Writes()
        _write_cells(writes, source, gained, lost)
        writes.send()


def _write_cells(
    writes: Writes, source: Source, gained: Mapping[Cell, Amount], lost: Mapping[Cell, Amount]
) -> None:
    less = {cell: amount for cell, amount in lost.items() if amount != NO_AMOUNT}
    more = {cell: amount for cell, amount in gained.items() if amount != NO_AMOUNT}
    changes = {**less, **more}
    more = {**dict.fromkeys(_rests(changes), NO_AMOUNT), **more}
    _take_turns(writes, source, changes)
    turned: list[Cell] = []
    for rows in _batches(sorted(less.items())):
        _take_away(writes, source, rows, turned)
    for rows in _batches(sorted(more.items())):
        _add(writes, source, rows, turned)
    writes.after(lambda: name_countries(source.pk, _rests_of(turned)))


def _batches(rows: list[tuple[Cell, Amount]]) -> Iterator[list[tuple[Cell, Amount]]]:
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        yield rows[start : start + _ROWS_A_STATEMENT]


def _take_turns(writes: Writes, source: Source, cells: Iterable[Cell]) -> None:
    """Waits until no other transaction moves cells of the same kinds and periods.

    They share their totals, so one would wait for the other in any case; taking turns before the first cell keeps two
    that move in opposite directions from waiting for each other. SQLite has one writer as it is.
    """
    if connection.vendor != "postgresql":
        return
    turns = {f"{source.pk} {cell.kind} {cell.period.start}" for cell in cells}
    keys = sorted(int.from_bytes(sha256(one.encode()).digest()[:8], signed=True) for one in turns)
    for key in keys:
        writes.run("SELECT pg_advisory_xact_lock(%s)", [key])


def _rests_of(turned: Iterable[Cell]) -> list[Named]:
    """The rests that name countries, of which one has its first demand now, or lost its last."""
    return [
        Named(one.period.start, one.period.end, one.kind, one.unit)
        for one in turned
        if one.breakdown == COUNTRY
    ]


def _add(writes: Writes, source: Source, rows: Sequence[tuple[Cell, Amount]], turned: list[Cell]) -> None:
    """Adds to cells; puts those that stood at zero before, or were not there, among what turned."""

    def added(answer: list[tuple[Any, ...]]) -> None:
        # Drivers differ in what they make of a date.
        lows = {tuple(map(str, row[:-1])): row[-1] for row in answer}
        turned.extend(
            cell
            for cell, amount in rows
            if amount.low and lows[tuple(map(str, _key(source, cell)))] == amount.low
        )

    writes.run(
        f"INSERT INTO transparency_tally ({', '.join(_COLUMNS)}) {_lines(rows)} "
        f"ON CONFLICT ({_KEY}) DO UPDATE SET low = transparency_tally.low + excluded.low, "
        "high = transparency_tally.high + excluded.high, "
        "unrecorded = transparency_tally.unrecorded + excluded.unrecorded "
        f"RETURNING {_KEY}, low",
        _parameters(source, rows),
        added,
    )


def _take_away(
    writes: Writes, source: Source, rows: Sequence[tuple[Cell, Amount]], turned: list[Cell]
) -> None:
    """Takes away from cells; puts those that stand at zero then among what turned."""
    cells = "transparency_tally"
    matches = " AND ".join(f"{cells}.{column} = v.{column}" for column in _KEY_COLUMNS)
    enough = " AND ".join(f"{cells}.{column} >= v.{column}" for column in Amount._fields)
    less = ", ".join(f"{column} = {cells}.{column} - v.{column}" for column in Amount._fields)
    returned = ", ".join(f"{cells}.{column}" for column in (*_KEY_COLUMNS, "low"))

    def taken(answer: list[tuple[Any, ...]]) -> None:
        left = {tuple(map(str, row[:-1])): row[-1] for row in answer}
        for cell, amount in rows:
            low = left.get(tuple(map(str, _key(source, cell))))
            if low is None:
                raise NegativeTally(
                    f"{cell.kind} {cell.period}: {max(amount)} taken away that were never counted."
                )
            if amount.low and low == 0:
                turned.append(cell)

    writes.run(
        f"WITH v({', '.join(_COLUMNS)}) AS ({_lines(rows)}) "  # noqa: S608 - our own names only
        f"UPDATE {cells} SET {less} FROM v WHERE {matches} AND {enough} RETURNING {returned}",
        _parameters(source, rows),
        taken,
    )


def _lines(rows: Sequence[tuple[Cell, Amount]]) -> str:
    """The rows as a table. PostgreSQL takes a column at a time, in a statement that is the same for any number."""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{_TYPES.get(one, 'text')}[]" for one in _COLUMNS)
        return f"SELECT * FROM unnest({arrays})"  # noqa: S608 - our own names only
    return "VALUES " + ", ".join([f"({', '.join(['%s'] * len(_COLUMNS))})"] * len(rows))


def _parameters(source: Source, rows: Sequence[tuple[Cell, Amount]]) -> list[Any]:
    lines = [(*_key(source, cell), *amount) for cell, amount in rows]
    if connection.vendor == "postgresql":
        return [list(column) for column in zip(*lines, strict=True)]
    return [value for line in lines for value in line]


def _key(source: Source, cell: Cell) -> tuple[str | int | date | None, ...]:
    """What identifies a cell, in the order of `_KEY`, as the database writes it."""
    day = connection.ops.adapt_datefield_value
    country, project, requester, process = cell.values
    return (
        source.pk, cell.breakdown, day(cell.period.start), day(cell.period.end), cell.kind,
        process, country, project, requester, cell.outcome, cell.unit,
    )  # fmt: skip
