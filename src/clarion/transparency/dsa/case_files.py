"""Reading cases from a CSV file, for whoever keeps them elsewhere. Pure: no database, no Django.

One header row with the names of `COLUMNS` in any order; the first three must be there. Each fault is one line with
file, line and column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.cases import (
    CATEGORISED,
    About,
    Automated,
    Case,
    CaseProblem,
    Ground,
    Result,
    SuspendedFor,
    Type,
    category_fault,
)
from clarion.transparency.dsa.declaration import RESTRICTIONS
from clarion.transparency.dsa.rules import Mapping as Rules

COLUMNS = (
    "reference", "type", "received_at", "acknowledged_at", "acted_at", "country", "trusted_flagger", "items",
    "measures", "category", "keyword", "other", "ground", "restrictions", "automated_detection",
    "automated_decision", "language", "about", "result", "new_restrictions", "implemented", "suspended_for",
)  # fmt: skip
NEEDED = COLUMNS[:3]
_MOST = 1_000_000_000
_WHOLE = re.compile(r"[0-9]+")
_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

T = TypeVar("T")
E_ = TypeVar("E_", bound=StrEnum)


def read(path: Path, rules: Rules, zone: ZoneInfo) -> list[Case]:
    """The cases in a file; times without an offset are in `zone`.

    Raises:
        CaseProblem: the file cannot be read, or something in it means nothing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_cases(file, str(path), rules, zone))
    except OSError as error:
        raise CaseProblem(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CaseProblem(f"{path}: is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error


def _cases(lines: Iterable[str], where: str, rules: Rules, zone: ZoneInfo) -> Iterable[Case]:
    rows = csv.reader(lines, strict=True)
    try:
        names = _header(next(rows, []), where)
        lines_of: dict[str, int] = {}
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            line = rows.line_num
            if len(cells) != len(names):
                raise CaseProblem(f"{where}, line {line}: has {len(cells)} cells, the header {len(names)}.")
            given = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
            made = _Row(where, line, given, rules, zone).case()
            if before := lines_of.get(made.reference):
                raise CaseProblem(
                    f"{where}, line {line}, column reference: {made.reference!r} stands in line {before} as well, "
                    "and would be counted twice."
                )
            lines_of[made.reference] = line
            yield made
    except csv.Error as error:
        raise CaseProblem(f"{where}, line {rows.line_num}: no CSV by RFC 4180: {error}.") from error


def _header(cells: list[str], where: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    for place, name in enumerate(names, 1):
        if name not in COLUMNS:
            raise CaseProblem(
                f"{where}, line 1, column {place}: {name!r} is no column. There are: {', '.join(COLUMNS)}."
            )
        if name in names[: place - 1]:
            raise CaseProblem(f"{where}, line 1, column {place}: {name!r} stands there twice.")
    for name in NEEDED:
        if name not in names:
            raise CaseProblem(f"{where}, line 1: the column {name} is missing.")
    return names


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the file, by the names of its columns."""

    where: str
    line: int
    given: Mapping[str, str]
    rules: Rules
    zone: ZoneInfo

    def case(self) -> Case:
        """The case it tells of."""
        kind = self._needed("type", self._one_of(Type))
        received = self._needed("received_at", self._moment)
        acted = self._value("acted_at", self._moment)
        acknowledged = self._value("acknowledged_at", self._moment)
        for name, moment in (("acted_at", acted), ("acknowledged_at", acknowledged)):
            if moment is not None and moment < received:
                raise self._fault(name, f"{self.given[name]!r} is before received_at")
        category, keyword, other = self._category(kind)
        ground = self._value("ground", self._one_of(Ground))
        measures = self._value("measures", self._whole)
        items = self._value("items", self._whole)
        items = 1 if items is None else items
        made = Case(
            reference=self._needed("reference", str),
            type=kind,
            received_at=received,
            acknowledged_at=acknowledged,
            acted_at=received if kind is Type.OWN_INITIATIVE and acted is None else acted,
            country=self._country(kind),
            trusted_flagger=self._truth("trusted_flagger") or False,
            items=items,
            measures=self._measures(kind, measures, items, acted),
            category=category,
            keyword=keyword,
            other=other,
            ground=ground or self._default_ground(kind, category),
            restrictions=self._restrictions(),
            automated_detection=self._truth("automated_detection") or False,
            automated=self._value("automated_decision", self._one_of(Automated)) or Automated.NOT,
            language=self._language(),
            about=self._value("about", self._one_of(About)),
            result=self._value("result", self._one_of(Result)),
            new_restrictions=self._value("new_restrictions", self._whole) or 0,
            implemented=self._truth("implemented"),
            suspended_for=self._value("suspended_for", self._one_of(SuspendedFor)),
        )
        self._check(made)
        return made

    def _check(self, made: Case) -> None:
        if made.type is Type.COMPLAINT and made.about is None:
            raise self._fault("about", f"a complaint is about one of {', '.join(About)}")
        if made.type is Type.SUSPENSION and made.suspended_for is None:
            raise self._fault("suspended_for", f"a suspension is for one of {', '.join(SuspendedFor)}")
        if made.type is Type.OWN_INITIATIVE and not made.restrictions:
            raise self._fault("restrictions", f"a measure is one or more of {', '.join(RESTRICTIONS)}")
        if made.result is not None and made.result is not Result.OMITTED and made.acted_at is None:
            raise self._fault(
                "acted_at", "a complaint or dispute with a result needs the time of its decision"
            )
        if made.ground is Ground.LAW and made.category == annex.OF_TERMS_ALONE:
            raise self._fault("category", f"{made.category} goes with the ground terms alone")

    def _category(self, kind: Type) -> tuple[str, str, str]:
        category, keyword, other = (self.given.get(one, "") for one in ("category", "keyword", "other"))
        if kind not in CATEGORISED:
            return category, keyword, other
        if not category:
            if kind is Type.OWN_INITIATIVE:
                raise self._fault("category", "a measure of our own needs one")
            return annex.NOT_SPECIFIED[kind is Type.NOTICE], "", ""
        if not keyword and annex.keywords_of(category):
            keyword = annex.OTHER
        if fault := category_fault(kind, category, keyword, other):
            raise self._fault(*fault)
        return category, keyword, other if keyword == annex.OTHER else ""

    def _default_ground(self, kind: Type, category: str) -> Ground | None:
        if kind is Type.OWN_INITIATIVE:
            if category == annex.OF_TERMS_ALONE:
                return Ground.TERMS
            raise self._fault("ground", "a measure of our own rests on law or terms")
        return Ground.LAW if kind in CATEGORISED else None

    def _measures(self, kind: Type, given: int | None, items: int, acted: datetime | None) -> int:
        if given is not None:
            return given
        if kind is Type.OWN_INITIATIVE:
            return items
        return items if acted is not None and kind in (Type.NOTICE, Type.ORDER_TO_ACT) else 0

    def _restrictions(self) -> tuple[str, ...]:
        found = tuple(one for one in re.split(r"[;|\s]+", self.given.get("restrictions", "")) if one)
        for one in found:
            if one not in RESTRICTIONS:
                raise self._fault("restrictions", f"{one!r} is none of {', '.join(RESTRICTIONS)}")
        return tuple(dict.fromkeys(found))

    def _country(self, kind: Type) -> str:
        given = self.given.get("country", "").upper()
        if kind not in (Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION):
            return ""
        state = self.rules.state(given)
        if not state:
            raise self._fault("country", f"{given!r} is no Member State, which alone gives such orders")
        return state

    def _language(self) -> str:
        given = self.given.get("language", "").lower()
        if given and not re.fullmatch("[a-z]{2}", given):
            raise self._fault("language", f"{given!r} is no two-letter code")
        return given

    def _needed(self, name: str, read: Callable[[str], T]) -> T:
        if not self.given.get(name):
            raise self._fault(name, "is empty")
        return self._read(name, read)

    def _value(self, name: str, read: Callable[[str], T]) -> T | None:
        return self._read(name, read) if self.given.get(name) else None

    def _read(self, name: str, read: Callable[[str], T]) -> T:
        try:
            return read(self.given[name])
        except ValueError as error:
            raise self._fault(name, f"{self.given[name]!r} {error}") from error

    def _truth(self, name: str) -> bool | None:
        given = self.given.get(name, "").lower()
        if given and given not in _TRUTH:
            raise self._fault(name, f"{self.given[name]!r} is neither yes nor no")
        return _TRUTH.get(given)

    def _moment(self, text: str) -> datetime:
        try:
            found: datetime = (
                datetime.combine(date.fromisoformat(text), time())
                if len(text) == len("2026-01-31")
                else datetime.fromisoformat(text)
            )
        except ValueError as error:
            raise ValueError("is no time such as 2026-01-31T14:05 or 2026-01-31T14:05+01:00") from error
        return found if found.tzinfo else found.replace(tzinfo=self.zone)

    def _whole(self, text: str) -> int:
        if not _WHOLE.fullmatch(text) or int(text[:20]) > _MOST:
            raise ValueError("is no whole number")
        return int(text)

    def _one_of(self, vocabulary: type[E_]) -> Callable[[str], E_]:
        def read(text: str) -> E_:
            try:
                return vocabulary(text)
            except ValueError as error:
                raise ValueError(f"is none of {', '.join(vocabulary)}") from error

        return read

    def _fault(self, column: str, what: str) -> CaseProblem:
        return CaseProblem(f"{self.where}, line {self.line}, column {column}: {what}.")
