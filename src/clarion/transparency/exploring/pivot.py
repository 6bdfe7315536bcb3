"""Rows by columns out of tallies, with the totals that are on record beside them: nothing here is added up twice.

A total is never the sum of its cells. It is asked for by itself, and what the cells lack of it, or have more, stands in
a row or a column of its own. Kinds are never added, so each has its own block unless rows or columns tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from clarion.register.counts import UNKNOWN, ZERO, Count, total
from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT, Kind, Outcome, Process, Requester
from clarion.transparency import rows as tallies
from clarion.transparency.editions.content import UNRECORDED, WITHHELD
from clarion.transparency.exploring.asked import BY_NAME, BY_TOTAL, SORT, Asked
from clarion.transparency.figures import Origin
from clarion.transparency.filters import KIND, OUTCOME, PERIOD, FilterError
from clarion.transparency.periods import Period
from clarion.transparency.report.panels import Role
from clarion.transparency.rows import COARSE_FOR, TallyRow

_UNATTRIBUTED = {
    ("country", UNKNOWN_COUNTRY),
    ("project", UNKNOWN_PROJECT),
    (OUTCOME, str(Outcome.UNRECORDED)),
    *UNRECORDED.items(),
}
_ORDERS = {
    KIND: Kind.values,
    OUTCOME: Outcome.values,
    "process": Process.values,
    "requester": Requester.values,
}

Days = tuple[Period, ...]
Naming = Callable[[str, str], str]
"""The name of a value in the reader's language, by what it is a value of."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and the days it speaks of."""

    count: Count = UNKNOWN
    covered: Days = ()


