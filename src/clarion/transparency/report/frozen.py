"""What a published edition says, as the pages show it: the frozen tables read as figures and as panels."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clarion.core.languages import language
from clarion.register.counts import UNKNOWN, ZERO, Count, total
from clarion.register.vocabulary import GRANTED_OUTCOMES, Kind, Outcome, Unit
from clarion.transparency import measures, periods, wording
from clarion.transparency.breakdowns import members
from clarion.transparency.editions import definitions
from clarion.transparency.editions import wording as words
from clarion.transparency.editions.content import DAY, MEDIAN, REGISTER, UNRECORDED, Mark, Row
from clarion.transparency.editions.content import Table as Content
from clarion.transparency.editions.depot import folder_of
from clarion.transparency.editions.freezing import TABLES
from clarion.transparency.editions.models import Edition
from clarion.transparency.figures import Figure, Missing, Origin, Reading
from clarion.transparency.measures import Aggregation, Counted, Measure
from clarion.transparency.models import Source
from clarion.transparency.periods import Period
from clarion.transparency.report.drawing import covered_note
from clarion.transparency.report.panels import Line, Panel, Role
from clarion.transparency.report.tables import REQUESTS, Table, by_half_year

DAYS, BANDS = "days", "bands"
_TOTAL, _OUTCOME, _COUNTRY, _KIND, _HALF_YEARS = "total", "outcome", "country", "kind", "half-years"
_GRANTED = {str(one) for one in GRANTED_OUTCOMES}

MEDIANS_TABLE = Table(
    MEDIAN, _("Median time to decide"), _("Kind"), "", "ranked_bars", lambda table, period, code: iter(()),
)  # fmt: skip
"""Its sentence for readers is the definition under which the edition was built."""
DAYS_TABLE = Table(
    DAYS, _("Time to decide"), _("Days"),
    _("From the day a request came in to the day it was decided, for those that are decided."), "ranked_bars",
    lambda table, period, code: iter(()),
)  # fmt: skip
FROZEN_ONLY = {one.key: one for one in (MEDIANS_TABLE, DAYS_TABLE)}
"""The tables that editions alone have."""


@dataclass(frozen=True)
class Frozen:
    """An edition with its tables."""

    edition: Edition
    tables: Mapping[str, Content] = field(default_factory=dict)

    @classmethod
    def load(cls, edition: Edition) -> Frozen:
        """With the tables, in one query."""
        kept = (Content.from_json(one.content) for one in edition.tables.all())
        return cls(edition, {one.key: one for one in kept})

    @property
    def period(self) -> Period:
        return self.edition.period

    @property
    def is_register(self) -> bool:
        """Whether it was counted from the register, which knows of every demand that there was."""
        return self.edition.origin == REGISTER

    @cached_property
    def covered(self) -> dict[tuple[str, str, str], tuple[Period, ...]]:
        """The days that rows speak of where that is less than the period: by table, kind and unit."""
        found = {}
        for finding in self.edition.findings:
            facts = finding["facts"]
            if finding["key"] == "covers_part":
                spans = tuple(periods.parse(one) for one in facts["covered"].split())
                found[facts["breakdown"], facts["kind"], facts["unit"]] = spans
        return found

    def rows(self, key: str, kinds: Collection[str], unit: str) -> list[Row]:
        """The rows of a table about kinds and a unit; none where there is no such table."""
        table = self.tables.get(key)
        return [one for one in table.rows if one.kind in kinds and one.unit == unit] if table else []

    def spans(self, key: str, kinds: Iterable[str], unit: str) -> tuple[Period, ...]:
        """The days that a table speaks of."""
        for kind in kinds:
            if part := self.covered.get((key, kind, unit)):
                return part
        return (self.period,)

    def read(self, figures: Iterable[Figure]) -> dict[Figure, Reading]:
        """The figures of the edition's own period, as `figures.read` answers for live ones."""
        return {one: self._reading(one) for one in figures}

    def _reading(self, figure: Figure) -> Reading:
        measure = figure.measure
        key = "+".join(sorted(measure.dimensions)) or _TOTAL
        value = self._value(measure, key)
        if not value.is_known:
            has_rows = bool(self.rows(_TOTAL, measure.kinds, measure.unit))
            why = Missing.VALUE_UNKNOWN if has_rows else Missing.NOT_RECORDED
            return Reading(figure, UNKNOWN, self.period, missing=why)
        spans = self.spans(key, measure.kinds, measure.unit)
        return Reading(figure, value, self.period, parts=((self.period, value),), covered=spans)

    def _value(self, measure: Measure, key: str) -> Count:
        rows = self.rows(key, measure.kinds, measure.unit)
        if not rows:
            return self._none(measure, key)
        if measure.aggregation is Aggregation.DISTINCT_COUNTRIES:
            return _countries(rows)
        if measure.filters:
            answers = {tuple(filter(None, one)) for one in members(measure.filters)}
            own = _sum([one for one in rows if one.values in answers])
            hidden = _sum([one for one in rows if one.mark == Mark.WITHHELD])
            # What is withheld may belong to it, or not.
            return Count(own.low, own.high + hidden.high) if own.high is not None and hidden.high else own
        return _granted(rows) if measure.counted is Counted.GRANTED else _sum(rows)

    def _none(self, measure: Measure, key: str) -> Count:
        """No row of the register means that there was none; history without a row does not tell."""
        if not self.is_register or key not in self.tables:
            return UNKNOWN
        is_request = measure.unit == Unit.REQUEST
        requests = self.rows(_TOTAL, measure.kinds, Unit.REQUEST)
        return ZERO if is_request or not requests else UNKNOWN

    def own_tables(self, code: str) -> tuple[Table, ...]:
        """The tables that only editions have. One built before medians were defined does not speak of them."""
        known = definitions.of_version(self.edition.definitions)
        if known is None or MEDIAN not in known.texts:
            return (DAYS_TABLE,)
        return replace(MEDIANS_TABLE, intro=known.text(MEDIAN, code)), DAYS_TABLE

    def panels(self, table: Table, code: str) -> list[Panel]:
        """The panels of one of the report's tables, out of the frozen one."""
        if table.key == _HALF_YEARS:
            # Every other period is that of other editions and sources; invented numbers have no place among them.
            return [] if self.edition.invented else list(self._half_years(table, code))
        if table.key == _KIND:
            return list(self._kinds(table, code))
        if table.key == MEDIAN:
            return list(self._medians(table, code)) if len(self.own_tables(code)) > 1 else []
        if table.key == DAYS:
            return list(self._days(table, code))
        if table.key == _OUTCOME:
            return [one for key in REQUESTS if (one := self._outcomes(table, measures.get(key), code))]
        shown = _MEASURES.get(table.key, REQUESTS)
        return [one for key in shown if (one := self._values(table, measures.get(key), code))]

    def _half_years(self, table: Table, code: str) -> Iterator[Panel]:
        """The whole series, in which the edition's own period is as it was frozen; and which periods are not."""
        own = self.read(Figure.of(key, str(self.period)) for key in REQUESTS)
        values = {figure.measure_key: reading.value for figure, reading in own.items()}
        for panel in by_half_year(table, self.period, code):
            others = [one for one in panel if not any(map(self.period.contains, one.covered))]
            name = wording.period_name(self.period, code)
            line = Line(str(self.period), name, values[panel.key], covered=(self.period,))
            lines = sorted([*others, line], key=lambda one: one.covered[0])
            yield replace(
                panel, lines=tuple(lines), total=UNKNOWN, coverage=_apart(self.period, panel, others, code)
            )

    def _values(self, table: Table, measure: Measure, code: str) -> Panel | None:
        counts: dict[str, list[Row]] = {}
        for row in self.rows(table.key, measure.kinds, measure.unit):
            counts.setdefault(row.values[0], []).append(row)
        if not counts:
            return None
        lines = [_line(value, table.key, rows, code) for value, rows in counts.items()]
        whole = self._value(measure, _TOTAL)
        return self._panel(table, measure, lines, whole, code)

    def _outcomes(self, table: Table, measure: Measure, code: str) -> Panel | None:
        lines = [
            Line(row.outcome, wording.value_name(_OUTCOME, row.outcome, code), _count(row))
            for row in self.rows(_TOTAL, measure.kinds, measure.unit)
        ]
        return self._panel(table, measure, lines, total(one.count for one in lines), code) if lines else None

    def _kinds(self, table: Table, code: str) -> Iterator[Panel]:
        lines = []
        for kind in Kind:
            rows = self.rows(_TOTAL, [kind], Unit.REQUEST)
            absent = ZERO if self.is_register else UNKNOWN
            note = covered_note(self.spans(_TOTAL, [kind], Unit.REQUEST), self.period, code)
            lines.append(Line(kind, str(kind.label), _sum(rows) if rows else absent, note=note))
        lines.sort(key=lambda line: -(line.count.high if line.count.high is not None else -1))
        yield Panel(
            table.key, "requests", str(table.title), str(Unit.REQUEST.label), tuple(lines), UNKNOWN, Unit.REQUEST,
            covered=(self.period,), adds_up=False,
        )  # fmt: skip

    def _medians(self, table: Table, code: str) -> Iterator[Panel]:
        """The median of each kind. Of history nobody knows it, and of a kind that never came there is none."""
        frozen = {row.kind: row for row in self.tables[MEDIAN].rows} if MEDIAN in self.tables else {}
        lines = []
        for kind in Kind:
            row = frozen.get(kind)
            if row is None and not (self.rows(_TOTAL, [kind], Unit.REQUEST) and not self.is_register):
                continue
            absent = _("published sources do not tell") if row is None else _no_median(row, code)
            undecided = sum(
                one.high or 0
                for one in self.rows(_TOTAL, [kind], Unit.REQUEST)
                if one.outcome == Outcome.PENDING
            )
            lines.append(
                Line(
                    kind, str(kind.label), _count(row) if row else UNKNOWN,
                    Role.WITHHELD if row and row.mark == Mark.WITHHELD else Role.VALUE,
                    note=_waiting(undecided, code) if row else "", absent=str(absent),
                )
            )  # fmt: skip
        if lines:
            yield Panel(
                table.key, table.key, str(table.title), words.unit_name(DAY), tuple(lines), UNKNOWN, DAY,
                covered=(self.period,), is_ranked=False, adds_up=False,
            )  # fmt: skip

    def _days(self, table: Table, code: str) -> Iterator[Panel]:
        for key in REQUESTS:
            measure = measures.get(key)
            lines = [
                _hidden(_count(row))
                if row.mark == Mark.WITHHELD
                else Line(row.values[0], days_name(row.values[0], code), _count(row))
                for row in self.rows(DAYS, measure.kinds, Unit.REQUEST)
            ]
            if lines:
                yield Panel(
                    table.key, key, wording.label(measure, code), str(Unit.REQUEST.label), tuple(lines),
                    total(one.count for one in lines), Unit.REQUEST, measure, difference=0, covered=(self.period,),
                    is_ranked=False,
                )  # fmt: skip

    def _panel(self, table: Table, measure: Measure, lines: list[Line], whole: Count, code: str) -> Panel:
        lines.sort(key=_place)
        if table.key == _OUTCOME:
            spans = self.spans(_TOTAL, measure.kinds, measure.unit)
            note = covered_note(spans, self.period, code)
        else:
            # Rows of other tables need not speak of the same days; what they leave out is the difference.
            spans = (self.period,)
            note = _partly(self.spans(table.key, measure.kinds, measure.unit), self.period, code)
        together = total(one.count for one in lines)
        difference = None
        if whole.is_exact and together.is_exact and whole.low is not None and together.low is not None:
            difference = whole.low - together.low
        label = wording.label(measure, code)
        return Panel(
            table.key, measure.key, label, label, tuple(lines), whole, measure.unit, measure,
            difference=difference, covered=spans, coverage=note,
        )  # fmt: skip

    def bands(self, code: str) -> list[Line]:
        """What is told between bounds alone, such as requests in the name of national security."""
        table = self.tables.get(BANDS)
        return [
            Line(
                row.values[0],
                f"{wording.value_name('process', row.values[0], code)} · {Unit(row.unit).label}",
                _count(row),
            )
            for row in (table.rows if table else ())
        ]

    @cached_property
    def sources(self) -> list[Origin]:
        """The published sources that were counted, as the frozen `tables.json` names them; none for the register."""
        if self.is_register:
            return []
        path = folder_of(self.edition) / TABLES
        if not path.is_file():
            return []
        told = json.loads(path.read_text(encoding="utf-8"))["sources"]
        return [
            Origin(**{**one, "as_of": date.fromisoformat(one["as_of"])}, standing=Source.Standing.DATASET)
            for one in told
        ]

    @property
    def withheld(self) -> list[tuple[str, str, int]]:
        """What public findings say is kept back: the dimension, the kind, and in how many requests."""
        told = [one["facts"] for one in self.edition.findings if one["key"] == Mark.WITHHELD]
        return [(one["dimension"], one["kind"], one["count"]) for one in told]


