"""Tables as groupings of case rows: what the edition is built with, and what anybody recomputes it with. No Django.

Needs DuckDB alone. `cases` is a table or view with the columns of `content.Case`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clarion.transparency.editions.content import ITEM_OUTCOMES, UNRECORDED, WITHHELD, Mark, Row, Table

if TYPE_CHECKING:
    import duckdb

TABLES: dict[str, tuple[str, ...]] = {
    "total": (),
    "country": ("country",),
    "project": ("project",),
    "requester": ("requester",),
    "process": ("process",),
    "country+requester": ("country", "requester"),
    "country+process": ("country", "process"),
    "project+process": ("project", "process"),
}
"""The tables of a report, by key, with their dimensions: the breakdowns that tallies are kept by."""

PROCESS_KIND = "user_data"
"""The only kind that has a legal process."""

ACCOUNT_KINDS = ("user_data", "preservation", "emergency", "voluntary")

_DIMENSIONS = ("country", "project", "requester", "process")
_ITEMS = ", ".join(f"sum(items_{one})::BIGINT" for one in ITEM_OUTCOMES)
_ACCOUNTS = ", ".join(
    f"sum(accounts_{one}_low)::BIGINT, sum(accounts_{one}_high)::BIGINT, count(accounts_{one}_low)"
    for one in ("potential", "actual")
)


def tables_of(connection: duckdb.DuckDBPyConnection, cases: str = "cases") -> list[Table]:
    """All tables of the case rows, in the order of `TABLES`, each with its rows in order."""
    return [
        Table(key, dimensions, tuple(sorted(_rows(connection, cases, dimensions), key=_order)))
        for key, dimensions in TABLES.items()
    ]


def write_rows(connection: duckdb.DuckDBPyConnection, path: Path, cases: str = "cases") -> None:
    """The case rows as a Parquet file. Their order is that of the commitments, which are random: it says nothing of
    when a demand came."""
    connection.table(cases).order("ALL").write_parquet(str(path), compression="zstd")


def _rows(connection: duckdb.DuckDBPyConnection, cases: str, dimensions: tuple[str, ...]) -> Iterator[Row]:
    for kind, outcome, values, count, items, accounts in _grouped(connection, cases, dimensions):
        told = tuple(_told(name, value) for name, value in zip(dimensions, values, strict=True))
        mark = Mark.WITHHELD if WITHHELD in told else Mark.NONE
        if outcome is not None:
            yield Row(kind, "request", told, outcome, count, count, mark)
            continue
        for one, number in zip(ITEM_OUTCOMES, items, strict=True):
            if number:
                yield Row(kind, "item", told, one, number, number, mark)
        if kind in ACCOUNT_KINDS:
            for unit, (low, high, known) in accounts.items():
                is_known = known == count
                yield Row(
                    kind, unit, told, "", low, high if is_known else None, mark if is_known else Mark.UNKNOWN
                )


def _grouped(
    connection: duckdb.DuckDBPyConnection, cases: str, dimensions: tuple[str, ...]
) -> Iterator[tuple[Any, ...]]:
    """Requests by outcome, and without one (None) what else is counted."""
    columns = ["kind", *dimensions]
    only = f"WHERE kind = '{PROCESS_KIND}'" if "process" in dimensions else ""
    listed = ", ".join(columns)
    asked = connection.execute(
        f"SELECT {listed}, outcome, grouping(outcome), count(*), {_ITEMS}, {_ACCOUNTS} "  # noqa: S608 - our own names
        f"FROM {cases} {only} GROUP BY GROUPING SETS (({listed}, outcome), ({listed}))"
    )
    first = len(columns)
    for row in asked.fetchall():
        outcome, is_whole, count = row[first : first + 3]
        items = row[first + 3 : first + 3 + len(ITEM_OUTCOMES)]
        potential, actual = row[-6:-3], row[-3:]
        accounts = {"account_potential": potential, "account_actual": actual}
        yield row[0], None if is_whole else outcome, row[1:first], count, items, accounts


def _told(dimension: str, value: str) -> str:
    return value or UNRECORDED[dimension]


def _order(row: Row) -> tuple[Any, ...]:
    return row.kind, row.unit, row.values, row.outcome
