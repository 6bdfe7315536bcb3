"""What an edition says, before it is written into files. Pure data: no database, no Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from clarion.transparency.periods import Period

WITHHELD = "withheld"
"""In place of a value: a rule of disclosure keeps it back."""

UNRECORDED = {"country": "ZZ", "project": "unknown", "requester": "unknown", "process": "unknown"}
"""In place of a value in a table: nobody recorded it. In a case row it is blank."""

ITEM_OUTCOMES = ("pending", "refused", "partial", "full", "withdrawn", "not_ours")

MEDIAN = "time-to-decide"
"""The table of medians: of each kind, within how many days half of the demands were decided."""

DAY = "day"
"""The unit of a median: whole days, which are no count of anything."""

REGISTER, IMPORTED = "register", "imported"
"""Where the content of a report comes from."""


class Mark:
    """What is to be known of a row of a table."""

    NONE = ""
    WITHHELD = "withheld"
    """One of its values is kept back: the row gathers all that are."""
    UNKNOWN = "unknown"
    """Nobody recorded how many: `low` is what is known at least, if anything is, and `high` is null."""
    BAND = "band"
    """The law allows, or a rule demands, only to say between which bounds the count lies."""


class Row(NamedTuple):
    """One count. `values` stand in the order of the table's dimensions; a blank `outcome` is all of them together.

    `unit` is one of `request`, `item`, `account_potential`, `account_actual`: never add two of them; or `day`, of a
    median, which is never added at all. `low` and `high` are equal for an exact count.
    """

    kind: str
    unit: str
    values: tuple[str, ...]
    outcome: str
    low: int | None
    high: int | None
    mark: str = Mark.NONE


class Table(NamedTuple):
    """Counts by the same dimensions. `basis` says what they can be recomputed from.

    `cases`: they are groupings of the case rows. `tallies`: published history. `register`: the register alone, since
    the case rows do not say it (bands, days to decide, and their medians).
    """

    key: str
    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]
    basis: str = "cases"
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is frozen."""
        return {
            "key": self.key,
            "dimensions": list(self.dimensions),
            "basis": self.basis,
            "note": self.note,
            "columns": [*Row._fields],
            "rows": [[*row[:2], list(row.values), *row[3:]] for row in self.rows],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Table:
        """What `as_json` wrote."""
        rows = tuple(Row(one[0], one[1], tuple(one[2]), *one[3:]) for one in kept["rows"])
        return cls(kept["key"], tuple(kept["dimensions"]), rows, kept["basis"], kept.get("note", ""))


class Case(NamedTuple):
    """One counted demand as the public may know it; the columns of the Parquet file of `Cases`, in this order.

    A dimension is blank where nobody recorded it, and `withheld` where a rule keeps it back; `opening` then gives
    only the digest of that field. `commitment` is that of the demand's `state` leaf in the log, in hexadecimal, and
    `first` that of its `received` leaf; both are blank where no log is kept.
    """

    commitment: str
    first: str
    half_year: str
    kind: str
    process: str
    requester: str
    country: str
    project: str
    outcome: str
    items_pending: int
    items_refused: int
    items_partial: int
    items_full: int
    items_withdrawn: int
    items_not_ours: int
    accounts_potential_low: int | None
    accounts_potential_high: int | None
    accounts_actual_low: int | None
    accounts_actual_high: int | None
    opening: str


@dataclass(frozen=True, slots=True)
class Cases:
    """The case rows of an edition: a Parquet file with the columns of `Case`, in the order of their commitments."""

    path: Path
    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that whoever publishes has to know. `facts` fill the words of its `key`."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_public: bool = False
    """Whether readers of the report see it as well, such as a contradiction of the sources."""

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"key": self.key, "facts": dict(self.facts), "is_public": self.is_public}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Finding:
        """What `as_json` wrote."""
        return cls(kept["key"], kept["facts"], kept["is_public"])


@dataclass(frozen=True, slots=True)
class Content:
    """All that an edition says. `cases` is None for imported history, which knows no single demand.

    `withheld` says for each field of the case rows how many of them keep it back, by kind.
    """

    period: Period
    invented: bool
    origin: str
    tables: Sequence[Table]
    cases: Cases | None = None
    findings: Sequence[Finding] = ()
    rules: str = ""
    definitions: str = ""
    withheld: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sources: Sequence[Mapping[str, str]] = ()

    def table(self, key: str) -> Table:
        """The table with this key.

        Raises:
            KeyError: there is none.
        """
        for one in self.tables:
            if one.key == key:
                return one
        raise KeyError(key)
