"""The columns of both tables of a dataset: the one definition for every format, its schema and its explanation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from clarion.register.vocabulary import Kind, Outcome, Process, Requester, Unit
from clarion.transparency.editions.content import DAY, ITEM_OUTCOMES, UNRECORDED, WITHHELD, Mark

COUNTS, CASES = "counts", "cases"
DIMENSIONS = ("country", "project", "requester", "process", "days")


class Column(NamedTuple):
    """One column. `sort` is `string` or `integer`; `values` are all that it can hold, if they are few."""

    name: str
    sort: str
    meaning: str
    values: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """Its type in SQL."""
        return {"string": "VARCHAR", "integer": "BIGINT"}[self.sort]

    def as_field(self) -> dict[str, Any]:
        """As a field of a Table Schema (Frictionless)."""
        field: dict[str, Any] = {"name": self.name, "type": self.sort, "description": self.meaning}
        if self.values:
            field["constraints"] = {"enum": list(self.values)}
        elif self.sort == "integer":
            field["constraints"] = {"minimum": 0}
        return field


def _dimensions(blank: str) -> tuple[Column, ...]:
    told = f"Blank: {blank}. '{WITHHELD}': kept back, because so few could tell who it is."
    return (
        Column("country", "string", f"Country by ISO 3166-1 alpha-2; ZZ is unknown. {told}"),
        Column("project", "string", f"Project, such as en.wikipedia. {told}"),
        Column(
            "requester", "string", f"Who sent it. {told}",
            (*Requester.values, UNRECORDED["requester"], WITHHELD),
        ),
        Column(
            "process", "string", f"Legal process, for user data. {told}",
            (*Process.values, UNRECORDED["process"], WITHHELD),
        ),
    )  # fmt: skip


_KIND = Column("kind", "string", "What was demanded.", tuple(Kind.values))

COUNT_COLUMNS: tuple[Column, ...] = (
    Column("period", "string", "The days that are counted, such as 2026-h1."),
    Column("table", "string", "The table of the report that the row belongs to. Rows of two tables are never added."),
    Column("basis", "string", "What the count can be recomputed from.", ("cases", "tallies", "register")),
    _KIND,
    Column(
        "unit", "string",
        f"What is counted. Two units are never added. {DAY}: a median number of days, which is never added at all.",
        (*Unit.values, DAY),
    ),
    *_dimensions("this table is not told apart by it"),
    Column("days", "string", "Days to the decision, first and last of a class. Blank: not told apart by it."),
    Column("outcome", "string", "What came of it. Blank: all outcomes together.", tuple(Outcome.values)),
    Column("low", "integer", "The count, or the lowest it can be. Blank: unknown, which is not zero."),
    Column("high", "integer", "The highest it can be, equal to low for an exact count. Blank: unknown."),
    Column(
        "mark", "string",
        "withheld: the row gathers values that are kept back, or is kept back itself. "
        "unknown: nobody recorded how many. band: only told between bounds.",
        (Mark.WITHHELD, Mark.UNKNOWN, Mark.BAND),
    ),
)  # fmt: skip

CASE_COLUMNS: tuple[Column, ...] = (
    Column("commitment", "string", "The entry of the transparency log that commits to this row, in hexadecimal."),
    Column("first", "string", "The entry of the log for the receipt of the request, in hexadecimal."),
    Column("half_year", "string", "The half-year in which it was received."),
    _KIND,
    *(
        Column(one.name, one.sort, one.meaning, one.values)
        for name in ("process", "requester", "country", "project")
        for one in _dimensions("nobody recorded it")
        if one.name == name
    ),
    Column("outcome", "string", "What came of it.", tuple(Outcome.values)),
    *(
        Column(f"items_{one}", "integer", f"Addresses it named whose outcome is {one}.")
        for one in ITEM_OUTCOMES
    ),
    Column("accounts_potential_low", "integer", "Accounts it could concern, at least. Blank: not recorded."),
    Column("accounts_potential_high", "integer", "Accounts it could concern, at most. Blank: not recorded."),
    Column("accounts_actual_low", "integer", "Accounts it did concern, at least. Blank: not recorded."),
    Column("accounts_actual_high", "integer", "Accounts it did concern, at most. Blank: not recorded."),
    Column("opening", "string", "What opens the commitment: the salts of told values, the digests of those withheld."),
)  # fmt: skip

BY_TABLE: dict[str, tuple[Column, ...]] = {COUNTS: COUNT_COLUMNS, CASES: CASE_COLUMNS}


def names(columns: Sequence[Column]) -> list[str]:
    """Their names, in order."""
    return [one.name for one in columns]


def schema(columns: Sequence[Column]) -> dict[str, Any]:
    """A Table Schema of the columns."""
    return {"fields": [one.as_field() for one in columns], "missingValues": [""]}
