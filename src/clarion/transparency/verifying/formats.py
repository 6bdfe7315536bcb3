"""Whether JSON, SQLite and the workbooks hold the rows that the tables and the case rows say, each of them in order."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import duckdb
from defusedxml.ElementTree import iterparse

from clarion.core.complaint import first_line
from clarion.transparency.datasets.columns import BY_TABLE, CASES, COUNTS, names
from clarion.transparency.datasets.ground import IN_JSON, IN_SHEETS, Cell, count_rows
from clarion.transparency.datasets.writers.sheets import told
from clarion.transparency.editions.content import Table
from clarion.transparency.verifying import edition as editions
from clarion.transparency.verifying.edition import Edition

_AT_ONCE = 5000
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

Rows = Iterator[tuple[Cell, ...]]
Read = Callable[[Path, str], Rows | None]
"""The rows of a table of a file, without their heading; None if it has no such table."""


class Format(NamedTuple):
    """A file that tells both tables. `most` is how many case rows it holds: where there are more, it has none."""

    name: str
    read: Read
    most: int | None = None
    as_told: Callable[[Cell], Cell] = lambda cell: cell


def troubles(edition: Edition, duck: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What does not say the same, a file and a table at a time."""
    kept = json.loads((edition.folder / editions.TABLES).read_bytes())["tables"]
    counts = list(count_rows([Table.from_json(one) for one in kept], edition.manifest["period"]))
    for form in FORMATS:
        if edition.has(form.name):
            yield from _of_counts(edition, form, counts)
            if edition.has(editions.CASES):
                yield from _of_cases(edition, form, duck)


def checked(edition: Edition) -> list[str]:
    """The files that are looked at."""
    return [one.name for one in FORMATS if edition.has(one.name)]


def _of_counts(edition: Edition, form: Format, counts: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    try:
        found = form.read(edition.folder / form.name, COUNTS)
        if found is None:
            yield f"{form.name} has no counts"
        elif place := _first_difference(found, counts, form.as_told):
            yield f"{form.name} and {editions.TABLES}: row {place:,}"
    except Exception as error:
        yield f"{form.name} cannot be read: {first_line(error).rstrip('.')}"


def _of_cases(edition: Edition, form: Format, duck: duckdb.DuckDBPyConnection) -> Iterator[str]:
    path = str(edition.folder / editions.CASES)
    total = duck.read_parquet(path).shape[0]
    try:
        found = form.read(edition.folder / form.name, CASES)
        if form.most is not None and total > form.most:
            if found is not None:
                yield f"{form.name} has case rows, which are too many for it"
        elif found is None:
            yield f"{form.name} has no case rows"
        elif place := _first_difference(found, _cases(duck, path), form.as_told):
            yield f"{form.name} and {editions.CASES}: row {place:,}"
    except Exception as error:
        yield f"{form.name} cannot be read: {first_line(error).rstrip('.')}"


def _cases(duck: duckdb.DuckDBPyConnection, path: str) -> Rows:
    listed = ", ".join(names(BY_TABLE[CASES]))
    asked = duck.cursor().execute(f"SELECT {listed} FROM read_parquet(?)", [path])  # noqa: S608 - our own names
    while rows := asked.fetchmany(_AT_ONCE):
        yield from rows


def _first_difference(
    found: Iterable[tuple[Cell, ...]], expected: Iterable[tuple[Cell, ...]], as_told: Callable[[Cell], Cell]
) -> int:
    """The number of the first row that is not the same, from 1; 0 if all are."""
    for number, (mine, theirs) in enumerate(zip_longest(found, expected), 1):
        if mine == theirs:
            continue
        if mine is None or theirs is None or mine != tuple(as_told(one) for one in theirs):
            return number
    return 0


def _json(path: Path, table: str) -> Rows | None:
    kept = json.loads(path.read_bytes()).get(table)
    listed = names(BY_TABLE[table])
    return None if kept is None else (_in_order(one, listed) for one in kept)


def _in_order(row: dict[str, Cell], listed: Sequence[str]) -> tuple[Cell, ...]:
    if list(row) != list(listed):
        raise ValueError("a row has other columns")
    return tuple(row.values())


def _sqlite(path: Path, table: str) -> Rows | None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as kept:
        there = kept.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", [table])
        if there.fetchone() is None:
            return None
    return _of_sqlite(path, table)


def _of_sqlite(path: Path, table: str) -> Rows:
    listed = ", ".join(f'"{one}"' for one in names(BY_TABLE[table]))
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as kept:
        yield from kept.execute(f"SELECT {listed} FROM {table} ORDER BY rowid")  # noqa: S608 - our own names


def _xlsx(path: Path, table: str) -> Rows | None:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    if table not in book.sheetnames:
        return None
    return _without_head(_cells_of_xlsx(book[table].iter_rows(values_only=True)), table)


def _cells_of_xlsx(rows: Iterable[Sequence[object]]) -> Rows:
    for row in rows:
        yield tuple("" if one is None else one if isinstance(one, int) else _even(str(one)) for one in row)


def _ods(path: Path, table: str) -> Rows | None:
    return _without_head(_of_ods(path, table), table) if table in _sheets_of_ods(path) else None


def _sheets_of_ods(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        return [
            one.get(f"{_TABLE}name", "")
            for _, one in iterparse(file, ["start"])
            if one.tag == f"{_TABLE}table"
        ]


def _of_ods(path: Path, table: str) -> Rows:
    is_mine = False
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        for event, one in iterparse(file, ["start", "end"]):
            if one.tag == f"{_TABLE}table":
                is_mine = event == "start" and one.get(f"{_TABLE}name") == table
            elif event == "end" and one.tag == f"{_TABLE}table-row":
                if is_mine:
                    yield tuple(
                        int(number)
                        if (number := cell.get(f"{_OFFICE}value"))
                        else _even("".join(cell.itertext()))
                        for cell in one
                    )
                one.clear()


def _without_head(rows: Rows, table: str) -> Rows:
    if list(next(rows, ())) != names(BY_TABLE[table]):
        raise ValueError(f"the columns of {table} are others")
    yield from rows


def _in_sheets(cell: Cell) -> Cell:
    """A cell as workbooks hold it: no value and no text are the same."""
    shown = told(cell)
    return "" if shown is None else _even(shown) if isinstance(shown, str) else shown


def _even(text: str) -> str:
    """XML knows one end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


FORMATS = (
    Format("dataset.json", _json, IN_JSON),
    Format("dataset.sqlite", _sqlite),
    Format("dataset.xlsx", _xlsx, IN_SHEETS, _in_sheets),
    Format("dataset.ods", _ods, IN_SHEETS, _in_sheets),
)
