"""CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from clarion.transparency.datasets.columns import BY_TABLE, CASES, COUNTS, names
from clarion.transparency.datasets.ground import IN_JSON, Ground
from clarion.transparency.editions.freezing import NewFile

CSV = "text/csv; charset=utf-8; header=present"
FILES = {COUNTS: "dataset.csv", CASES: "cases.csv"}
FORMULA = r"^[=+\-@\t\r]"
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""


def inert(name: str) -> str:
    """An expression of SQL: the text of a column as a spreadsheet shows it, never as a formula."""
    return f"CASE WHEN regexp_matches(\"{name}\", '{FORMULA}') THEN '''' || \"{name}\" ELSE \"{name}\" END"


def selected(table: str) -> str:
    """A query of a table as CSV tells it."""
    columns = ", ".join(
        f'{inert(one.name)} AS "{one.name}"' if one.sort == "string" and not one.values else f'"{one.name}"'
        for one in BY_TABLE[table]
    )
    return f"SELECT {columns} FROM {table}"  # noqa: S608 - our own names


def write_csv(ground: Ground, folder: Path) -> Iterator[NewFile]:
    """`dataset.csv`: every count. `cases.csv`: every case row. UTF-8, RFC 4180, an empty field is no value."""
    for table in ground.tables:
        path = str(folder / FILES[table]).replace("'", "''")
        ground.duck.execute(f"COPY ({selected(table)}) TO '{path}' (FORMAT csv, HEADER, NULLSTR '')")
        yield NewFile(FILES[table], CSV)


def write_json(ground: Ground, folder: Path) -> Iterator[NewFile]:
    """`dataset.json`: what it is, every count, and the case rows where they are not too many for one document."""
    with (folder / "dataset.json").open("w", encoding="utf-8") as file:
        told = dict(ground.about.facts, sources=[dict(one) for one in ground.about.sources])
        file.write('{"about": ' + _text(told))
        for table in ground.tables:
            if table == CASES and ground.size(table) > IN_JSON:
                file.write(',\n"cases_in": "cases.csv"')
                continue
            columns = names(BY_TABLE[table])
            file.write(f',\n"{table}": [')
            for number, row in enumerate(ground.rows(table)):
                file.write((",\n" if number else "\n") + _text(dict(zip(columns, row, strict=True))))
            file.write("\n]")
        file.write("}\n")
    yield NewFile("dataset.json", "application/json")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
