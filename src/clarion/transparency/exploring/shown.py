"""A view in the reader's language: the table of the page, its drawings, its definitions, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext

from clarion.register.counts import UNKNOWN, Count, total
from clarion.register.vocabulary import Kind, Outcome, Unit
from clarion.transparency import measures, periods, wording
from clarion.transparency.editions.content import WITHHELD
from clarion.transparency.exploring.asked import BY_NAME, BY_TOTAL, Asked
from clarion.transparency.exploring.pivot import Block, Line, Pivot, gap_of, value_of
from clarion.transparency.filters import KIND, OUTCOME, PERIOD
from clarion.transparency.measures import Aggregation, Counted, Measure
from clarion.transparency.report.drawing import course_figure, covered_note, panel_figure
from clarion.transparency.report.panels import Line as PanelLine
from clarion.transparency.report.panels import Panel, Role

GAP, WHOLE = "gap", ""
"""In place of a column: what the columns of a row lack of its total, and the total."""

MOST_ROWS, MOST_COLUMNS = 200, 24
"""How many a table of the page shows; the files have them all."""

_DRAWN_AS = {OUTCOME: "stacked_bar"}


Value = Count | int | None
"""What stands in a cell: a count, a difference (which may be negative), or nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, where to sort by it, and how it is sorted now (as `aria-sort` says it)."""

    name: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as a cell shows it."""

    number: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table. `role` is that of the panel's lines, or `total` or `rest`."""

    name: str
    note: str
    role: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """The rows of one kind; `name` is blank where rows or columns tell kinds apart."""

    name: str
    rows: tuple[ShownRow, ...]
    note: str


def value_name(group: str, key: str, code: str) -> str:
    """The name of a value of rows or columns."""
    if key == WITHHELD:
        return gettext("Withheld")
    if group == KIND:
        return str(Kind(key).label)
    if group == PERIOD:
        return wording.period_names(map(periods.parse, key.split(" ")), code)
    return wording.value_name(group, key, code)


