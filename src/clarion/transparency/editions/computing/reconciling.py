"""Whether the tables of an edition agree: requests added up by country, project and so on must be the same number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clarion.transparency.editions.content import Finding, Mark, Table

TOTAL = "total"


class Sum(NamedTuple):
    """What one table adds up to. `low` and `high` are None where a count in it is unknown."""

    table: str
    kind: str
    unit: str
    outcome: str
    low: int | None
    high: int | None


def sums(tables: Sequence[Table]) -> list[Sum]:
    """What each table that tells requests, items or accounts adds up to, by kind, unit and outcome."""
    found = []
    for table in tables:
        if table.basis == "register":
            continue
        cells: dict[tuple[str, str, str], list[tuple[int | None, int | None]]] = defaultdict(list)
        for row in table.rows:
            cells[row.kind, row.unit, row.outcome].append((row.low, row.high))
        for (kind, unit, outcome), bounds in sorted(cells.items()):
            low, high = (_added([one[place] for one in bounds]) for place in (0, 1))
            found.append(Sum(table.key, kind, unit, outcome, low, high))
    return found


def mismatches(tables: Sequence[Table]) -> Iterator[Finding]:
    """Every sum that is known and is not that of the total."""
    whole = {one[1:4]: one for one in sums(tables) if one.table == TOTAL}
    for one in sums(tables):
        total = whole.get(one[1:4])
        if total is None or one.table == TOTAL or None in one[4:] or None in total[4:]:
            continue
        if one[4:] != total[4:]:
            facts = {
                "table": one.table, "kind": one.kind, "unit": one.unit, "outcome": one.outcome,
                "sum": one.low, "total": total.low,
            }  # fmt: skip
            yield Finding("does_not_add_up", facts, is_public=True)


def received(table: Table) -> dict[str, int]:
    """How many requests of each kind a table of totals tells, as far as they are known."""
    counts: dict[str, int] = {}
    for row in table.rows:
        if row.unit == "request" and row.mark != Mark.UNKNOWN:
            counts[row.kind] = counts.get(row.kind, 0) + (row.low or 0)
    return counts


def _added(values: list[int | None]) -> int | None:
    known = [one for one in values if one is not None]
    return sum(known) if len(known) == len(values) else None
