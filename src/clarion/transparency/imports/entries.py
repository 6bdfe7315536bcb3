"""Rows become entries: what one row states about one cell of one breakdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from clarion.register.counts import UNKNOWN, ZERO, Count, total
from clarion.register.vocabulary import GRANTED_OUTCOMES, Kind, Outcome, Unit
from clarion.transparency import periods
from clarion.transparency.breakdowns import TOTAL, Values, dimensions_of, name, values
from clarion.transparency.imports.labels import LabelBook
from clarion.transparency.imports.problems import Collected, ImportProblem, Place
from clarion.transparency.imports.profile import Counts, PeriodColumns, Profile, Table
from clarion.transparency.imports.reading import Row, Sheet
from clarion.transparency.periods import Period

_NUMBER = re.compile(r"\d{1,15}")
_RANGE = re.compile(r"(\d{1,15})\s*(?:-|–|to)\s*(\d{1,15})")
_BELOW = re.compile(r"<\s*(\d{1,15})")
_GRANTED = frozenset(str(one) for one in GRANTED_OUTCOMES)


class Group(NamedTuple):
    """What is published as a whole: one breakdown of some kinds and a unit, in one period."""

    breakdown: str
    kinds: tuple[Kind, ...]
    unit: Unit
    period: Period


@dataclass(slots=True)
class Entry:
    """What rows state about one cell: counts by outcome, which add up, and where they stand."""

    source: str
    cells: dict[str, Count]
    place: Place
    granted_place: Place
    rows: int = 1

    @property
    def received(self) -> Count:
        return total(self.cells.values())

    @property
    def granted(self) -> Count:
        """Unknown where any outcome is not recorded; accounts have none."""
        if "" in self.cells or not self.cells.get(Outcome.UNRECORDED, ZERO).is_zero:
            return UNKNOWN
        return total(count for outcome, count in self.cells.items() if outcome in _GRANTED)

    def add(self, other: Entry) -> None:
        """Counts `other` in, as another row about the same cell."""
        for outcome, count in other.cells.items():
            self.cells[outcome] = self.cells.get(outcome, ZERO) + count
        self.rows += other.rows

    def copy(self) -> Entry:
        return Entry(self.source, dict(self.cells), self.place, self.granted_place, self.rows)


@dataclass(slots=True)
class TableEntries:
    """All entries of one table. `lists` says of a group what a value without a row means."""

    table: Table
    groups: dict[Group, dict[Values, Entry]] = field(default_factory=dict)
    lists: dict[Group, str] = field(default_factory=dict)
    checks: set[Group] = field(default_factory=set)
    rows: int = 0
    blanks: dict[str, int] = field(default_factory=dict)
    zero_rows: int = 0


class TableReader:
    """Reads the rows of a sheet for one table."""

    def __init__(
        self, profile: Profile, table: Table, sheet: Sheet, book: LabelBook, problems: Collected
    ) -> None:
        self._profile = profile
        self._sheet = sheet
        self._book = book
        self._problems = problems
        self._period = table.period or profile.period
        self._counts = [one for counts in table.counts for one in counts.expanded()]
        self._blank = frozenset(profile.reading.blank)
        self._keys: dict[tuple[str, ...], int] = {}
        self._periods: dict[Period, int] = {}
        self.found = TableEntries(table)
        self._key_columns = [*self._row_columns()]
        self._check_columns()

    @property
    def used_columns(self) -> set[str]:
        """Every column of the file that the table reads."""
        counted = {
            column
            for one in self._counts
            for column in (one.received, one.granted, one.partial, one.full, one.count)
            if column
        }
        return {*self._key_columns, *counted}

    def read(self, row: Row) -> None:
        """Takes one row in; its problems are collected."""
        table = self.found.table
        if not self._is_wanted(row):
            return
        try:
            period = self._read_period(row)
            if (table.since and period.start < table.since) or (table.until and period.end > table.until):
                return
            self._check_row(row, period)
            filters = self._filters(row)
            source = self._source(row)
            for counts in self._counts:
                self._take(row, counts, period, filters, source)
        except ImportProblem as problem:
            self._problems.add(problem)
            return
        self.found.rows += 1

    def _row_columns(self) -> Iterator[str]:
        table, period = self.found.table, self._period
        if period is not None:
            yield from period.columns
        yield from (one.column for one in table.columns.values())
        yield from table.where
        yield from table.adds
        if not isinstance(table.source, str):
            yield table.source.column

    def _check_columns(self) -> None:
        for column in self.used_columns:
            if column not in self._sheet.places:
                raise ImportProblem(
                    Place(self._sheet.name, 1, 0, column),
                    f"there is no column {column!r}, which table {self.found.table.name!r} reads. "
                    f"The columns are: {', '.join(self._sheet.header)}.",
                )

    def _text(self, row: Row, column: str) -> str:
        return row.values[self._sheet.places[column]].strip()

    def _is_wanted(self, row: Row) -> bool:
        return all(
            self._text(row, column) in ([wanted] if isinstance(wanted, str) else wanted)
            for column, wanted in self.found.table.where.items()
        )

    def _read_period(self, row: Row) -> Period:
        columns = self._period
        if columns is None:  # A profile without one does not load.
            raise ImportProblem(self._sheet.place(row.line), "the profile does not say where the period is.")
        place = self._sheet.place(row.line, columns.columns[-1] if columns.columns else "")
        try:
            if columns.months:
                return Period.months_until(self._day(row, columns.end, columns), columns.months)
            if columns.end:
                return Period(self._day(row, columns.start, columns), self._day(row, columns.end, columns))
            return columns.read({one: self._text(row, one) for one in columns.columns})
        except periods.PeriodError as error:
            raise ImportProblem(place, str(error)) from error

    def _day(self, row: Row, column: str, columns: PeriodColumns) -> date:
        text = self._text(row, column)
        try:
            return datetime.strptime(text, columns.format).date()  # noqa: DTZ007 - a day has no zone
        except ValueError as error:
            raise ImportProblem(
                self._sheet.place(row.line, column), f"{text!r} is no day written as {columns.format}."
            ) from error

    def _check_row(self, row: Row, period: Period) -> None:
        key = tuple(self._text(row, column) for column in self._key_columns)
        first = self._keys.setdefault(key, row.line)
        if first != row.line:
            raise ImportProblem(
                self._sheet.place(row.line, self._key_columns[-1] if self._key_columns else ""),
                f"the row repeats line {first}: {', '.join(key)}. Remove one of them.",
            )
        if period in self._periods:
            return
        for other, line in self._periods.items():
            if period.overlaps(other):
                columns = self._period.columns if self._period else ()
                raise ImportProblem(
                    self._sheet.place(row.line, columns[0] if columns else ""),
                    f"the period {period} overlaps {other} on line {line}. "
                    "Periods of one table must be the same or apart.",
                )
        self._periods[period] = row.line

    def _filters(self, row: Row) -> dict[str, str]:
        return {
            dimension: self._book.value(
                dimension,
                column.labels,
                self._text(row, column.column),
                self._sheet.place(row.line, column.column),
            )
            for dimension, column in self.found.table.columns.items()
        }

    def _source(self, row: Row) -> str:
        source = self.found.table.source
        if isinstance(source, str):
            return source
        text = self._text(row, source.column)
        if text not in source.map:
            raise ImportProblem(
                self._sheet.place(row.line, source.column),
                f"{text!r} is no source that the profile maps. Add it to the table's source.map.",
            )
        return source.map[text]

    def _take(self, row: Row, counts: Counts, period: Period, filters: dict[str, str], source: str) -> None:
        table = self.found.table
        own = {key: value for key in ("process", "requester") if (value := str(getattr(counts, key)))}
        narrowed = {**filters, **own}
        entry = self._entry(row, counts, source)
        for breakdown in (name(narrowed), *table.also):
            kept = dimensions_of(breakdown)
            group = Group(breakdown, counts.kind, counts.unit, period)
            entries = self.found.groups.setdefault(group, {})
            self.found.lists[group] = "some" if breakdown == TOTAL else counts.lists or table.lists
            if counts.check or table.check:
                self.found.checks.add(group)
            cell = values({key: value for key, value in narrowed.items() if key in kept})
            if breakdown != TOTAL and self.found.lists[group] != "some" and entry.received.is_zero:
                self.found.zero_rows += 1
                continue
            if cell in entries:
                entries[cell].add(entry)
            elif breakdown != TOTAL or entry.received.is_known:
                entries[cell] = entry.copy()

    def _entry(self, row: Row, counts: Counts, source: str) -> Entry:
        column = counts.received or counts.count
        place = self._sheet.place(row.line, column)
        received = self._number(row, column)
        if counts.count:
            return Entry(source, {"": received}, place, place)
        if counts.outcome:
            return Entry(source, {str(counts.outcome): received}, place, place)
        parts = [
            (outcome, self._number(row, one), self._sheet.place(row.line, one))
            for outcome, one in (
                (Outcome.GRANTED, counts.granted),
                (Outcome.PARTIAL, counts.partial),
                (Outcome.FULL, counts.full),
            )
            if one
        ]
        granted = total(count for _, count, _ in parts)
        granted_place = parts[-1][2] if parts else place
        if not parts or not granted.is_known or not received.is_known:
            return Entry(source, {str(Outcome.UNRECORDED): received}, place, granted_place)
        cells = {str(outcome): count for outcome, count, _ in parts}
        cells[str(Outcome.NOT_GRANTED)] = _less(received, granted, granted_place)
        return Entry(source, cells, place, granted_place)

    def _number(self, row: Row, column: str) -> Count:
        text = self._text(row, column)
        if text in self._blank:
            self.found.blanks[column] = self.found.blanks.get(column, 0) + 1
            return UNKNOWN
        if _NUMBER.fullmatch(text):
            return Count.exact(int(text))
        if (bounds := _RANGE.fullmatch(text)) and int(bounds[1]) <= int(bounds[2]):
            return Count(int(bounds[1]), int(bounds[2]))
        if (limit := _BELOW.fullmatch(text)) and int(limit[1]):
            return Count(0, int(limit[1]) - 1)
        place = self._sheet.place(row.line, column)
        if re.fullmatch(r"[-−]\s*\d+", text):
            raise ImportProblem(place, f"{text} in column {column} is negative; a count is zero or more.")
        raise ImportProblem(
            place, f"{text!r} in column {column} is no whole number. Leave it blank if nobody recorded it."
        )


def _less(received: Count, granted: Count, place: Place) -> Count:
    if received.low is None or received.high is None or granted.low is None or granted.high is None:
        return UNKNOWN
    if granted.low > received.high:
        raise ImportProblem(
            place, f"{granted} granted in column {place.name} is more than the {received} received."
        )
    return Count(max(0, received.low - granted.high), received.high - granted.low)
