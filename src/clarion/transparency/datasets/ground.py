"""What all formats of a dataset are written from: counts and case rows in DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from clarion.transparency.datasets.columns import CASES, COUNT_COLUMNS, COUNTS, DIMENSIONS, names
from clarion.transparency.editions.content import Content, Table

IN_SHEETS = 20_000
"""Case rows that a spreadsheet file holds at most: beyond, it would not be opened with pleasure."""

IN_JSON = 100_000
"""Case rows that the JSON file holds at most."""

_AT_ONCE = 10_000
_UNITS = ("request", "item", "account_potential", "account_actual")

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a dataset as a whole, the same in every format. `cases` is None where there are no case rows."""

    name: str
    title: str
    period: str
    first_day: str
    last_day: str
    invented: bool
    origin: str
    rules: str
    definitions: str
    organisation: str
    site: str
    licence: str
    cases: int | None
    counts: int
    sources: Sequence[Mapping[str, str]] = ()

    @property
    def facts(self) -> dict[str, Cell]:
        """In pairs, as sheets and tables of facts show it."""
        return {
            "title": self.title,
            "organisation": self.organisation,
            "site": self.site,
            "period": self.period,
            "first_day": self.first_day,
            "last_day": self.last_day,
            "invented": "yes: made up for trying things out" if self.invented else "no",
            "origin": self.origin,
            "rules": self.rules,
            "definitions": self.definitions,
            "licence": self.licence,
            "counts": self.counts,
            "cases": self.cases,
        }


@dataclass(frozen=True, slots=True)
class Ground:
    """The tables `counts` and, where there are case rows, `cases` of a DuckDB, and what is said of them."""

    about: About
    duck: duckdb.DuckDBPyConnection

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that there are."""
        return (COUNTS, CASES) if self.about.cases is not None else (COUNTS,)

    def size(self, table: str) -> int:
        """How many rows a table has."""
        return self.about.counts if table == COUNTS else self.about.cases or 0

    def rows(self, table: str) -> Iterator[tuple[Cell, ...]]:
        """The rows of a table, in order."""
        asked = self.duck.cursor().execute(f"SELECT * FROM {table}")  # noqa: S608 - one of `tables`
        while rows := asked.fetchmany(_AT_ONCE):
            yield from rows

    def combinations(self, name: str, columns: Sequence[str]) -> list[tuple[Cell, ...]]:
        """Every combination of these columns among the case rows, with a number before it; kept as a table `name`."""
        listed = ", ".join(columns)
        self.duck.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT row_number() OVER () AS number, * FROM "  # noqa: S608
            f"(SELECT DISTINCT {listed} FROM {CASES} ORDER BY ALL)"
        )
        return self.duck.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - our own names

    def numbered(
        self, columns: Sequence[str], parts: Mapping[str, Sequence[str]]
    ) -> Iterator[tuple[Cell, ...]]:
        """The case rows, in order: these columns of each, and the number of its combination in each of `parts`."""
        joins = " ".join(
            f"JOIN {name} ON " + " AND ".join(f"{name}.{one} IS NOT DISTINCT FROM c.{one}" for one in listed)
            for name, listed in parts.items()
        )
        told = ", ".join([*(f"c.{one}" for one in columns), *(f"{name}.number" for name in parts)])
        asked = self.duck.cursor().execute(
            f"SELECT {told} FROM (SELECT *, row_number() OVER () AS place FROM {CASES}) c {joins} ORDER BY place"  # noqa: S608
        )
        while rows := asked.fetchmany(_AT_ONCE):
            yield from rows


def count_rows(tables: Sequence[Table], period: str) -> Iterator[tuple[Cell, ...]]:
    """All rows of tables, with the columns of `COUNT_COLUMNS`."""
    for table in tables:
        for row in table.rows:
            told = dict(zip(table.dimensions, row.values, strict=True))
            yield (
                period, table.key, table.basis, row.kind, row.unit, *(told.get(one, "") for one in DIMENSIONS),
                row.outcome, row.low, row.high, row.mark,
            )  # fmt: skip


@contextmanager
def opened(content: Content, about: About, cases: Path | None, spilt: Path) -> Iterator[Ground]:
    """The ground of one edition. `cases` is a Parquet file with the columns of `Case`; `spilt` is for what memory
    cannot hold."""
    config: dict[str, Any] = {
        "memory_limit": "500MB",
        "threads": 2,
        "temp_directory": str(spilt),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=config) as duck:
        columns = ", ".join(f'"{one.name}" {one.sql}' for one in COUNT_COLUMNS)
        duck.execute(f"CREATE TABLE counts ({columns})")
        rows = list(count_rows(content.tables, str(content.period)))
        if rows:
            unnested = ", ".join("unnest(?)" for _ in names(COUNT_COLUMNS))
            duck.execute(
                f"INSERT INTO counts SELECT {unnested}",
                [list(one) for one in zip(*rows, strict=True)],
            )
        if cases is not None:
            path = str(cases).replace("'", "''")
            duck.execute(f"CREATE VIEW cases AS SELECT * FROM read_parquet('{path}')")  # noqa: S608 - quoted
        yield Ground(about, duck)