_MEASURES = {
    "requester": REQUESTS,
    "process": (
        "user-data-requests-received", "accounts-potentially-affected", "accounts-actually-affected",
    ),
}  # fmt: skip
"""Which measures a table shows where it is not all requests."""


def _no_median(row: Row, code: str) -> str:
    """Why there is no number of days, or what is known of it all the same; empty where there is one."""
    if row.mark == Mark.WITHHELD:
        return gettext("withheld: too few were decided")
    if row.high is not None:
        return ""
    if row.low is None:
        return gettext("unknown: too few are decided")
    least = wording.number(row.low, code)
    return gettext("unknown: at least %(number)s") % {"number": least}


def _waiting(undecided: int, code: str) -> str:
    if not undecided:
        return ""
    return ngettext("%(number)s not decided yet", "%(number)s not decided yet", undecided) % {
        "number": wording.number(undecided, code)
    }


def days_name(span: str, code: str) -> str:
    """A class of days in words: `0`, `1-7`, `91+`."""
    if span == "0":
        return gettext("The same day")
    if span.endswith("+"):
        return gettext("%(days)s days or more") % {"days": wording.number(int(span[:-1]), code)}
    first, last = (wording.number(int(one), code) for one in span.split("-"))
    return gettext("%(first)s to %(last)s days") % {"first": first, "last": last}


