"""What can be downloaded, from which sources, and a look at the tallies by any filter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.register.vocabulary import Kind, Outcome, Unit
from clarion.transparency import filters, measures, rows, wording
from clarion.transparency.breakdowns import DIMENSIONS
from clarion.transparency.datasets import dcat, shown
from clarion.transparency.datasets.published import published
from clarion.transparency.downloads import answer, csv_answer
from clarion.transparency.filters import FilterError
from clarion.transparency.models import Source
from clarion.transparency.report import contradictions, datasets
from clarion.transparency.report.calendar import Calendar
from clarion.transparency.report.tables import TABLES
from clarion.transparency.rows import TallyRow, TallyRows
from clarion.transparency.structured_data import CSV, dataset
from clarion.transparency.views.fields import NAMES, field, given
from clarion.transparency.views.reports import language

SHOWN_ROWS = 200
"""How many rows of a filter the page shows; the file has them all."""


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source with its day in the reader's language."""

    source: Source
    as_of: str
    standing: str


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The data page; with parameters of the filter it also shows the tallies they ask for."""
    code = language()
    asked = given(request.GET)
    context: dict[str, Any] = {
        "room": "data",
        "fields": [field(one, asked.get(one.name, one.default)) for one in filters.PARAMETERS],
    }
    if asked:
        try:
            found = rows.run(filters.parse(asked))
        except FilterError as error:
            context["error"] = error
            context["error_name"] = NAMES.get(error.parameter, error.parameter)
        else:
            context["result"] = _result(found, code)
            context["query"] = urlencode(found.query.parameters)
    context |= _standing_part(code)
    return render(request, "transparency/data.html", context, status=400 if "error" in context else 200)


@require_safe
def tallies_file(request: HttpRequest) -> HttpResponseBase:
    """The tallies that a filter asks for, as CSV; 400 with one line for a parameter that means nothing."""
    try:
        found = rows.run(filters.parse(given(request.GET)))
    except FilterError as error:
        allowed = f" ({', '.join(error.allowed)})" if error.allowed else ""
        return HttpResponse(
            f"{error.parameter}: {error.message}{allowed}\n",
            status=400,
            content_type="text/plain; charset=utf-8",
        )
    return csv_answer(request, "tallies", datasets.TALLY_COLUMNS, datasets.tally_rows(found))


@require_safe
def catalog(request: HttpRequest) -> HttpResponseBase:
    """The catalogue of all published editions (DCAT, as JSON-LD)."""
    body = json.dumps(dcat.catalog(published()), ensure_ascii=False, indent=1).encode()
    return answer(request, body, "application/ld+json", 'inline; filename="catalog.jsonld"')


def _result(found: TallyRows, code: str) -> dict[str, Any]:
    """The rows as a table: only columns that say something, at most `SHOWN_ROWS` rows."""
    columns = ["kind", *found.query.dimensions]
    if any(row.outcome for row in found):
        columns.append("outcome")
    columns += ["period", "count"]
    shown = found.rows[:SHOWN_ROWS]
    return {
        "columns": [str(NAMES[one]) for one in columns],
        "rows": [[_shown(row, one, code) for one in columns] for row in shown],
        "total": wording.number(len(found), code),
        "shown": wording.number(len(shown), code),
        "is_cut": len(shown) < len(found),
        "unit": str(Unit(found.query.unit).label),
        "unrecorded": [str(Kind(one).label) for one in found.unrecorded_kinds],
    }


def _shown(row: TallyRow, column: str, code: str) -> str:
    if column == "kind":
        return str(Kind(row.kind).label)
    if column == "count":
        return wording.number(row.count, code) if row.count.is_known else gettext("not recorded")
    if column == "period":
        return wording.period_names(row.covered, code)
    if column == "outcome":
        return str(Outcome(row.outcome).label) if row.outcome else ""
    return wording.value_name(column, dict(row.values)[column], code)


def _standing_part(code: str) -> dict[str, Any]:
    """What the page shows whatever is filtered."""
    calendar = Calendar.load()
    say = spoken(code)
    editions = list(published())
    example = next(iter(editions), None)
    return {
        "editions": shown.listed(editions, code),
        "example": f"{settings.BASE_URL}/{code}/transparency/{example.period}/" if example else "",
        "navigation": calendar.navigation(None, code),
        "tables": TABLES,
        "measures": [
            (one.key, wording.label(one, code), wording.definition(one, code)) for one in measures.every()
        ],
        "sources": [
            SourceShown(one, say.day(one.as_of), str(one.get_standing_display()))
            for one in Source.objects.public()
        ],
        "contradictions": contradictions.told(contradictions.everything(), code),
        "dimensions": DIMENSIONS,
        "api": f"{settings.BASE_URL}/api/v1/",
        "structured_data": [
            dataset(
                gettext("Data and sources"),
                gettext(
                    "All figures as files, their definitions, their sources, and every contradiction in them."
                ),
                f"/{code}/transparency/data/",
                [(f"/{code}/transparency/data/tallies.csv", CSV)],
            ),
            *shown.as_datasets(editions, code),
        ],
    }
