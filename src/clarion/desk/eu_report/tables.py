"""The eleven parts of the EU report as tables, cell for cell as the files hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.names import part_name

FEW = 60
"""A part of so many rows is shown whole on the page of all parts; of a longer one, the rows that say something."""

_NAMED_BY = {1: 2, 2: 2, 7: 4, 8: 4, 9: 4, 10: 4}
"""The column whose value names a row; in parts 3 to 6 and 11 it is the fourth."""

_NOTHING = ("", "0")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `heads` is whether it names its row; `said` explains a code."""

    text: str
    heads: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class PartTable:
    """A part, or some rows of it. `left_out` is how many rows of nothing but zeros and blanks are not shown."""

    number: int
    name: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    left_out: int


def overview(parts: Mapping[int, Sequence[Row]]) -> list[PartTable]:
    """All parts. Of a long one, the first row and those with any figure or note."""
    found = []
    for one in annex.PARTS:
        rows = parts[one.number][1:]
        kept = rows
        if len(rows) > FEW:
            kept = [row for place, row in enumerate(rows) if place == 0 or _says_something(one, row)]
        found.append(_table(one, parts[one.number][0], kept, len(rows)))
    return found


def whole(number: int, parts: Mapping[int, Sequence[Row]], rows: Sequence[Row]) -> PartTable:
    """Rows of one part, as they are."""
    return _table(annex.part(number), parts[number][0], rows, len(rows))


def _says_something(part: annex.Part, row: Row) -> bool:
    told = row[part.first : part.first + part.values]
    return any(cell not in _NOTHING for cell in told) or any(row[part.first + part.values :])


def _table(part: annex.Part, header: Row, rows: Sequence[Row], total: int) -> PartTable:
    heading = _NAMED_BY.get(part.number, 3)
    said = _descriptions()
    cells = tuple(
        tuple(
            Cell(text, place == heading, said.get(text, "") if place == heading else "")
            for place, text in enumerate(row)
        )
        for row in rows
    )
    columns = tuple(header)
    return PartTable(
        part.number, part_name(part.number), part.file, columns, cells, total, total - len(cells)
    )


def _descriptions() -> dict[str, str]:
    """What the codes of categories mean, as the Regulation has them, in English."""
    return {one.keyword or one.category: one.description for one in annex.categories()}
