"""The tables of a report. A new one is an entry in `TABLES`; page, CSV and JSON follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clarion.register.counts import UNKNOWN, total
from clarion.register.vocabulary import Kind, Unit
from clarion.transparency import filters, measures, rows, wording
from clarion.transparency.figures import OUTCOME, Breakdown, Origin, Row, breakdowns
from clarion.transparency.filters import FilterError
from clarion.transparency.measures import Measure
from clarion.transparency.periods import Period
from clarion.transparency.report import series
from clarion.transparency.report.drawing import covered_note
from clarion.transparency.report.panels import Line, Panel, Role
from clarion.transparency.rows import TallyRow

REQUESTS = (
    "takedown-requests-received",
    "copyright-notices-received",
    "user-data-requests-received",
    "erasure-requests-received",
)
"""The measures that a table shows one beside the other; they are never added."""

Build = Callable[["Table", Period, str], Iterator[Panel]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report: what its rows are told apart by, which measures it shows, and as what chart.

    `key` stands in its addresses. `intro` is a sentence for readers.
    """

    key: str
    title: str | Promise
    heading: str | Promise
    intro: str | Promise
    chart: str
    build: Build
    with_map: bool = False

    def panels(self, period: Period, code: str) -> list[Panel]:
        """The panels that have rows, in the language `code`; one query for all of them."""
        return [one for one in self.build(self, period, code) if one.lines]


def by_dimension(
    table: Table, period: Period, code: str, *, dimension: str, shown: Sequence[str]
) -> Iterator[Panel]:
    """A panel for each measure by one dimension; one query for all of them."""
    asked = [measures.get(key) for key in shown]
    for measure, found in zip(asked, breakdowns(asked, str(period), dimension), strict=True):
        yield _panel(table, measure, dimension, found, period, code)


def by_half_year(table: Table, period: Period, code: str) -> Iterator[Panel]:
    """Each measure over all recorded periods, those outside of the report's period too."""
    for reading in series.read_whole(REQUESTS).values():
        measure = reading.figure.measure
        lines = tuple(
            Line(str(one), wording.period_name(one, code), count, covered=(one,))
            for one, count in series.points(reading)
        )
        yield Panel(
            table.key, measure.key, wording.label(measure, code), wording.label(measure, code), lines,
            reading.value, measure.unit, measure, covered=reading.covered, sources=reading.sources, is_ranked=False,
        )  # fmt: skip


def by_outcome(table: Table, period: Period, code: str) -> Iterator[Panel]:
    """A panel for each measure by what came of the requests; one query for all of them."""
    found = _requests(period, "kind,outcome")
    for key in REQUESTS:
        measure = measures.get(key)
        of_kind = [row for row in found if row.kind in measure.kinds]
        covered = _days(of_kind)
        lines = tuple(
            Line(row.outcome, wording.value_name(OUTCOME, row.outcome, code), row.count, covered=row.covered)
            for row in sorted(of_kind, key=lambda row: (-(row.count.high or 0), row.outcome))
        )
        yield Panel(
            table.key, measure.key, wording.label(measure, code), wording.label(measure, code), lines,
            total(line.count for line in lines), measure.unit, measure, difference=0, covered=covered,
            sources=_origins(of_kind), coverage=covered_note(covered, period, code),
        )  # fmt: skip


def by_kind(table: Table, period: Period, code: str) -> Iterator[Panel]:
    """How many requests of each kind. Kinds are different things: there is no total."""
    found = _requests(period, "kind")
    lines = [
        Line(
            row.kind, str(Kind(row.kind).label), row.count, covered=row.covered,
            note=covered_note(row.covered, period, code),
        )
        for row in found
    ]  # fmt: skip
    lines.sort(key=lambda line: -(line.count.high or 0))
    if not lines:
        return
    missing = set(Kind.values) - {row.kind for row in found}
    lines += [Line(kind, str(Kind(kind).label), UNKNOWN) for kind in Kind.values if kind in missing]
    covered = _days(found)
    yield Panel(
        table.key, "requests", str(table.title), str(Unit.REQUEST.label), tuple(lines), UNKNOWN, Unit.REQUEST,
        covered=covered, sources=_origins(found), adds_up=False,
    )  # fmt: skip


def _requests(period: Period, group_by: str) -> Sequence[TallyRow]:
    """Requests of all kinds in the period; none where nothing is recorded without further detail."""
    query = filters.parse({"period": str(period), "group_by": group_by, "unit": Unit.REQUEST})
    try:
        return rows.run(query).rows
    except FilterError:
        return ()


def _days(found: Iterable[TallyRow]) -> tuple[Period, ...]:
    """The spans that rows speak of together. Rows may overlap: one knows the year, another half of it."""
    spans: list[Period] = []
    for one in sorted(span for row in found for span in row.covered):
        if spans and one.start <= spans[-1].end + timedelta(days=1):
            spans[-1] = Period(spans[-1].start, max(spans[-1].end, one.end))
        else:
            spans.append(one)
    return tuple(spans)


def _origins(found: Iterable[TallyRow]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(origin for row in found for origin in row.sources))


def _panel(
    table: Table, measure: Measure, dimension: str, found: Breakdown, period: Period, code: str
) -> Panel:
    lines = tuple(_line(row, dimension, code) for row in found) if found.covered else ()
    return Panel(
        table.key, measure.key, wording.label(measure, code), wording.label(measure, code), lines,
        found.total if found.covered else UNKNOWN, measure.unit, measure,
        difference=found.difference, covered=found.covered, sources=found.sources,
        coverage=covered_note(found.covered, period, code),
    )  # fmt: skip


def _line(row: Row, dimension: str, code: str) -> Line:
    role = Role.UNATTRIBUTED if row.is_unknown else Role.VALUE
    return Line(row.value, wording.value_name(dimension, row.value, code), row.count, role)


TABLES: tuple[Table, ...] = (
    Table(
        "half-years", _("By half-year"), _("Period"),
        _("Every period on record; the one of this report is in colour."), "columns", by_half_year,
    ),
    Table(
        "kind", _("By kind"), _("Kind"),
        _("Requests of each kind. Kinds are different things and are never added up."), "ranked_bars", by_kind,
    ),
    Table(
        "outcome", _("By outcome"), _("Outcome"),
        _("What came of the requests. Granted takes in those granted in part."), "stacked_bar",
        by_outcome,
    ),
    Table(
        "country", _("By country"), _("Country"),
        _("Where requests came from, as far as anybody recorded it."), "ranked_bars",
        partial(by_dimension, dimension="country", shown=REQUESTS), with_map=True,
    ),
    Table(
        "project", _("By project"), _("Project"),
        _("Which project a request was about."), "ranked_bars",
        partial(by_dimension, dimension="project", shown=REQUESTS),
    ),
    Table(
        "requester", _("By requester"), _("Requester"),
        _("Who sent the requests, where the records say so."), "ranked_bars",
        partial(by_dimension, dimension="requester", shown=REQUESTS[:1]),
    ),
    Table(
        "process", _("User data, by legal process"), _("Legal process"),
        _("By which legal process data about users was asked for. Requests and accounts are different units."),
        "ranked_bars",
        partial(
            by_dimension, dimension="process",
            shown=("user-data-requests-received", "accounts-potentially-affected", "accounts-actually-affected"),
        ),
    ),
)  # fmt: skip
BY_KEY = {one.key: one for one in TABLES}
