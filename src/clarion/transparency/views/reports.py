"""The report of a period, and its tables as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from clarion.charts.share_picture import MOST_BARS, Bar, chart_picture
from clarion.core.linked_data import Thing
from clarion.transparency import cases, periods, wording
from clarion.transparency.downloads import answer, csv_answer, json_answer
from clarion.transparency.editions.models import Edition
from clarion.transparency.figures import Figure, Origin
from clarion.transparency.periods import Period
from clarion.transparency.presentation import figure_address
from clarion.transparency.report import citing, contradictions, datasets
from clarion.transparency.report import published as editions
from clarion.transparency.report.calendar import Calendar, report_address
from clarion.transparency.report.drawing import panel_figure, series_figure
from clarion.transparency.report.edition_facts import shown_edition
from clarion.transparency.report.frozen import FROZEN_ONLY, Frozen
from clarion.transparency.report.headlines import Headlines, headlines
from clarion.transparency.report.panels import Panel
from clarion.transparency.report.tables import BY_KEY, TABLES, Table
from clarion.transparency.structured_data import CSV, JSON, dataset

PICTURE_FRESH_FOR = 3600
"""Seconds; those who share links fetch the picture again and again."""


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with its drawing. `number` is its total; empty where there is none. `address` is its figure's page.

    `note` says of a series what part of it an edition froze; other drawings say themselves what they cover.
    """

    panel: Panel
    markup: str
    number: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the report with all its panels; `first` is drawn large."""

    table: Table
    first: ShownPanel
    others: tuple[ShownPanel, ...]
    address: str


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest report, at an address that stays."""
    calendar = Calendar.load()
    code = language()
    period = calendar.newest_report
    if period is None:
        return render(request, "transparency/nothing.html", {"room": "report"})
    return _report(request, period, calendar, code, _published(period, calendar))


@require_safe
def report(request: HttpRequest, period: str) -> HttpResponse:
    """The report of a period: its newest edition, or while none is published what is on record now.

    Relative periods and other spellings lead to the address in its one form.
    """
    code = language()
    calendar = Calendar.load()
    try:
        wanted = _absolute(period, calendar)
    except periods.PeriodError as error:
        return _no_report(request, calendar, code, fault=str(error))
    if wanted is None or not calendar.speaks_of(wanted):
        return _no_report(request, calendar, code, period=wanted)
    if str(wanted) != period:
        return HttpResponseRedirect(report_address(wanted, code))
    return _report(request, wanted, calendar, code, _published(wanted, calendar))


@require_safe
def edition(request: HttpRequest, period: str, number: str) -> HttpResponse:
    """One published edition, at the address where it stays."""
    code = language()
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        return _no_report(request, Calendar.load(), code, fault=str(error))
    published = editions.every(wanted)
    found = next((one for one in published if str(one.number) == number), None)
    if found is None:
        return _no_report(request, Calendar.load(), code, period=wanted, is_edition=True)
    if str(wanted) != period:
        return HttpResponseRedirect(editions.address(found, code))
    return _report(request, wanted, Calendar.load(), code, published, found)


@require_safe
def table_file(
    request: HttpRequest, period: str, table: str, form: str, number: str | None = None
) -> HttpResponseBase:
    """One table of a report as CSV or JSON: of an edition where there is one, as the page shows it."""
    code = language()
    found = FROZEN_ONLY.get(table) or BY_KEY.get(table)
    if found is None:
        raise Http404(f"There is no table {table!r}. The tables are {', '.join(BY_KEY)}.")
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        raise Http404(str(error)) from error
    published = editions.one(wanted, number)
    if number and published is None:
        raise Http404(f"There is no edition {number} of {wanted}.")
    panels = _panels(found, wanted, code, Frozen.load(published) if published else None)
    name = f"transparency-{wanted}{f'-edition-{published.number}' if published else ''}-{found.key}"
    if form == "csv":
        return csv_answer(request, name, datasets.TABLE_COLUMNS, datasets.table_rows(panels, code))
    return json_answer(request, name, datasets.table_object(found, wanted, panels, code))


