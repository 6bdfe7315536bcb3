"""The templates of Annex I of Implementing Regulation (EU) 2024/2835, read as the Commission publishes them.

Pure: no database, no Django. Every regulation that was ever reported by stays readable.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent / "annex"
REGULATION = "2024-2835"
OTHER = "KEYWORD_OTHER"
TOTAL = "TOTAL"
ELLIPSIS = "[...]"
"""Where a template goes on as before."""
NOT_SPECIFIED = ("STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER", "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE")
OF_TERMS_ALONE = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"

Row = list[str]


class Part(NamedTuple):
    """One sheet. Its rows have their figures in `values` columns from `first`; a note on each stands `notes` further.

    `notes` of 0: the sheet has no such column.
    """

    number: int
    name: str
    first: int
    values: int
    notes: int

    @property
    def file(self) -> str:
        """The name of its file, as the Commission names the template."""
        return f"Part_{self.name}.csv"


PARTS = (
    Part(1, "1_summary", 3, 1, 0),
    Part(2, "2_categories_names", 3, 1, 0),
    Part(3, "3_member_states_orders", 6, 7, 7),
    Part(4, "4_notices", 5, 10, 10),
    Part(5, "5_own_initiative_illegal", 5, 16, 16),
    Part(6, "6_own_initiative_TC", 5, 16, 16),
    Part(7, "7_appeals_and_recidivism", 6, 1, 1),
    Part(8, "8_automated_means", 6, 1, 1),
    Part(9, "9_human_resources", 6, 1, 1),
    Part(10, "10_AMAR", 6, 1, 0),
    Part(11, "11_qualitative", 4, 1, 0),
)
"""All of the report, in order."""


def part(number: int) -> Part:
    """The sheet with this number, from 1."""
    return PARTS[number - 1]


@cache
def template(number: int, regulation: str = REGULATION) -> tuple[tuple[str, ...], ...]:
    """The rows of a template with the header row first, exactly as published."""
    path = HERE / regulation / part(number).file
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))


def header(number: int) -> tuple[str, ...]:
    """The header row of a template."""
    return template(number)[0]


class Category(NamedTuple):
    """A row of the list of categories: a high-level one where `keyword` is blank."""

    category: str
    keyword: str
    label: str
    description: str


@cache
def categories(regulation: str = REGULATION) -> tuple[Category, ...]:
    """All categories and their sub-categories, in the order of part 2."""
    found, high = [], ""
    for label, description, code, _note in template(2, regulation)[2:]:
        is_high = not code.startswith("KEYWORD_")
        high = code if is_high else high
        found.append(Category(high, "" if is_high else code, label, description.strip()))
    return tuple(found)


@cache
def keywords_of(category: str) -> tuple[str, ...]:
    """The sub-categories of a high-level category; none for those that nobody specified."""
    return tuple(one.keyword for one in categories() if one.category == category and one.keyword)


@cache
def is_category(code: str) -> bool:
    """Whether it is a high-level category."""
    return any(one.category == code for one in categories())


def in_categories(rows: Sequence[Sequence[str]], column: int) -> Iterator[tuple[str, str, Row]]:
    """Rows with the high-level category and the sub-category each speaks of, by what stands in `column`."""
    high = ""
    for row in rows:
        code = row[column]
        is_high = not code.startswith("KEYWORD_")
        high = code if is_high else high
        yield high, "" if is_high else code, list(row)