def naming(code: str) -> Callable[[str, str], str]:
    """Names of values in a language."""
    return lambda group, key: value_name(group, key, code)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns the page shows: those, one for all that are `left`, one for gaps, and the total."""

    asked: Asked
    columns: list[str]
    left: list[str]
    has_gaps: bool
    has_totals: bool
    code: str

    @classmethod
    def of(cls, pivot: Pivot, code: str) -> Layout:
        """The newest columns of time, and of all else the first ones."""
        columns, left = pivot.columns[:MOST_COLUMNS], pivot.columns[MOST_COLUMNS:]
        if left and pivot.asked.columns == PERIOD:
            columns, left = pivot.columns[-MOST_COLUMNS:], pivot.columns[:-MOST_COLUMNS]
        has_gaps = any(gap_of(line) for block in pivot.blocks for line in block.lines)
        return cls(pivot.asked, columns, left, has_gaps, pivot.has_totals, code)

    def headings(self, names: Mapping[str, Any]) -> Iterator[Heading]:
        """The headings of all columns, that of the rows first. `names` are those of groups."""
        asked = self.asked
        yield self._sorting(BY_NAME, str(names[asked.rows]))
        for one in self.columns:
            yield self._sorting(one, value_name(asked.columns, one, self.code))
        if self.left:
            yield Heading(gettext("Others"), "", "")
        if self.has_gaps:
            yield Heading(gettext("not in any column"), "", "")
        if self.has_totals:
            name = gettext("Total") if asked.columns else str(Unit(asked.query.unit).label)
            yield self._sorting(BY_TOTAL, name)

    def _sorting(self, column: str, name: str) -> Heading:
        asked = self.asked
        is_now = asked.by == column
        is_up = asked.is_descending if is_now else column == BY_NAME
        address = "?" + urlencode(asked.parameters | {"sort": column if is_up else f"-{column}"})
        return Heading(
            name, address, ("descending" if asked.is_descending else "ascending") if is_now else ""
        )

    def cells(self, values: Mapping[str, Value]) -> tuple[Shown, ...]:
        """The cells of a row, out of what it says by column; `GAP` and `WHOLE` are columns too."""
        told = [values.get(one) for one in self.columns]
        if self.left:
            told.append(_together(values.get(one) for one in self.left))
        if self.has_gaps:
            told.append(values.get(GAP))
        if self.has_totals:
            told.append(values.get(WHOLE))
        return tuple(Shown("", True) if one is None else self._cell(one) for one in told)

    def _cell(self, value: Count | int) -> Shown:
        return Shown(wording.number(value, self.code), isinstance(value, int) or value.is_known)


def table(pivot: Pivot, names: Mapping[str, Any], code: str) -> dict[str, Any]:
    """The table as the page shows it. `names` are those of groups."""
    layout = Layout.of(pivot, code)
    headings = list(layout.headings(names))
    most = max((len(one.lines) for one in pivot.blocks), default=0)
    return {
        "headings": headings,
        "width": len(headings),
        "blocks": [_block(one, layout) for one in pivot.blocks],
        "is_cut": bool(layout.left) or most > MOST_ROWS,
        "shown_rows": wording.number(min(most, MOST_ROWS), code),
        "all_rows": wording.number(most, code),
        "shown_columns": wording.number(len(layout.columns), code),
        "all_columns": wording.number(len(pivot.columns), code),
        "unrecorded": [str(Kind(one).label) for one in pivot.unrecorded_kinds],
    }


def _block(block: Block, layout: Layout) -> ShownBlock:
    asked, code = layout.asked, layout.code
    shown = []
    for line in block.lines[:MOST_ROWS]:
        is_other = asked.rows != PERIOD and line.covered != block.covered
        note = covered_note(line.covered, asked.query.within, code) if is_other else ""
        name = value_name(asked.rows, line.key, code)
        shown.append(ShownRow(name, note, str(line.role), layout.cells(_values(line))))
    if rest := block.lines[MOST_ROWS:]:
        name = gettext("Others: %(count)s") % {"count": wording.number(len(rest), code)}
        together = [_values(line) for line in rest]
        keys = (*layout.columns, *layout.left, GAP, WHOLE)
        values = {key: _together(one.get(key) for one in together) for key in keys}
        shown.append(ShownRow(name, "", "rest", layout.cells(values)))
    if block.differences:
        name = wording.difference_name(code)
        shown.append(ShownRow(name, "", str(Role.DIFFERENCE), layout.cells(block.differences)))
    if block.totals or block.whole:
        values = {key: cell.count for key, cell in block.totals.items()}
        values[WHOLE] = block.whole.count if block.whole else None
        covered = block.whole.covered if block.whole else ()
        is_other = asked.rows != PERIOD and covered != block.covered
        note = covered_note(covered, asked.query.within, code) if is_other else ""
        shown.append(ShownRow(gettext("Total"), note, "total", layout.cells(values)))
    name = str(Kind(block.kind).label) if block.kind else ""
    note = covered_note(block.covered, asked.query.within, code) if asked.rows != PERIOD else ""
    return ShownBlock(name, tuple(shown), note)


def _values(line: Line) -> dict[str, Value]:
    values: dict[str, Value] = {key: cell.count for key, cell in line.cells.items()}
    return values | {GAP: gap_of(line) or None, WHOLE: line.total.count if line.total else None}


def _together(values: Iterable[Value]) -> Value:
    listed = [one for one in values if one is not None]
    if not listed:
        return None
    numbers = [one for one in listed if isinstance(one, int)]
    return sum(numbers) if numbers else total(one for one in listed if isinstance(one, Count))


@dataclass(frozen=True, slots=True)
class Definition:
    """What a kind counts: its measure with the page of its figure, or its name alone."""

    name: str
    text: str
    address: str


def kinds_of(pivot: Pivot) -> list[str]:
    """The kinds that a view shows, in the order of the vocabulary."""
    asked = pivot.asked
    if asked.columns == KIND:
        shown = set(pivot.columns)
    elif asked.rows == KIND:
        shown = {line.key for block in pivot.blocks for line in block.lines}
    else:
        shown = {block.kind for block in pivot.blocks}
    return [one for one in Kind.values if one in shown]


def definitions(pivot: Pivot, code: str) -> list[Definition]:
    """What is counted, kind by kind."""
    found = []
    for kind in kinds_of(pivot):
        measure = measure_of(kind, pivot.asked)
        name = str(Kind(kind).label)
        if measure:
            address = f"/{code}/transparency/figures/{measure.key}.all/"
            found.append(Definition(wording.label(measure, code), wording.definition(measure, code), address))
        else:
            found.append(
                Definition(
                    name, gettext("Whatever is filed under this kind. No figure of its own tells it."), ""
                )
            )
    return found


def measure_of(kind: str, asked: Asked) -> Measure | None:
    """The measure that counts just this, before any further filter."""
    query = asked.query
    if query.outcome not in ("", Outcome.GRANTED):
        return None
    counted = Counted.GRANTED if query.outcome else Counted.RECEIVED
    for one in measures.every():
        is_plain = not one.filters and one.aggregation is not Aggregation.DISTINCT_COUNTRIES
        if is_plain and (one.kinds, str(one.unit), one.counted) == ((kind,), query.unit, counted):
            return one
    return None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its table, and what stands over it."""

    title: str
    number: str
    markup: str