@require_safe
def table_picture(
    request: HttpRequest, period: str, table: str, number: str | None = None
) -> HttpResponseBase:
    """The picture of the first chart of a table, for those who share it (1200 by 630)."""
    code = language()
    found = FROZEN_ONLY.get(table) or BY_KEY.get(table)
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        raise Http404(str(error)) from error
    published = editions.one(wanted, number)
    if found is None or (number and published is None):
        raise Http404("There is no such table.")
    panels = _panels(found, wanted, code, Frozen.load(published) if published else None)
    if not panels:
        raise Http404(f"There is nothing of {wanted} in this table.")
    panel = panels[0]
    said = f"{wording.period_name(wanted, code)} · {found.title}"
    if published and published.invented:
        said = f"{said} · {gettext('Made up for the demonstration.')}"
    title = panel.title if panel.measure else str(found.title)
    body = _drawn(
        title, _bars(panel, code, is_series=found.chart == "columns"), said, organisation(request), code
    )
    name = f'inline; filename="transparency-{wanted}-{found.key}.png"'
    return answer(request, body, "image/png", name, fresh_for=PICTURE_FRESH_FOR)


@lru_cache(maxsize=64)
def _drawn(title: str, bars: tuple[Bar, ...], said: str, name: str, code: str) -> bytes:
    return chart_picture(title, bars, said, name, code)


def _bars(panel: Panel, code: str, *, is_series: bool) -> tuple[Bar, ...]:
    """The first lines with a known value; of a series the last ones, which are the newest."""
    known = [one for one in panel if one.count.high is not None]
    shown = known[-MOST_BARS:] if is_series else known[:MOST_BARS]
    longest = max((one.count.high or 0 for one in shown), default=0) or 1
    return tuple(
        Bar(
            one.name,
            wording.number(one.count, code),
            (one.count.high or 0) / longest,
            emphasis=not is_series and one is panel.largest,
        )
        for one in shown
    )


def organisation(request: HttpRequest) -> str:
    """The organisation's name in the language of the page, from where every page has it."""
    return render_to_string("transparency/organisation.txt", request=request).strip()


def language() -> str:
    """The language of the address."""
    return get_language() or settings.LANGUAGE_CODE


def _published(period: Period, calendar: Calendar) -> Sequence[Edition]:
    """The editions of a period; no query where the calendar knows of none."""
    return editions.every(period) if period in calendar.published else ()


def _absolute(text: str, calendar: Calendar) -> Period | None:
    span = calendar.span
    bounds = (span.start, span.end) if span else (None, None)
    return periods.resolve(text, timezone.localdate, *bounds)


def _report(
    request: HttpRequest,
    period: Period,
    calendar: Calendar,
    code: str,
    published: Sequence[Edition],
    shown: Edition | None = None,
) -> HttpResponse:
    """The report as its newest edition says it, or `shown`, which stands at an address of its own."""
    context = report_context(request, period, calendar, code, published, shown)
    return render(request, "transparency/report.html", context)


