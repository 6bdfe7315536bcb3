"""A report while it is being filled: which cases lie in the period, and how a row is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import OTHER, TOTAL, Row, in_categories
from clarion.transparency.dsa.cases import Case, Ground, Type, falls_in
from clarion.transparency.dsa.declaration import Declaration
from clarion.transparency.dsa.rules import Mapping as Rules
from clarion.transparency.periods import Period

Cells = Sequence[str | None]
"""Values of a row; None is one that nobody recorded, and stays blank with a note."""

NOT_RECORDED = {
    "own_initiative": Type.OWN_INITIATIVE,
    "disputes": Type.DISPUTE,
    "suspensions": Type.SUSPENSION,
}
"""What the register has no place for."""


class Gap(NamedTuple):
    """Something the report lacks. `key` says what; `cases` how many it is about, where it is about some."""

    part: int
    key: str
    cases: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a report is made of. `known` are the types of which every case is given.

    `concerned` names some demands that gaps are about, by part and key.
    """

    period: Period
    cases: Sequence[Case]
    declaration: Declaration
    rules: Rules
    zone: ZoneInfo
    published_on: date
    previous_on: date | None = None
    known: frozenset[Type] = frozenset(Type)
    gaps: Sequence[Gap] = ()
    concerned: Mapping[tuple[int, str], Sequence[str]] = field(default_factory=dict)


@dataclass
class Filling:
    """What a report is made of, and what it was found to lack."""

    order: Order
    gaps: list[Gap] = field(default_factory=list)
    by_type: dict[Type, list[Case]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_type = defaultdict(list)
        for one in self.order.cases:
            self.by_type[one.type].append(one)

    def arrived(self, *types: Type) -> list[Case]:
        """Those of these types that came in the period."""
        return [one for kind in types for one in self.by_type[kind] if self.within(one.received_at)]

    def acted(self, *types: Type) -> list[Case]:
        """Those of these types that were acted on in the period."""
        return [one for kind in types for one in self.by_type[kind] if self.within(one.acted_at)]

    def within(self, moment: datetime | None) -> bool:
        """Whether a moment lies in the period."""
        return falls_in(moment, self.order.period, self.order.zone)

    def is_known(self, kind: Type) -> bool:
        """Whether every case of the type is given."""
        return kind in self.order.known

    def gap(self, part: int, key: str, count: int = 0, detail: str = "") -> None:
        """Notes something that the report lacks."""
        self.gaps.append(Gap(part, key, count, detail))

    def row(self, number: int, row: Sequence[str], values: Cells, notes: Mapping[int, str]) -> Row:
        """A row of the template with its service, its period, its values and notes on them."""
        part = annex.part(number)
        filled = list(row)
        filled[1] = self.order.declaration.service
        if annex.header(number)[2] == "Reporting period":
            filled[2] = f"{self.order.period.start.isoformat()}/{self.order.period.end.isoformat()}"
        for place, value in enumerate(values):
            filled[part.first + place] = "" if value is None else value
        if part.notes:
            for place, note in notes.items():
                filled[part.first + part.notes + place] = note
        return filled

    def blank(self, number: int, row: Sequence[str]) -> Row:
        """A row that is not for this provider."""
        return self.row(number, row, [""] * annex.part(number).values, {})

    def categorised(
        self,
        number: int,
        template: Sequence[Sequence[str]],
        pool: Sequence[Case],
        values: Callable[[Sequence[Case]], tuple[Cells, Mapping[int, str]]],
    ) -> list[Row]:
        """The rows of a sheet by category; a row of `KEYWORD_OTHER` for each description that occurs."""
        found: list[Row] = []
        by_category: dict[str, list[Case]] = defaultdict(list)
        for one in pool:
            by_category[one.category].append(one)
        for category, keyword, row in in_categories(template, 3):
            if not self.order.declaration.applies(row[0]):
                row[4] = ""
                found.append(self.blank(number, row))
                continue
            chosen = list(pool) if category == TOTAL else by_category[category]
            if keyword and keyword != OTHER:
                chosen = [one for one in chosen if one.keyword == keyword]
            if keyword != OTHER:
                found.append(self.row(number, row, *values(chosen)))
                continue
            described: dict[str, list[Case]] = defaultdict(list)
            for one in chosen:
                if one.keyword == OTHER:
                    described[one_space(one.other)].append(one)
            for words, some in _merged(described).items() or {"": []}.items():
                row[4] = words
                found.append(self.row(number, row, *values(some)))
        return found


def measures_on(some: Iterable[Case], ground: Ground) -> str:
    """How many measures were taken on this ground."""
    return str(measures_of(one for one in some if one.ground is ground))


def measures_of(some: Iterable[Case]) -> int:
    """How many measures were taken in all."""
    return sum(one.measures for one in some)


def one_space(text: str) -> str:
    """Words with one space between them."""
    return " ".join(text.split())


def _merged(described: Mapping[str, list[Case]]) -> dict[str, list[Case]]:
    """Descriptions in order of their names, those that differ in case alone as one: none may stand there twice."""
    found: dict[str, tuple[str, list[Case]]] = {}
    for words in sorted(described):
        kept = found.setdefault(words.casefold(), (words, []))
        kept[1].extend(described[words])
    return dict(found.values())