def _line(value: str, dimension: str, rows: list[Row], code: str) -> Line:
    if rows[0].mark == Mark.WITHHELD or value == Mark.WITHHELD:
        return _hidden(_sum(rows))
    role = Role.UNATTRIBUTED if value == UNRECORDED.get(dimension) else Role.VALUE
    return Line(value, wording.value_name(dimension, value, code), _sum(rows), role)


def _apart(period: Period, panel: Panel, others: list[Line], code: str) -> str:
    """Which part of a series an edition does not freeze, and of when it is."""
    if not others:
        return ""
    told = {"period": wording.period_name(period, code)}
    newest = max((one.as_of for one in panel.sources), default=None)
    if newest is None:
        return gettext("This edition freezes %(period)s. The other periods are what is on record.") % told
    told["day"] = language(code).day(newest)
    return (
        gettext("This edition freezes %(period)s. The other periods are what is on record, as of %(day)s.")
        % told
    )


def _partly(spans: tuple[Period, ...], period: Period, code: str) -> str:
    if spans == (period,):
        return ""
    return gettext("Some rows speak of less than the whole period: %(periods)s") % {
        "periods": wording.period_names(spans, code)
    }


def _hidden(count: Count) -> Line:
    return Line(Mark.WITHHELD, gettext("Withheld"), count, Role.WITHHELD)


def _place(line: Line) -> tuple[int, int, str]:
    """The largest first; then what nobody recorded, and last what is withheld."""
    last = {Role.UNATTRIBUTED: 1, Role.WITHHELD: 2}.get(line.role, 0)
    return last, -(line.count.high if line.count.high is not None else -1), line.key


def _sum(rows: Iterable[Row]) -> Count:
    return total(_count(one) for one in rows)


def _count(row: Row) -> Count:
    """What is only known to be at least so many is unknown."""
    return UNKNOWN if row.low is None or row.high is None else Count(row.low, row.high)


def _granted(rows: list[Row]) -> Count:
    if any(one.outcome == Outcome.UNRECORDED and one.high != 0 for one in rows):
        return UNKNOWN
    return _sum(one for one in rows if one.outcome in _GRANTED)


def _countries(rows: list[Row]) -> Count:
    """How many known ones; between bounds where rows gather several that are withheld."""
    known = {one.values[0] for one in rows if one.high and one.mark == Mark.NONE}
    least = len(known - {UNRECORDED[_COUNTRY]})
    hidden = _sum(one for one in rows if one.mark == Mark.WITHHELD)
    return Count(least, least + (hidden.high or 0))
