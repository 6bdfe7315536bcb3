"""What whoever publishes has to know: undecided demands, what nobody recorded, sudden changes, what was withheld."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from clarion.transparency.editions.content import Finding, Mark, Table
from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.services import OPEN, Order

_DIMENSIONS = ("country", "project", "requester")


def refuse_undecided(order: Order, duck: duckdb.DuckDBPyConnection) -> None:
    """Undecided demands are counted as pending only where somebody said that this is fine.

    Raises:
        EditionError: there are some, and nobody did.
    """
    number = _one(duck, "SELECT count(*) FROM demands WHERE outcome = 'pending'")
    if number and OPEN not in order.confirmed:
        noun = "demand is" if number == 1 else "demands are"
        raise EditionError(
            f"{number} {noun} of {order.period} not decided. Decide them, "
            f"or count them as pending with --confirm {OPEN}.",
            "undecided",
            number=number,
        )


def of_register(order: Order, duck: duckdb.DuckDBPyConnection, total: int, medians: Table) -> list[Finding]:
    """The findings of an edition from the register, in the order in which they are shown."""
    if not total:
        return [Finding("no_demands")]
    return [*_undecided(duck), *_unrecorded(duck), *_withheld(duck), *_medians(duck, medians)]


def _undecided(duck: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    for kind, number in duck.execute(
        "SELECT kind, count(*) FROM cases WHERE outcome = 'pending' GROUP BY ALL ORDER BY ALL"
    ).fetchall():
        yield Finding("undecided", {"kind": kind, "count": number}, is_public=True)


def _unrecorded(duck: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    for name in _DIMENSIONS:
        for kind, number in duck.execute(
            f"SELECT kind, count(*) FROM cases WHERE {name} = '' GROUP BY ALL ORDER BY ALL"  # noqa: S608
        ).fetchall():
            yield Finding("unrecorded", {"kind": kind, "dimension": name, "count": number})
    number = _one(duck, "SELECT count(*) FROM cases WHERE kind = 'user_data' AND process = ''")
    if number:
        yield Finding("unrecorded", {"kind": "user_data", "dimension": "process", "count": number})
    for unit in ("potential", "actual"):
        for kind, number in duck.execute(
            f"SELECT kind, count(*) FROM cases WHERE accounts_{unit}_low IS NULL "  # noqa: S608 - our own names
            "AND kind IN ('user_data', 'preservation', 'emergency', 'voluntary') GROUP BY ALL ORDER BY ALL"
        ).fetchall():
            yield Finding("unrecorded", {"kind": kind, "dimension": f"account_{unit}", "count": number})


def _withheld(duck: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    for name in (*_DIMENSIONS, "process"):
        for kind, number in duck.execute(
            f"SELECT kind, count(*) FROM cases WHERE {name} = 'withheld' GROUP BY ALL ORDER BY ALL"  # noqa: S608
        ).fetchall():
            yield Finding("withheld", {"kind": kind, "dimension": name, "count": number}, is_public=True)


def _medians(duck: duckdb.DuckDBPyConnection, medians: Table) -> Iterator[Finding]:
    for row in medians.rows:
        if row.mark == Mark.WITHHELD:
            asked = f"SELECT count(*) FROM cases WHERE kind = '{row.kind}' AND outcome <> 'withdrawn'"  # noqa: S608
            facts = {"kind": row.kind, "dimension": medians.key, "count": _one(duck, asked)}
            yield Finding("withheld", facts, is_public=True)


def _one(duck: duckdb.DuckDBPyConnection, question: str) -> int:
    found = duck.execute(question).fetchone()
    return int(found[0]) if found else 0
