"""The explorer: any filter, laid out as rows by columns. A plain form, and an address that can be shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.register.vocabulary import UNKNOWN_COUNTRY, Unit
from clarion.transparency import periods, wording
from clarion.transparency.downloads import csv_answer, json_answer
from clarion.transparency.exploring import asked, files, shown
from clarion.transparency.exploring.asked import COLUMNS, NONE, ROWS, SORT, Asked
from clarion.transparency.exploring.pivot import Pivot, pivot
from clarion.transparency.figures.figure import countries
from clarion.transparency.filters import BY_NAME, GROUPS, KIND, PEER, PERIOD, FilterError, Form, Parameter
from clarion.transparency.peers.comparison import peers
from clarion.transparency.report.calendar import Calendar
from clarion.transparency.views.fields import NAMES, Field, field, given
from clarion.transparency.views.reports import language

LAYOUT = (
    Parameter(ROWS, "", Form.CHOICE, GROUPS, default=PERIOD),
    Parameter(COLUMNS, "", Form.CHOICE, GROUPS, default=KIND),
)
_FIELDS = ("kind", "period", "requester", "country", "project", "process", "outcome", "unit", PEER)
_RELATIVE = {periods.THIS_YEAR: _("This year"), periods.LAST_YEAR: _("Last year")}


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """The page; 400 with one line for a parameter that means nothing, and the form as it was filled in."""
    code = language()
    wanted = given(request.GET)
    context: dict[str, Any] = {"room": "explore", "fields": _fields(wanted, code)}
    try:
        found = pivot(asked.parse(wanted), shown.naming(code))
    except FilterError as error:
        context |= {"error": error, "error_name": NAMES.get(error.parameter, error.parameter)}
        return render(request, "transparency/explore.html", context, status=400)
    return render(request, "transparency/explore.html", context | _view(found, code))


@require_safe
def view_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Exactly this view as CSV or JSON, with all its rows; 400 with one line for a parameter that means nothing."""
    code = language()
    try:
        found = pivot(asked.parse(given(request.GET)), shown.naming(code))
    except FilterError as error:
        allowed = f" ({', '.join(error.allowed)})" if error.allowed else ""
        said = f"{error.parameter}: {error.message}{allowed}\n"
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    if form == "json":
        return json_answer(request, "view", files.view_object(found, code))
    return csv_answer(request, "view", files.FILE_COLUMNS, files.view_rows(found, code))


def _view(found: Pivot, code: str) -> dict[str, Any]:
    wanted = found.asked
    return {
        "title": " × ".join(str(NAMES[one]) for one in (wanted.rows, wanted.columns) if one),
        "unit": str(Unit(wanted.query.unit).label),
        "narrowed": _narrowed(wanted, code),
        "table": shown.table(found, NAMES, code),
        "drawings": shown.drawings(found, NAMES, code),
        "definitions": shown.definitions(found, code),
        "sources": found.sources,
        "links": files.addresses(found, code),
        "turned": _turned(wanted),
    }


def _narrowed(wanted: Asked, code: str) -> list[tuple[str, str]]:
    """The filter in words, so that a printed page says what it shows."""
    query = wanted.query
    told = [(PERIOD, _period_name(query.period, code))]
    if len(query.kinds) == 1 and KIND not in (wanted.rows, wanted.columns):
        told.append((KIND, shown.value_name(KIND, query.kinds[0], code)))
    told += [(name, wording.value_name(name, value, code)) for name, value in query.filters]
    if query.outcome:
        told.append(("outcome", wording.value_name("outcome", query.outcome, code)))
    if query.peer:
        told.append((PEER, next((one.name for one in peers() if one.slug == query.peer), query.peer)))
    return [(str(NAMES[name]), value) for name, value in told]


def _period_name(text: str, code: str) -> str:
    named = periods.resolve(text, timezone.localdate)
    return wording.period_name(named, code)


def _turned(wanted: Asked) -> str:
    """Where rows and columns have changed places; blank where there is one of them alone."""
    if not wanted.columns:
        return ""
    kept = {name: value for name, value in wanted.parameters.items() if name not in (ROWS, COLUMNS, SORT)}
    return "?" + urlencode({**kept, ROWS: wanted.columns, COLUMNS: wanted.rows})


def _fields(wanted: dict[str, str], code: str) -> list[Field]:
    """Every field with what was given for it, be it a value that means something or not."""
    others = peers()
    names = [one for one in _FIELDS if one != PEER or others or wanted.get(PEER)]
    found = [field(BY_NAME[one], wanted.get(one, BY_NAME[one].default)) for one in names]
    found += [field(one, wanted.get(one.name, one.default)) for one in LAYOUT]
    choices = {
        "period": _periods(code),
        "country": _countries(code),
        PEER: [("", gettext("Our own")), *((one.slug, one.name) for one in others)],
    }
    return [_chosen(one, choices.get(one.name), wanted) for one in found]


def _chosen(one: Field, listed: Iterable[tuple[str, str]] | None, wanted: dict[str, str]) -> Field:
    """The field as a list to choose from. A value that stands in no list is put into it, so that nothing is lost."""
    if listed is None and one.form == Form.TEXT.value:
        return one
    options = (
        list(listed) if listed is not None else [(value, words) for value, words, _is_chosen in one.options]
    )
    if listed is None and one.name not in ("unit", ROWS, COLUMNS):
        options.insert(0, ("", gettext("Any")))
    if one.name == COLUMNS:
        options.insert(0, (NONE, gettext("None")))
    value = _spelled(one.name, one.value)
    if value not in dict(options):
        options.append((value, value))
    chosen = tuple((key, words, key == value) for key, words in options)
    return replace(one, form=Form.CHOICE.value, options=chosen)


def _spelled(name: str, value: str) -> str:
    """A value as the list spells it, whatever the reader did."""
    if name == "country":
        return value.strip().upper()
    try:
        return periods.canonical(value) if name == PERIOD else value.strip().lower()
    except periods.PeriodError:
        return value


def _periods(code: str) -> list[tuple[str, str]]:
    relative = [(value, str(words)) for value, words in _RELATIVE.items()]
    return [(periods.ALL, capfirst(wording.period_name(None, code))), *relative] + [
        (value, words) for value, words, _is_chosen in Calendar.load().choices(None, code)
    ]


def _countries(code: str) -> list[tuple[str, str]]:
    """Every country there is, whether or not anything came from it: a list of those would tell as much."""
    say = spoken(code)
    named = sorted((say.territory(one), one) for one in countries() if one != UNKNOWN_COUNTRY)
    unknown = (UNKNOWN_COUNTRY, wording.value_name("country", UNKNOWN_COUNTRY, code))
    return [("", gettext("Any")), *((one, name) for name, one in named), unknown]
