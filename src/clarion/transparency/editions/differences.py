"""What differs between two editions, cell by cell. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from clarion.transparency.editions.content import Row, Table


class Told(NamedTuple):
    """The count of a cell as an edition tells it."""

    low: int | None
    high: int | None
    mark: str


class Difference(NamedTuple):
    """One cell that differs. `before` or `after` is None where an edition has no such row."""

    table: str
    kind: str
    unit: str
    values: tuple[str, ...]
    outcome: str
    before: Told | None
    after: Told | None

    def as_json(self) -> dict[str, Any]:
        """As it is frozen with a correction."""
        return {
            "table": self.table, "kind": self.kind, "unit": self.unit, "values": list(self.values),
            "outcome": self.outcome,
            "before": self.before._asdict() if self.before else None,
            "after": self.after._asdict() if self.after else None,
        }  # fmt: skip


def differences(before: Iterable[Table], after: Iterable[Table]) -> Iterator[Difference]:
    """Every cell that is not the same in both, in the order of the tables of the second edition."""
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*new, *old]):
        mine, theirs = new.get(key, {}), old.get(key, {})
        for cell in sorted({*mine, *theirs}):
            if mine.get(cell) != theirs.get(cell):
                kind, unit, values, outcome = cell
                yield Difference(key, kind, unit, values, outcome, theirs.get(cell), mine.get(cell))


Cell = tuple[str, str, tuple[str, ...], str]


def _by_key(tables: Iterable[Table]) -> dict[str, dict[Cell, Told]]:
    return {one.key: {_cell(row): Told(*row[4:]) for row in one.rows} for one in tables}


def _cell(row: Row) -> Cell:
    return row.kind, row.unit, row.values, row.outcome