def report_context(
    request: HttpRequest,
    period: Period,
    calendar: Calendar,
    code: str,
    published: Sequence[Edition],
    shown: Edition | None = None,
) -> dict[str, Any]:
    """What the page of a report shows, and its printed form."""
    edition = shown or next(iter(published), None)
    frozen = Frozen.load(edition) if edition else None
    own = editions.address(edition, code) if edition else report_address(period, code)
    here = own if shown else report_address(period, code)
    tables = (*TABLES, *frozen.own_tables(code)) if frozen else TABLES
    sections = [found for table in tables if (found := _section(table, period, code, here, frozen))]
    said = headlines(period, code, frozen.read) if frozen else headlines(period, code)
    # Made-up demands have no part in what the sources of true ones say.
    touching = (
        [] if edition and edition.invented else contradictions.told(contradictions.touching(period), code)
    )
    citation = citing.of_report(organisation(request), period, code, edition, said.newest_day)
    return {
        "room": "report",
        "period": period,
        "period_name": wording.period_name(period, code),
        "navigation": calendar.navigation(period, code),
        "sections": sections,
        "headlines": said,
        "contradictions": touching,
        "sources": frozen.sources if frozen else _sources(said, sections),
        "edition": shown_edition(frozen, published, code) if frozen else None,
        "frozen": frozen,
        "is_live": frozen is None and calendar.is_live(period),
        "citation": citation,
        "here": here,
        "printable": calendar.lists(period),
        "stories": cases.of_period(period, invented=bool(edition and edition.invented)),
        "canonical": here,
        "picture": f"{said.large[0].address}share.png" if said.large[0].known and not frozen else "",
        "structured_data": [_dataset(period, sections, said, code)],
    }


def _dataset(period: Period, sections: list[Section], said: Headlines, code: str) -> Thing:
    name = gettext("Transparency report, %(period_name)s") % {
        "period_name": wording.period_name(period, code)
    }
    files = [
        (f"{one.address}.{form}", kind) for one in sections for form, kind in (("csv", CSV), ("json", JSON))
    ]
    return dataset(name, str(said.sentence), report_address(period, code), files, period)


def _panels(table: Table, period: Period, code: str, frozen: Frozen | None) -> list[Panel]:
    return frozen.panels(table, code) if frozen else table.panels(period, code)


def _section(table: Table, period: Period, code: str, here: str, frozen: Frozen | None) -> Section | None:
    panels = _panels(table, period, code, frozen)
    if not panels:
        return None
    shown = [_shown(table, panel, number, period, code) for number, panel in enumerate(panels)]
    if frozen and frozen.edition.invented:
        # The pages of figures know true numbers alone.
        shown = [replace(one, address="") for one in shown]
    return Section(table, shown[0], tuple(shown[1:]), f"{here}{table.key}")


def _shown(table: Table, panel: Panel, number: int, period: Period, code: str) -> ShownPanel:
    is_series = table.chart == "columns"
    if is_series and panel.measure:
        points = [(line.covered[0], line.count) for line in panel]
        key = f"{table.key}-{panel.key}"
        markup = series_figure(panel.measure, points, code, key=key, emphasised=period)
    else:
        with_map = table.with_map and number == 0
        markup = panel_figure(panel, code, kind=table.chart, heading=str(table.heading), with_map=with_map)
    total = wording.number(panel.total, code) if panel.total.is_known and not is_series else ""
    address = figure_address(Figure.of(panel.measure, str(period)), code) if panel.measure else ""
    return ShownPanel(panel, markup, total, address, panel.coverage if is_series else "")


def _sources(said: Headlines, sections: list[Section]) -> list[Origin]:
    shown = [panel for section in sections for panel in (section.first, *section.others)]
    in_period = [panel.panel for panel in shown if panel.panel.is_ranked]
    facts = [fact for _, group in said.groups for fact in group]
    origins = dict.fromkeys(origin for fact in facts for origin in fact.sources)
    origins |= dict.fromkeys(origin for panel in in_period for origin in panel.sources)
    return list(origins)


def _no_report(
    request: HttpRequest,
    calendar: Calendar,
    code: str,
    *,
    period: Period | None = None,
    fault: str = "",
    is_edition: bool = False,
) -> HttpResponse:
    """Says what is wrong with the period, and which there are; with `is_edition` it is the edition that is missing."""
    longer = calendar.longer_than(period) if period else []
    context = {
        "room": "report",
        "fault": fault,
        "is_edition": is_edition,
        "period_name": wording.period_name(period, code) if period else "",
        "longer": [(wording.period_name(one, code), report_address(one, code)) for one in longer],
        "navigation": calendar.navigation(None, code),
    }
    return render(request, "transparency/no_report.html", context, status=404)