def drawings(pivot: Pivot, names: Mapping[str, Any], code: str) -> list[Drawing]:
    """A chart for each kind, of what its rows have in all; kinds are never drawn together but as rows."""
    found = []
    for kind, column, block in _series(pivot):
        lines = [line for line in block.lines if value_of(line, column).count.is_known]
        if lines:
            found.append(_drawing(kind, column, block, pivot, names, code))
    return found


def _series(pivot: Pivot) -> Iterator[tuple[str, str, Block]]:
    for block in pivot.blocks:
        if pivot.asked.columns == KIND:
            yield from ((column, column, block) for column in pivot.columns)
        else:
            yield block.kind, BY_TOTAL, block


def _drawing(
    kind: str, column: str, block: Block, pivot: Pivot, names: Mapping[str, Any], code: str
) -> Drawing:
    asked = pivot.asked
    unit = str(Unit(asked.query.unit).label)
    title = str(Kind(kind).label) if kind else unit
    key = f"explore-{kind or 'kinds'}"
    whole = (block.totals.get(column) if column != BY_TOTAL else block.whole) if asked.rows != KIND else None
    count = whole.count if whole else UNKNOWN
    number = wording.number(count, code) if count.is_known else ""
    if asked.rows == PERIOD:
        course = sorted(
            (line.covered[0], value_of(line, column).count) for line in block.lines if line.covered
        )
        return Drawing(title, number, course_figure(course, code, key=key, title=title, value_heading=unit))
    lines = tuple(
        PanelLine(
            line.key,
            value_name(asked.rows, line.key, code),
            value_of(line, column).count,
            line.role,
            line.covered,
        )
        for line in sorted(block.lines, key=lambda one: -(value_of(one, column).count.high or 0))
    )
    difference = block.differences.get(WHOLE if column == BY_TOTAL else column, 0)
    panel = Panel(
        "explore", key, title, unit, lines, count, asked.query.unit, difference=difference,
        covered=block.covered, adds_up=asked.rows != KIND,
    )  # fmt: skip
    drawn_as = _DRAWN_AS.get(asked.rows, "ranked_bars")
    return Drawing(title, number, panel_figure(panel, code, kind=drawn_as, heading=str(names[asked.rows])))
