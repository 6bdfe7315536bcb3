"""The pages of figures, their data and their pictures."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clarion.charts.share_picture import share_picture
from clarion.register.counts import Count
from clarion.transparency import measures, wording
from clarion.transparency.downloads import answer, csv_answer, json_answer
from clarion.transparency.figures import Figure, Reading, read
from clarion.transparency.measures import Measure
from clarion.transparency.periods import ALL, Period
from clarion.transparency.presentation import Fact, figure_address
from clarion.transparency.report import citing, contradictions, datasets, series
from clarion.transparency.report.calendar import Calendar, report_address
from clarion.transparency.report.drawing import series_figure
from clarion.transparency.report.headlines import GROUPS
from clarion.transparency.structured_data import CSV, JSON, dataset
from clarion.transparency.views import embedding
from clarion.transparency.views.asked import of_figure
from clarion.transparency.views.reports import language, organisation

PICTURE_FRESH_FOR = 3600
"""Seconds; those who share links fetch the picture again and again."""


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All measures with their definitions, each with its value in the newest report."""
    code = language()
    calendar = Calendar.load()
    newest = calendar.newest_report
    period = str(newest) if newest else ALL
    readings = read([Figure.of(measure, period) for measure in measures.every()])
    facts = {figure.measure_key: Fact(reading, code) for figure, reading in readings.items()}
    groups: list[tuple[str, list[Fact]]] = [
        (str(group.title), [facts.pop(key) for key in group.measures]) for group in GROUPS
    ]
    if facts:
        groups.append((gettext("More"), list(facts.values())))
    context = {
        "room": "figures",
        "groups": groups,
        "period_name": wording.period_name(newest, code),
    }
    return render(request, "transparency/figures.html", context)


@require_safe
@of_figure
def figure(request: HttpRequest, wanted: Figure) -> HttpResponse:
    """One figure: definition, value, parts, sources, series, and the same measure in other periods."""
    code = language()
    if request.path != (address := figure_address(wanted, code)):
        return HttpResponseRedirect(address)
    context = _context(wanted, code)
    fact: Fact = context["fact"]
    context |= {
        "citation": citing.of_figure(organisation(request), fact),
        "frame_code": embedding.frame_code(fact),
        "oembed": embedding.discovery(fact),
    }
    return render(request, "transparency/figure.html", context)


@require_safe
@of_figure
def figure_file(request: HttpRequest, wanted: Figure, form: str) -> HttpResponseBase:
    """The series behind a figure as CSV, or the whole figure as JSON."""
    code = language()
    reading, whole = _read(wanted, [])[:2]
    points = series.points(whole)
    if form == "csv":
        return csv_answer(request, wanted.key, datasets.SERIES_COLUMNS, datasets.series_rows(reading, points))
    return json_answer(request, wanted.key, datasets.figure_object(Fact(reading, code), points))


@require_safe
@of_figure
def picture(request: HttpRequest, wanted: Figure) -> HttpResponseBase:
    """The picture that a shared link to the figure shows (Open Graph, 1200 by 630)."""
    code = language()
    fact = Fact(read([wanted])[wanted], code)
    said = [fact.period_name, *dict.fromkeys(one.publisher for one in fact.sources)]
    said.append(gettext("as of %(day)s") % {"day": fact.as_of} if fact.as_of else gettext("not known"))
    # The label, not the noun: a zero of "requests granted" must not read as no requests.
    body = _picture(fact.number, fact.label, " · ".join(said), organisation(request), code)
    name = f'inline; filename="{wanted.key}.png"'
    return answer(request, body, "image/png", name, fresh_for=PICTURE_FRESH_FOR)


@lru_cache(maxsize=128)
def _picture(number: str, words: str, source: str, organisation: str, code: str) -> bytes:
    return share_picture(number, words, source, organisation, code)


def _read(wanted: Figure, others: list[Figure]) -> tuple[Reading, Reading, list[Reading]]:
    """The figure, its measure over everything recorded, and other figures, in one query."""
    whole = Figure.of(wanted.measure, ALL, dict(wanted.filters))
    readings = read([wanted, whole, *others])
    return readings[wanted], readings[whole], [readings[one] for one in others]


def _context(wanted: Figure, code: str) -> dict[str, Any]:
    calendar = Calendar.load()
    listed = _same_in_other_periods(wanted, calendar)
    alike = [Figure.of(one, wanted.period) for one in _alike(wanted.measure)]
    reading, whole, others = _read(wanted, [*listed, *alike])
    fact = Fact(reading, code)
    points = series.points(whole)
    emphasised = reading.period if wanted.period != ALL else None
    has_report = reading.period is not None and wanted.period != ALL and calendar.speaks_of(reading.period)
    return {
        "room": "figures",
        "fact": fact,
        "parts": [_part(period, count, fact) for period, count in reading.parts],
        "markup": _markup(wanted, points, code, emphasised),
        "periods": [Fact(one, code) for one in others[: len(listed)]],
        "alike": [Fact(one, code) for one in others[len(listed) :]],
        "report": report_address(reading.period, code) if has_report and reading.period else "",
        "canonical": fact.address,
        "structured_data": [
            dataset(
                f"{fact.title} ({fact.period_name})",
                fact.definition,
                fact.address,
                [(f"{fact.address}data.csv", CSV), (f"{fact.address}data.json", JSON)],
                reading.period if wanted.period != ALL else None,
            )
        ],
    }


def _markup(wanted: Figure, points: list[tuple[Period, Count]], code: str, emphasised: Period | None) -> str:
    if not points:
        return ""
    changes = contradictions.changes_of(wanted.measure)
    return series_figure(wanted.measure, points, code, emphasised=emphasised, changes=changes)


def _part(period: Period, count: Count, fact: Fact) -> dict[str, str]:
    code = fact.language
    figure = Figure.of(fact.reading.figure.measure, str(period), dict(fact.reading.figure.filters))
    return {
        "name": wording.period_name(period, code),
        "number": wording.number(count, code),
        "address": figure_address(figure, code),
    }


def _same_in_other_periods(wanted: Figure, calendar: Calendar) -> list[Figure]:
    """The figure for every year on record, and for all of them together."""
    years = [str(year) for year in calendar.years]
    filters = dict(wanted.filters)
    return [Figure.of(wanted.measure, one, filters) for one in [*years, ALL]]


def _alike(measure: Measure) -> list[str]:
    """The other measures of its group."""
    return [
        key
        for group in GROUPS
        if measure.key in group.measures
        for key in group.measures
        if key != measure.key
    ]
