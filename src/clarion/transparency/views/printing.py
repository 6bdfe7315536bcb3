"""A report as a file to print and to keep."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from clarion.transparency import periods, printing, wording
from clarion.transparency.downloads import answer
from clarion.transparency.periods import Period
from clarion.transparency.report import published as editions
from clarion.transparency.report.calendar import Calendar
from clarion.transparency.report.drawing import difference_sentence, map_alone
from clarion.transparency.report.panels import Line, Panel
from clarion.transparency.views import reports
from clarion.transparency.views.reports import Section, language, organisation

FRESH_FOR = 3600
"""Seconds for which a cache need not ask again."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a panel. `width` is that of its bar in percent of the longest."""

    name: str
    number: str
    known: bool
    width: int
    on: bool
    note: str


@require_safe
def report_pdf(request: HttpRequest, period: str, number: str | None = None) -> HttpResponseBase:
    """The report of a period, or one of its editions, as a tagged PDF (PDF/UA-1).

    404 where there is none; 503 with one line where the machine cannot make PDF files.
    """
    code = language()
    calendar = Calendar.load()
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        raise Http404(str(error)) from error
    every = editions.every(wanted)
    shown = next((one for one in every if str(one.number) == number), None)
    # Printing costs much, and free spans are without number: those that the navigation names are printed.
    if (number and shown is None) or not calendar.lists(wanted) or str(wanted) != period:
        raise Http404(f"There is no such report for {wanted}.")
    context = reports.report_context(request, wanted, calendar, code, every, shown)
    html = render_to_string("transparency/print/report.html", _printed(context, request, code))
    try:
        body = printing.pdf(html)
    except printing.NoPrinterError as error:
        return HttpResponse(f"{error}\n", status=503, content_type="text/plain; charset=utf-8")
    edition = f"-edition-{number}" if number else ""
    name = f'inline; filename="transparency-{wanted}{edition}-{code}.pdf"'
    return answer(request, body, "application/pdf", name, fresh_for=FRESH_FOR)


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as it is printed, in the active language; `made` is when its newest edition was published."""

    html: str
    period: Period
    period_name: str
    organisation: str
    address: str
    made: datetime


def newest_printed() -> Printed | None:
    """The newest report; None where there is none."""
    code = language()
    calendar = Calendar.load()
    period = calendar.newest_report
    if period is None:
        return None
    request = HttpRequest()
    request.user = AnonymousUser()
    every = editions.every(period)
    context = _printed(reports.report_context(request, period, calendar, code, every), request, code)
    published = every[0].published_at if every else None
    return Printed(
        render_to_string("transparency/print/report.html", context),
        period,
        context["period_name"],
        context["organisation"],
        settings.BASE_URL + context["canonical"],
        published or timezone.now(),
    )


def _printed(context: dict[str, Any], request: HttpRequest, code: str) -> dict[str, Any]:
    return context | {
        "language": code,
        "organisation": organisation(request),
        "sections": [_section(one, code) for one in context["sections"]],
    }


def _section(section: Section, code: str) -> dict[str, Any]:
    panels = [one.panel for one in (section.first, *section.others)]
    with_map = section.table.with_map
    return {
        "table": section.table,
        "panels": [_panel(one, code, with_map=with_map and one is panels[0]) for one in panels],
    }


def _panel(panel: Panel, code: str, *, with_map: bool) -> dict[str, Any]:
    longest = max((one.count.high or 0 for one in panel), default=0)
    words, drawn = map_alone(panel, code) if with_map else ("", "")
    return {
        "title": panel.title,
        "total": wording.number(panel.total, code) if panel.total.is_known and panel.is_ranked else "",
        "unit": panel.value_heading,
        "rows": [_row(one, panel, longest, code) for one in panel],
        "note": " ".join(
            filter(None, [f"{panel.coverage}." if panel.coverage else "", difference_sentence(panel, code)])
        ),
        "map": "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode() if drawn else "",
        "map_words": words,
    }


def _row(line: Line, panel: Panel, longest: int, code: str) -> Row:
    width = round(100 * (line.count.high or 0) / longest) if longest else 0
    return Row(
        line.name,
        line.absent or wording.number(line.count, code),
        line.count.is_known,
        width,
        line is panel.largest,
        line.note,
    )
