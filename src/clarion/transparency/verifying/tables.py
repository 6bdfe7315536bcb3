"""Whether the tables follow from the case rows, and the data files from both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb

from clarion.core.complaint import first_line
from clarion.transparency.editions import tabulating
from clarion.transparency.editions.content import Table
from clarion.transparency.editions.differences import Difference, Told, differences
from clarion.transparency.verifying import formats
from clarion.transparency.verifying.edition import CASES, TABLES, Edition
from clarion.transparency.verifying.verdicts import Check, bad, good

PLAIN = '"{0}"::VARCHAR'
AS_CSV = r"""CASE WHEN regexp_matches("{0}", '^[=+\-@\t\r]') THEN '\'' || "{0}" ELSE "{0}" END""".replace(
    r"'\''", "''''"
)
"""Text as CSV holds it: what a spreadsheet would run as a formula has an apostrophe before it."""


def check_tables(edition: Edition) -> Check:
    """That every table that is a grouping of the case rows says what grouping them gives."""
    what = "Tables"
    try:
        told = [Table.from_json(one) for one in json.loads((edition.folder / TABLES).read_bytes())["tables"]]
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        return bad(what, f"{TABLES} cannot be read: {error}.")
    grouped = [one for one in told if one.basis == "cases"]
    rest = ", ".join(one.key for one in told if one.basis != "cases")
    if not edition.has(CASES):
        if grouped:
            return bad(what, f"there is no {CASES} to recompute them from.")
        return good(what, f"none of them is computed from case rows: {rest or 'there are none'}.")
    try:
        with _duck() as duck:
            _view(duck, edition.folder / CASES)
            follow = tabulating.tables_of(duck)
    except duckdb.Error as error:
        return bad(what, f"{CASES} cannot be grouped: {first_line(error).rstrip('.')}.")
    wrong = [_words(one) for one in differences(follow, grouped)]
    if wrong:
        return bad(what, f"{len(wrong):,} counts do not follow from the case rows.", wrong)
    also = f" Not recomputable, since the rows do not say it: {rest}." if rest else ""
    return good(what, f"all {len(grouped)} follow from the case rows.{also}")


def check_formats(edition: Edition) -> Check:
    """That every data file says what the tables and the case rows say."""
    what = "Data files"
    try:
        with _duck() as duck:
            wrong = [*_unequal(edition, duck), *formats.troubles(edition, duck)]
    except (duckdb.Error, OSError, ValueError, KeyError) as error:
        return bad(what, f"they cannot be read: {first_line(error).rstrip('.')}.")
    if wrong:
        return bad(what, "they do not say the same.", wrong)
    others = "".join(f", {one.rpartition('.')[2]}" for one in formats.checked(edition))
    return good(what, f"csv, parquet{others}: each says what the tables and the case rows say.")


def _unequal(edition: Edition, duck: duckdb.DuckDBPyConnection) -> Iterator[str]:
    if edition.has(CASES):
        _view(duck, edition.folder / CASES)
        if edition.has("cases.csv"):
            path = _quoted(edition.folder / "cases.csv")
            duck.execute(f"CREATE VIEW written AS FROM read_csv({path}, all_varchar = true, header = true)")
            if _differ(duck, "written", "cases"):
                yield f"cases.csv and {CASES}"
    tables = json.loads((edition.folder / TABLES).read_bytes())["tables"]
    expected = sum(len(one["rows"]) for one in tables)
    for name, reader in (
        ("dataset.csv", "read_csv({}, all_varchar = true, header = true)"),
        ("dataset.parquet", "{}"),
    ):
        if edition.has(name):
            source = reader.format(_quoted(edition.folder / name))
            if (message := _counts_differ(duck, source, tables, expected)) is not None:
                yield f"{name} and {TABLES}{message}"


def _counts_differ(
    duck: duckdb.DuckDBPyConnection, source: str, tables: list[dict[str, object]], expected: int
) -> str | None:
    """What is not the same in a file of counts and in the tables; None if all is."""
    columns = (
        'period, "table", kind, unit, country, project, requester, process, days, outcome, low, high, mark'
    )
    found = duck.execute(f"SELECT {columns} FROM {source}").fetchall()  # noqa: S608 - a quoted path
    if len(found) != expected:
        return f": {len(found):,} rows, and {expected:,}"
    dimensions = ("country", "project", "requester", "process", "days")
    told = {}
    for _period, table, kind, unit, *values, outcome, low, high, mark in found:
        named = {one: value.removeprefix("'") for one, value in zip(dimensions, values, strict=True) if value}
        told[table, kind, unit, tuple(sorted(named.items())), outcome or ""] = (
            _number(low),
            _number(high),
            mark or "",
        )
    for one in map(Table.from_json, tables):
        for row in one.rows:
            named = {
                name: value.removeprefix("'") for name, value in zip(one.dimensions, row.values, strict=True)
            }
            cell = (one.key, row.kind, row.unit, tuple(sorted(named.items())), row.outcome)
            if told.get(cell) != (row.low, row.high, row.mark):
                return f": {' '.join((one.key, row.kind, row.unit, *row.values, row.outcome))}"
    return None


def _number(text: object) -> int | None:
    return None if text in (None, "") else int(str(text))


def _differ(duck: duckdb.DuckDBPyConnection, written: str, rows: str) -> bool:
    """Whether a CSV file and a table have not the same rows. Blank and null are the same in CSV."""
    found = []
    for view, text in ((written, PLAIN), (rows, AS_CSV)):
        kinds = duck.execute(f"DESCRIBE {view}").fetchall()
        columns = ", ".join(
            f"coalesce({(text if kind == 'VARCHAR' else PLAIN).format(name)}, '')" for name, kind, *_ in kinds
        )
        found.append(duck.execute(f"SELECT count(*), sum(hash({columns})::HUGEINT) FROM {view}").fetchone())  # noqa: S608
    return found[0] != found[1]


def _duck() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})


def _view(duck: duckdb.DuckDBPyConnection, path: Path) -> None:
    duck.execute(f"CREATE OR REPLACE VIEW cases AS FROM read_parquet({_quoted(path)})")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _words(one: Difference) -> str:
    cell = " ".join(filter(None, (one.kind, one.unit, *one.values, one.outcome)))
    return f"table {one.table}, {cell}: it says {_count(one.after)}, and the rows give {_count(one.before)}"


def _count(told: Told | None) -> str:
    if told is None:
        return "nothing"
    if told.low is None:
        return "unknown"
    return (
        str(told.low)
        if told.low == told.high
        else f"{told.low} to {'unknown' if told.high is None else told.high}"
    )
