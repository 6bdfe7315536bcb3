"""Parquet and SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from clarion.transparency.datasets.columns import BY_TABLE, CASES, COUNTS, Column
from clarion.transparency.datasets.ground import Ground
from clarion.transparency.editions.freezing import NewFile

_INDEXED = {COUNTS: ("table", "kind", "country", "project"), CASES: ("commitment", "first")}
_MOST_INDEXED = 100_000


def write_parquet(ground: Ground, folder: Path) -> Iterator[NewFile]:
    """`dataset.parquet`: every count. The case rows are a Parquet file already, `cases.parquet`."""
    path = str(folder / "dataset.parquet").replace("'", "''")
    ground.duck.execute(f"COPY counts TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    yield NewFile("dataset.parquet", "application/vnd.apache.parquet")


def write_sqlite(ground: Ground, folder: Path) -> Iterator[NewFile]:
    """`dataset.sqlite`: both tables, `about`, and `columns`, which says what each column means. Opens in Datasette."""
    path = folder / "dataset.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as kept:
        kept.execute("PRAGMA journal_mode = OFF")
        kept.execute("PRAGMA synchronous = OFF")
        kept.execute("BEGIN")
        kept.execute("CREATE TABLE about (fact TEXT PRIMARY KEY, value TEXT)")
        kept.executemany("INSERT INTO about VALUES (?, ?)", ground.about.facts.items())
        kept.execute("CREATE TABLE columns (of_table TEXT, name TEXT, type TEXT, meaning TEXT)")
        for table in ground.tables:
            _write(kept, table, BY_TABLE[table], ground)
        kept.execute("COMMIT")
    yield NewFile("dataset.sqlite", "application/vnd.sqlite3")


def _write(kept: sqlite3.Connection, table: str, columns: tuple[Column, ...], ground: Ground) -> None:
    kept.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", [(table, *one[:3]) for one in columns])
    types = {"string": "TEXT", "integer": "INTEGER"}
    typed = ", ".join(f'"{one.name}" {types[one.sort]}' for one in columns)
    kept.execute(f"CREATE TABLE {table} ({typed})")
    if table == CASES:
        _write_cases(kept, columns, ground)
    else:
        marks = ", ".join("?" for _ in columns)
        kept.executemany(f"INSERT INTO {table} VALUES ({marks})", ground.rows(table))  # noqa: S608 - our own names
    if ground.size(table) <= _MOST_INDEXED:
        for name in _INDEXED[table]:
            kept.execute(f'CREATE INDEX "{table}_{name}" ON {table} ("{name}")')


_OWN = ("commitment", "first", "opening")
"""The columns whose value no other case row has."""


def _write_cases(kept: sqlite3.Connection, columns: tuple[Column, ...], ground: Ground) -> None:
    """Most of what case rows say, many of them say: each combination is handed over once, and a row by its number.

    Handing over is what costs, not storing: this halves the time of a million rows.
    """
    shared = [one.name for one in columns if one.name not in _OWN]
    parts = {"said": shared[: len(shared) // 2], "counted": shared[len(shared) // 2 :]}
    for name, listed in parts.items():
        kept.execute(f"CREATE TEMP TABLE {name} (number INTEGER PRIMARY KEY, {', '.join(listed)})")
        marks = ", ".join("?" for _ in (name, *listed))
        kept.executemany(f"INSERT INTO {name} VALUES ({marks})", ground.combinations(name, listed))  # noqa: S608
    told = ", ".join("?" if one.name in _OWN else one.name for one in columns)
    kept.executemany(
        f"INSERT INTO {CASES} SELECT {told} FROM said CROSS JOIN counted "  # noqa: S608 - our own names
        "WHERE said.number = ? AND counted.number = ?",
        ground.numbered(_OWN, parts),
    )
    for name in parts:
        kept.execute(f"DROP TABLE {name}")
