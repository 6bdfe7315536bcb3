"""Fills the eleven parts from cases and a declaration, by Annex II of Implementing Regulation (EU) 2024/2835.

Pure: no database, no Django. What arrived in the period is counted by the day it arrived; actions, decisions and
times by the day of the action or decision: each is in exactly one report, whatever the calendar cuts apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clarion.transparency.dsa import annex, numbers
from clarion.transparency.dsa.annex import OTHER, TOTAL, Row, in_categories
from clarion.transparency.dsa.cases import (
    About,
    Automated,
    Case,
    Ground,
    Result,
    SuspendedFor,
    Type,
    check,
    falls_in,
)
from clarion.transparency.dsa.declaration import INDICATORS, RESTRICTIONS, TEXTS, Accuracy, Class, Declaration
from clarion.transparency.dsa.rules import Mapping as Rules
from clarion.transparency.periods import Period

RECORDED_ELSEWHERE = {
    "own_initiative": Type.OWN_INITIATIVE,
    "disputes": Type.DISPUTE,
    "suspensions": Type.SUSPENSION,
}
"""What the register has no place for."""

Cells = Sequence[str | None]
"""Values of a row; None is one that nobody recorded, and stays blank with a note."""


class Gap(NamedTuple):
    """Something the report lacks. `key` says what; `cases` how many it is about, where it is about some."""

    part: int
    key: str
    cases: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a report is made of. `known` are the types of which every case is given."""

    period: Period
    cases: Sequence[Case]
    declaration: Declaration
    rules: Rules
    zone: ZoneInfo
    published_on: date
    previous_on: date | None = None
    known: frozenset[Type] = frozenset(Type)
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The parts by their numbers, each with its header row first, and what is missing from them."""

    parts: Mapping[int, list[Row]]
    gaps: Sequence[Gap] = ()
    rules: str = ""


def fill(order: Order) -> Report:
    """The report.

    Raises:
        CaseProblem: a case is given twice, or its category is none for its type.
    """
    check(list(order.cases))
    return _Filling(order).report()


@dataclass
class _Filling:
    """A report while it is being filled."""

    order: Order
    gaps: list[Gap] = field(default_factory=list)
    by_type: dict[Type, list[Case]] = field(default_factory=lambda: defaultdict(list))

    def report(self) -> Report:
        for one in self.order.cases:
            self.by_type[one.type].append(one)
        makers = (
            self._part_1, self._part_2, self._part_3, self._part_4, self._part_5, self._part_6, self._part_7,
            self._part_8, self._part_9, self._part_10, self._part_11,
        )  # fmt: skip
        parts = {number: [list(annex.header(number)), *make()] for number, make in enumerate(makers, 1)}
        return Report(parts, [*self.order.gaps, *self.gaps], self.order.rules.version)

    # What lies in the period

    def _arrived(self, *types: Type) -> list[Case]:
        return [one for kind in types for one in self.by_type[kind] if self._in(one.received_at)]

    def _acted(self, *types: Type) -> list[Case]:
        return [one for kind in types for one in self.by_type[kind] if self._in(one.acted_at)]

    def _in(self, moment: object) -> bool:
        return falls_in(moment, self.order.period, self.order.zone)  # type: ignore[arg-type]

    def _is_known(self, kind: Type) -> bool:
        return kind in self.order.known

    def _gap(self, part: int, key: str, count: int = 0, detail: str = "") -> None:
        self.gaps.append(Gap(part, key, count, detail))

    # Rows

    def _row(self, number: int, row: Sequence[str], values: Cells, notes: Mapping[int, str]) -> Row:
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

    def _blank(self, number: int, row: Sequence[str]) -> Row:
        """A row that is not for this provider."""
        return self._row(number, row, [""] * annex.part(number).values, {})

    def _categorised(
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
                found.append(self._blank(number, row))
                continue
            chosen = list(pool) if category == TOTAL else by_category[category]
            if keyword and keyword != OTHER:
                chosen = [one for one in chosen if one.keyword == keyword]
            if keyword != OTHER:
                found.append(self._row(number, row, *values(chosen)))
                continue
            described: dict[str, list[Case]] = defaultdict(list)
            for one in chosen:
                if one.keyword == OTHER:
                    described[_one_space(one.other)].append(one)
            for words, some in _merged(described).items() or {"": []}.items():
                row[4] = words
                found.append(self._row(number, row, *values(some)))
        return found

    # Part 1: report identification

    def _part_1(self) -> list[Row]:
        order = self.order
        values = {
            "Name of the service provider": order.declaration.provider,
            "Date of the publication of the report": order.published_on.isoformat(),
            "Date of the publication of the latest previous report": order.previous_on.isoformat()
            if order.previous_on
            else "",
            "Starting date of reporting period": order.period.start.isoformat(),
            "Ending date of reporting period": order.period.end.isoformat(),
        }
        if not order.declaration.service:
            self._gap(1, "service")
        if not order.declaration.provider:
            self._gap(1, "provider")
        if not order.previous_on:
            self._gap(1, "previous_report")
        return [self._row(1, row, [values[row[2]]], {}) for row in annex.template(1)[1:]]

    # Part 2: categories and their names

    def _part_2(self) -> list[Row]:
        notes, found = dict(self.order.declaration.notes), []
        for category, keyword, row in in_categories(annex.template(2)[1:], 2):
            both = f"{category}/{keyword}" if keyword else category
            row[3] = notes.pop(both, "") or (notes.pop(keyword, "") if keyword != OTHER else "")
            found.append(row)
        for code in notes:
            self._gap(2, "note_on_nothing", detail=code)
        return found

    # Part 3: orders of Member States

    def _part_3(self) -> list[Row]:
        orders = (Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION)
        pool = [
            one
            for kind in orders
            for one in self.by_type[kind]
            if any(map(self._in, (one.received_at, one.acknowledged_at, one.acted_at)))
        ]
        template = annex.template(3)[1:]
        total = [row for row in template if row[5] == TOTAL]
        found = self._categorised(3, total, pool, self._order_values)
        # Below a state the template leaves out 9c. The rows of the total stand there as well, so that sums hold.
        for state in sorted({one.country for one in self._arrived(*orders)} | {one.country for one in pool}):
            rows = [[*row[:5], state, *row[6:]] for row in total]
            found += self._categorised(
                3, rows, [one for one in pool if one.country == state], self._order_values
            )
        if missing := sum(1 for one in pool if one.category == annex.NOT_SPECIFIED[0]):
            self._gap(3, "category_of_orders", missing)
        return found

    def _order_values(self, some: Sequence[Case]) -> tuple[Cells, Mapping[int, str]]:
        act = [one for one in some if one.type is Type.ORDER_TO_ACT]
        inform = [one for one in some if one.type is Type.ORDER_FOR_INFORMATION]
        arrived_act = [one for one in act if self._in(one.received_at)]
        arrived_inform = [one for one in inform if self._in(one.received_at)]
        notes: dict[int, str] = {}
        values = [
            str(len(arrived_act)),
            str(sum(one.items for one in arrived_act)),
            self._time_to_acknowledge(act, arrived_act, notes, 2),
            self._time_to_act(act, arrived_act, notes, 3),
            str(len(arrived_inform)),
            self._time_to_acknowledge(inform, arrived_inform, notes, 5),
            self._time_to_act(inform, arrived_inform, notes, 6),
        ]
        return values, notes

    def _time_to_acknowledge(
        self, some: Sequence[Case], arrived: Sequence[Case], notes: dict[int, str], place: int
    ) -> str | None:
        told = numbers.hours(one.hours_to_acknowledge for one in some if self._in(one.acknowledged_at))
        if told is None and arrived:
            notes[place] = f"No acknowledgement is recorded for these {len(arrived)} orders."
            return None
        return told or "0"

    def _time_to_act(
        self, some: Sequence[Case], arrived: Sequence[Case], notes: dict[int, str], place: int
    ) -> str | None:
        told = numbers.hours(one.hours_to_act for one in some if self._in(one.acted_at))
        if told is None and arrived:
            notes[place] = f"None of these {len(arrived)} orders was given effect in the period."
            return None
        return told or "0"

    # Part 4: notices

    def _part_4(self) -> list[Row]:
        pool = [
            one for one in self.by_type[Type.NOTICE] if self._in(one.received_at) or self._in(one.acted_at)
        ]
        found = self._categorised(4, annex.template(4)[1:], pool, self._notice_values)
        if self.order.declaration.applies(annex.template(4)[1][0]) and (
            missing := sum(1 for one in pool if one.category == annex.NOT_SPECIFIED[1])
        ):
            self._gap(4, "category_of_notices", missing)
        return found

    def _notice_values(self, some: Sequence[Case]) -> tuple[Cells, Mapping[int, str]]:
        trusted = [one for one in some if one.trusted_flagger]
        both = (some, trusted)
        arrived = [[one for one in chosen if self._in(one.received_at)] for chosen in both]
        acted = [[one for one in chosen if self._in(one.acted_at) and one.measures] for chosen in both]
        notes: dict[int, str] = {}
        times: list[str | None] = []
        for place, (came, done) in enumerate(zip(arrived, acted, strict=True), 4):
            told = numbers.hours(one.hours_to_act for one in done)
            if told is None and came:
                notes[place] = f"None of these {len(came)} notices led to action in the period."
                times.append(None)
            else:
                times.append(told or "0")
        values = [
            *(str(len(chosen)) for chosen in arrived),
            *(str(sum(one.items for one in chosen)) for chosen in arrived),
            *times,
            *(_measures(chosen, Ground.LAW) for chosen in acted),
            *(_measures(chosen, Ground.TERMS) for chosen in acted),
        ]
        return values, notes

    # Parts 5 and 6: measures of our own

    def _part_5(self) -> list[Row]:
        return self._own_initiative(5, Ground.LAW)

    def _part_6(self) -> list[Row]:
        return self._own_initiative(6, Ground.TERMS)

    def _own_initiative(self, number: int, ground: Ground) -> list[Row]:
        pool = [one for one in self._arrived(Type.OWN_INITIATIVE) if one.ground is ground]
        template = annex.template(number)[1:]
        if not self._is_known(Type.OWN_INITIATIVE):
            if ground is Ground.LAW:
                self._gap(number, "own_initiative")
            rows = [list(row) for row in template]
            for row in rows:
                row[4] = ""
            first = self._row(number, rows[0], [""] * 16, {0: "Measures on own initiative are not recorded."})
            return [first, *(self._blank(number, row) for row in rows[1:])]
        return self._categorised(number, template, pool, self._own_values)

    def _own_values(self, some: Sequence[Case]) -> tuple[Cells, Mapping[int, str]]:
        impossible = self.order.declaration.impossible
        values = [
            str(_measures_of(some)),
            str(_measures_of(one for one in some if one.automated_detection)),
        ]
        for name in RESTRICTIONS:
            count = _measures_of(one for one in some if name in one.restrictions)
            values.append(str(count) if count or name not in impossible else "")
        return values, {}

    # Part 7: complaints, disputes, suspensions

    def _part_7(self) -> list[Row]:
        found = []
        for row in annex.template(7)[1:]:
            if not self.order.declaration.applies(row[0]):
                found.append(self._blank(7, row))
                continue
            kind, pool = self._seventh(row[4].strip())
            if not self._is_known(kind):
                found.append(self._row(7, row, [""], {0: "Not recorded."}))
                continue
            value, note = self._outcome(kind, row[4].strip(), row[5].strip(), pool)
            found.append(self._row(7, row, [value], {0: note} if note else {}))
        if self.order.declaration.kind in (Class.PLATFORM, Class.VLOP):
            for name, kind in RECORDED_ELSEWHERE.items():
                if kind is not Type.OWN_INITIATIVE and not self._is_known(kind):
                    self._gap(7, name)
        return found

    def _seventh(self, indicator: str) -> tuple[Type, list[Case]]:
        """Of which cases an indicator speaks."""
        complaints = self.by_type[Type.COMPLAINT]
        if indicator in _ABOUT:
            return Type.COMPLAINT, [one for one in complaints if one.about is _ABOUT[indicator]]
        if indicator in _SUSPENDED_FOR:
            wanted = _SUSPENDED_FOR[indicator]
            return Type.SUSPENSION, [
                one for one in self.by_type[Type.SUSPENSION] if one.suspended_for is wanted
            ]
        if indicator == _DISPUTES:
            return Type.DISPUTE, self.by_type[Type.DISPUTE]
        return Type.COMPLAINT, complaints

    def _outcome(
        self, kind: Type, indicator: str, scope: str, pool: Sequence[Case]
    ) -> tuple[str | None, str]:
        arrived = [one for one in pool if self._in(one.received_at)]
        ended = [one for one in pool if self._in(one.acted_at)]
        if indicator == _NEWLY_IMPOSED:
            return str(sum(one.new_restrictions for one in ended)), ""
        if scope == "Total number":
            if kind is Type.SUSPENSION:
                return str(sum(max(one.measures, 1) for one in arrived)), ""
            return str(len(arrived)), ""
        if scope in _RESULTS:
            return str(sum(1 for one in ended if one.result is _RESULTS[scope])), ""
        decided = [one for one in ended if one.result not in (None, Result.OMITTED)]
        if scope == "Median time":
            told = numbers.hours(one.hours_to_act for one in decided)
            if told is None and arrived:
                return None, f"None of these {len(arrived)} was decided in the period."
            return told or "0", ""
        reversed_ones = [one for one in decided if one.result in (Result.REVERSED, Result.PARTLY_REVERSED)]
        if not reversed_ones:
            return "0", "No decision was reversed, so there was nothing to implement."
        if any(one.implemented is None for one in reversed_ones):
            return None, "Whether reversed decisions were implemented is not recorded for all of them."
        return numbers.share(sum(1 for one in reversed_ones if one.implemented), len(reversed_ones)), ""

    # Part 8: automated means

    def _part_8(self) -> list[Row]:
        rows = [row for row in annex.template(8)[1:] if row[0] != _VLOPS]
        found = []
        for row in rows:
            if not self.order.declaration.applies(row[0]):
                found.append(self._blank(8, row))
                continue
            value, note = self._automation(row[4].strip(), row[5].strip())
            found.append(self._row(8, row, [value], {0: note} if note else {}))
        self._eighth_gaps()
        return [*found, *self._by_language()]

    def _eighth_gaps(self) -> None:
        declared = self.order.declaration
        if declared.uses_automated_means is None:
            self._gap(8, "automated_means")
        elif declared.uses_automated_means and not declared.accuracy:
            self._gap(8, "accuracy")

    def _automation(self, indicator: str, scope: str) -> tuple[str | None, str]:
        if indicator.startswith(_ACCURACY):
            name = indicator.removeprefix(_ACCURACY).lower()
            return self._accuracy(self.order.declaration.accuracy.get(_SCOPES[scope]), name)
        wanted = Automated.SOLELY if "solely" in indicator else Automated.NOT
        if "notices" in indicator:
            trusted = scope == "NAM Trusted Flagger"
            pool = [one for one in self._arrived(Type.NOTICE) if one.trusted_flagger or not trusted]
            return str(sum(1 for one in pool if one.automated is wanted)), ""
        note = ""
        measures = self._own_measures()
        if scope == "Total number":
            measures += [one for one in self._acted(Type.NOTICE, Type.ORDER_TO_ACT) if one.measures]
            note = (
                ""
                if self._is_known(Type.OWN_INITIATIVE)
                else "Without measures on own initiative: not recorded."
            )
        elif not self._is_known(Type.OWN_INITIATIVE):
            return None, "Not recorded."
        return str(_measures_of(one for one in measures if one.automated is wanted)), note

    def _own_measures(self) -> list[Case]:
        return self._arrived(Type.OWN_INITIATIVE)

    def _accuracy(self, declared: Accuracy | None, name: str) -> tuple[str | None, str]:
        if declared is None or name not in declared.values:
            used = self.order.declaration.uses_automated_means
            return None, "" if used is False else "Not known."
        return numbers.fraction(declared.values[name]), declared.note

    def _by_language(self) -> list[Row]:
        """Rows by language: each indicator for a very large platform; for others those of the template, blank."""
        rows = [list(row) for row in annex.template(8)[1:] if row[0] == _VLOPS]
        if self.order.declaration.kind is not Class.VLOP:
            return [self._blank(8, row) for row in rows if row[5] != _ELLIPSIS]
        samples = {row[4]: row for row in rows}
        measures = self._own_measures() + self._acted(Type.NOTICE, Type.ORDER_TO_ACT)
        found = []
        for indicator, sample in samples.items():
            for language in self.order.rules.languages:
                row = [*sample[:5], language, *sample[6:]]
                if indicator.strip().startswith(_ACCURACY):
                    name = indicator.strip().removeprefix(_ACCURACY).lower()
                    value, note = self._accuracy(self.order.declaration.languages.get(language), name)
                else:
                    wanted = Automated.SOLELY if "solely" in indicator else Automated.NOT
                    value, note = (
                        str(
                            _measures_of(
                                one
                                for one in measures
                                if one.language == language and one.automated is wanted
                            )
                        ),
                        "",
                    )
                found.append(self._row(8, row, [value], {0: note} if note else {}))
        return found

    # Parts 9, 10 and 11: people, recipients, texts

    def _part_9(self) -> list[Row]:
        declared = self.order.declaration
        if declared.kind is not Class.VLOP:
            return [self._blank(9, row) for row in annex.template(9)[1:] if row[5] != _ELLIPSIS]
        if not declared.moderators:
            self._gap(9, "people")
        names = ("internal", "external", "linguistic")
        rows = annex.template(9)[1:4]
        found = [
            self._row(9, row, [_declared(declared.moderators, name)], {})
            for row, name in zip(rows, names, strict=True)
        ]
        for language in self.order.rules.languages:
            row = [*rows[2][:5], language, *rows[2][6:]]
            found.append(self._row(9, row, [_declared(declared.linguists, language)], {}))
        return found

    def _part_10(self) -> list[Row]:
        declared = self.order.declaration
        rows = annex.template(10)[1:]
        if not declared.applies(rows[0][0]):
            return [self._blank(10, row) for row in rows if row[5] != _ELLIPSIS]
        if not declared.recipients:
            self._gap(10, "recipients")
        states = sorted(self.order.rules.state(one) for one in self.order.rules.states)
        return [
            self._row(10, [*rows[0][:5], scope, ""], [_declared(declared.recipients, scope)], {})
            for scope in (TOTAL, *states)
        ]

    def _part_11(self) -> list[Row]:
        found = []
        for row, name in zip(annex.template(11)[1:], TEXTS, strict=True):
            if not self.order.declaration.applies(row[0]):
                found.append(self._blank(11, row))
                continue
            text = self.order.declaration.texts.get(name, "")
            if not text:
                self._gap(11, "text", detail=name)
            found.append(self._row(11, row, [text], {}))
        return found


_VLOPS = "Only for VLOPs"
_ELLIPSIS = "[...]"
_ACCURACY = "Accuracy of the automated means - "
_SCOPES = {
    "Total number": "total",
    "Own-initiative": "own_initiative",
    "NAM Total": "notices",
    "NAM Trusted Flagger": "trusted_flaggers",
}
_DISPUTES = "Number of disputes submitted to out-of-court dispute settlement bodies"
_NEWLY_IMPOSED = "Number of restrictions newly imposed as a result of an internal complaint"
_RESULTS = {
    "Decisions upheld": Result.UPHELD,
    "Decisions partially reversed": Result.PARTLY_REVERSED,
    "Decisions reversed": Result.REVERSED,
    "Decision omitted": Result.OMITTED,
}


def _indicators(section: str) -> list[str]:
    """The indicators of a section of part 7, in order."""
    return list(dict.fromkeys(row[4].strip() for row in annex.template(7)[1:] if row[3] == section))


_ABOUT = dict(zip(_indicators("Internal complaints mechanism")[2:], About, strict=True))
_SUSPENDED_FOR = dict(
    zip(_indicators("Suspensions imposed on repeated offenders"), SuspendedFor, strict=True)
)


def _measures(some: Iterable[Case], ground: Ground) -> str:
    return str(_measures_of(one for one in some if one.ground is ground))


def _measures_of(some: Iterable[Case]) -> int:
    return sum(one.measures for one in some)


def _declared(given: Mapping[str, int], name: str) -> str | None:
    return str(given[name]) if name in given else None


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _merged(described: Mapping[str, list[Case]]) -> dict[str, list[Case]]:
    """Descriptions in order of their names, those that differ in case alone as one: none may stand there twice."""
    found: dict[str, tuple[str, list[Case]]] = {}
    for words in sorted(described):
        kept = found.setdefault(words.casefold(), (words, []))
        kept[1].extend(described[words])
    return dict(found.values())


__all__ = ["INDICATORS", "Gap", "Order", "Report", "fill"]