@dataclass(slots=True)
class Line:
    """One row. `cells` are by the key of their column; `total` is over all columns, None where these never add up."""

    key: str
    role: Role
    cells: dict[str, Cell]
    total: Cell | None

    @property
    def covered(self) -> Days:
        """The days of the row: those of its total, or else of its first cell."""
        known = [self.total, *self.cells.values()] if self.total else [*self.cells.values()]
        return next((one.covered for one in known if one.covered), ())


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one kind, or of all where rows or columns tell kinds apart (`kind` is then blank).

    `totals` are by column, `whole` is that of everything; they are on record, not added up. `differences` are the
    totals less their rows, where both are exact and speak of the same days.
    """

    kind: str
    lines: list[Line]
    totals: dict[str, Cell]
    whole: Cell | None
    differences: dict[str, int]

    @property
    def covered(self) -> Days:
        """The days that most of its rows speak of."""
        listed = [one.covered for one in self.lines]
        return max(dict.fromkeys(listed), key=listed.count, default=())


@dataclass(frozen=True, slots=True)
class Pivot:
    """A view with its numbers. `columns` are keys in order; without any, each row has its total alone."""

    asked: Asked
    columns: list[str]
    blocks: list[Block]
    unrecorded_kinds: tuple[str, ...]
    sources: tuple[Origin, ...]

    @property
    def has_totals(self) -> bool:
        """Whether rows have a total of their own."""
        return any(line.total for block in self.blocks for line in block.lines)


@dataclass(slots=True)
class _Gathered:
    """The cells of one kind, or of all kinds together, before they are put in order."""

    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    by_row: dict[str, Cell] = field(default_factory=dict)
    by_column: dict[str, Cell] = field(default_factory=dict)
    whole: Cell | None = None


def pivot(asked: Asked, name: Naming) -> Pivot:
    """The numbers of a view: at most four queries of tallies, whatever it shows. `name` is what names sort by.

    Raises:
        FilterError: nothing is ever recorded in this detail, or there is no such column to sort by.
    """
    found = tallies.run(asked.grouped(asked.rows, asked.columns))
    gathered = _gathered(asked, found)
    columns = _columns(asked, gathered.values())
    sortable = {BY_NAME, BY_TOTAL, *columns}
    if asked.by not in sortable:
        raise FilterError(SORT, f"There is no column {asked.by!r} to sort by.", tuple(sorted(sortable)))
    blocks = [_block(kind, one, asked, columns, name) for kind, one in gathered.items()]
    origins = dict.fromkeys(origin for row in found for origin in row.sources)
    return Pivot(asked, columns, blocks, found.unrecorded_kinds, tuple(origins))


def _gathered(asked: Asked, found: Iterable[TallyRow]) -> dict[str, _Gathered]:
    """The cells and totals of each block, by kind."""
    gathered: dict[str, _Gathered] = {}
    tells_kinds = KIND in (asked.rows, asked.columns)

    def block(row: TallyRow) -> _Gathered:
        return gathered.setdefault("" if tells_kinds else row.kind, _Gathered())

    for row in found:
        cell = Cell(row.count, row.covered)
        if asked.columns:
            block(row).cells[_key(row, asked.rows), _key(row, asked.columns)] = cell
        else:
            block(row).by_row[_key(row, asked.rows)] = cell
    if asked.columns and asked.columns != KIND:
        for row in _totals(asked, asked.rows):
            block(row).by_row[_key(row, asked.rows)] = Cell(row.count, row.covered)
    if asked.columns and asked.rows != KIND:
        for row in _totals(asked, asked.columns):
            block(row).by_column[_key(row, asked.columns)] = Cell(row.count, row.covered)
    if not tells_kinds:
        for row in _totals(asked):
            block(row).whole = Cell(row.count, row.covered)
    return {kind: one for kind, one in gathered.items() if one.cells or one.by_row}


def _totals(asked: Asked, *groups: str) -> Sequence[TallyRow]:
    """What is on record with less detail; nothing where only the detail is."""
    try:
        return tallies.run(asked.grouped(*groups)).rows
    except FilterError:
        return ()


def _key(row: TallyRow, group: str) -> str:
    if group == KIND:
        return row.kind
    if group == PERIOD:
        return row.period
    return row.outcome if group == OUTCOME else dict(row.values)[group]


def _block(kind: str, one: _Gathered, asked: Asked, columns: Sequence[str], name: Naming) -> Block:
    keys = dict.fromkeys([row for row, _ in one.cells] or one.by_row)
    lines = []
    for key in keys:
        cells = {column: one.cells[key, column] for column in columns if (key, column) in one.cells}
        total_of_row = None if asked.columns == KIND else one.by_row.get(key, Cell())
        lines.append(Line(key, _role(asked.rows, key), cells, total_of_row))
    totals = {} if asked.rows == KIND else {column: one.by_column.get(column, Cell()) for column in columns}
    _fill_zeros(lines, totals, one.whole, columns, asked)
    _sort(lines, asked, columns, name)
    return Block(kind, lines, totals, one.whole, _differences(lines, totals, one.whole, asked))


def _fill_zeros(
    lines: Sequence[Line], totals: dict[str, Cell], whole: Cell | None, columns: Sequence[str], asked: Asked
) -> None:
    """Puts a zero where no cell is, if the others of its row or column are all that the total has; else unknown.

    A total speaks only of the periods that are on record: it proves nothing of another. An outcome is proven only where
    nothing coarser, or no outcome at all, was recorded that could be it.
    """
    complete = {
        column
        for column, cell in totals.items()
        if asked.rows != PERIOD
        and _lacks(cell, [line.cells[column] for line in lines if column in line.cells], asked.rows) == 0
    }
    tells_time = asked.columns == PERIOD
    present = {
        column: {line.key: line.cells[column] for line in lines if column in line.cells} for column in columns
    }
    for line in lines:
        stated = dict(line.cells)
        is_whole = (
            not tells_time
            and line.total is not None
            and _lacks(line.total, stated.values(), asked.columns) == 0
        )
        for column in columns:
            if column not in stated:
                proven = (is_whole and _is_told(asked.columns, column, stated)) or (
                    column in complete and _is_told(asked.rows, line.key, present[column])
                )
                line.cells[column] = Cell(ZERO, line.covered) if proven else Cell()
    stated = {column: cell for column, cell in totals.items() if cell.covered}
    is_whole = not tells_time and whole is not None and _lacks(whole, stated.values(), asked.columns) == 0
    for column in set(totals) - set(stated):
        if whole and is_whole and _is_told(asked.columns, column, stated):
            totals[column] = Cell(ZERO, whole.covered)


def _is_told(group: str, key: str, others: Mapping[str, Cell]) -> bool:
    """Whether no other of these could hold what is of this outcome."""
    if group != OUTCOME:
        return True
    coarse = {str(Outcome.UNRECORDED), COARSE_FOR.get(key, "")}
    return all(one.count.is_zero for other, one in others.items() if other in coarse)


def _differences(
    lines: Sequence[Line], totals: Mapping[str, Cell], whole: Cell | None, asked: Asked
) -> dict[str, int]:
    """By column, and blank for all of them together, what the rows lack of the total; only where it is not zero."""
    told = {
        column: _lacks(cell, [line.cells[column] for line in lines], asked.rows)
        for column, cell in totals.items()
    }
    if whole:
        told[""] = _lacks(whole, [line.total for line in lines if line.total], asked.rows)
    return {column: lacking for column, lacking in told.items() if lacking}


def _lacks(whole: Cell, parts: Iterable[Cell], group: str) -> int | None:
    """The total less its parts; None where one of them is not exact, or speaks of other days."""
    listed = list(parts)
    together = total(one.count for one in listed)
    if whole.count.low is None or not whole.count.is_exact or together.low is None or not together.is_exact:
        return None
    if group != PERIOD and any(one.covered != whole.covered for one in listed):
        return None
    return whole.count.low - together.low


def _role(group: str, key: str) -> Role:
    if key == WITHHELD:
        return Role.WITHHELD
    return Role.UNATTRIBUTED if (group, key) in _UNATTRIBUTED else Role.VALUE


def _columns(asked: Asked, gathered: Iterable[_Gathered]) -> list[str]:
    """The keys of all columns: in order of time, of their vocabulary, or by size."""
    sizes: dict[str, int] = {}
    for one in gathered:
        for (_, column), cell in one.cells.items():
            sizes[column] = sizes.get(column, 0) + (cell.count.high or 0)
    return sorted(sizes, key=lambda key: _column_key(asked.columns, key, sizes[key]))


def _column_key(group: str, key: str, size: int) -> tuple[object, ...]:
    place = _ORDERS.get(group)
    by_size = 0 if group == PERIOD else place.index(key) if place and key in place else -size
    return _role(group, key) is not Role.VALUE, by_size, key


def _sort(lines: list[Line], asked: Asked, columns: Sequence[str], name: Naming) -> None:
    """Values that nobody recorded or that are withheld come last, and before them those of unknown count."""
    lines.sort(key=lambda line: _by_name(line, asked.rows, name))
    if asked.by == BY_NAME:
        if asked.is_descending:
            lines.reverse()
    else:
        by = columns[0] if asked.by == BY_TOTAL and asked.columns == KIND and columns else asked.by
        sign = -1 if asked.is_descending else 1
        lines.sort(key=lambda line: sign * (value_of(line, by).count.high or 0))
        lines.sort(key=lambda line: value_of(line, by).count.high is None)
    lines.sort(key=lambda line: line.role is not Role.VALUE)


def _by_name(line: Line, group: str, name: Naming) -> tuple[object, ...]:
    if group == PERIOD:
        return (line.covered,)
    place = _ORDERS.get(group)
    return (
        (place.index(line.key),) if place and line.key in place else (len(place or ()), name(group, line.key))
    )


def value_of(line: Line, column: str) -> Cell:
    """The cell of a row that sorting by a column, or by the total, and a drawing go by."""
    if column != BY_TOTAL:
        return line.cells.get(column, Cell())
    return line.total or next(iter(line.cells.values()), Cell())


def gap_of(line: Line) -> int:
    """What the columns of a row lack of its total; 0 where that cannot be told."""
    if line.total is None or not line.cells:
        return 0
    whole, together = line.total.count, total(one.count for one in line.cells.values())
    if whole.low is None or together.low is None or not (whole.is_exact and together.is_exact):
        return 0
    return whole.low - together.low
