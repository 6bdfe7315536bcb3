"""Tallies over HTTP: rows for a filter, by the definition that pages and CSV share."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from clarion.api import parameters, problems
from clarion.api.figures import TALLIES
from clarion.api.problems import Problem
from clarion.api.shapes import Span, TallyList, TallyShape, bounds, source, span
from clarion.register.vocabulary import Kind
from clarion.transparency.breakdowns import TOTAL
from clarion.transparency.filters import PARAMETERS, FilterError, TallyQuery, parse
from clarion.transparency.report.calendar import Calendar
from clarion.transparency.rows import TallyRow, TallyRows, run

router = Router(tags=["Tallies"])
_NOT_YET = (
    "Of requests that no edition of the report has published yet, only how many of a kind came in is told, where they "
    "are not few. By country, project, requester and process they follow with the edition."
)
_DEFAULTS = {one.name: one.default for one in PARAMETERS if one.default}


@router.get(
    "/tallies",
    response=TallyList,
    operation_id="list_tallies",
    summary=_("List tallies"),
    description=_(
        "Counts for a filter, told apart as group_by asks. Kinds and units are never added up. Of requests that no "
        "edition of the report has published yet, only totals of a kind are told, and none of few."
    ),
    openapi_extra={"parameters": [parameters.documented(one) for one in PARAMETERS]},
)
def list_tallies(request: HttpRequest) -> TallyList:
    query, found = _found(parameters.given(request, PARAMETERS))
    origins = dict.fromkeys(origin for row in found for origin in row.sources)
    return TallyList(
        query={**_DEFAULTS, **query.parameters},
        rows=[_shape(row) for row in sorted(found, key=_place)],
        unrecorded_kinds=list(found.unrecorded_kinds),
        sources=[source(one) for one in sorted(origins, key=lambda one: one.slug)],
        note=_NOT_YET if not query.peer and Calendar.load().is_live(query.within) else "",
        links={"self": _address(query.parameters)},
    )


def _found(read_from: Mapping[str, str]) -> tuple[TallyQuery, TallyRows]:
    try:
        query = parse(read_from)
        return query, run(query)
    except FilterError as error:
        allowed = tuple(one.replace("+", ",") for one in error.allowed if one != TOTAL)
        raise Problem(
            problems.BAD_PARAMETER, error.message, parameter=error.parameter, allowed=allowed
        ) from error


def _shape(row: TallyRow) -> TallyShape:
    named = dict(row.values)
    return TallyShape(
        kind=row.kind,
        unit=row.unit,
        period=row.period,
        covered=[Span(**span(one)) for one in row.covered],
        country=named.get("country"),
        project=named.get("project"),
        requester=named.get("requester"),
        process=named.get("process"),
        outcome=row.outcome or None,
        **bounds(row.count),
        sources=[one.slug for one in row.sources],
    )


def _place(row: TallyRow) -> tuple[object, ...]:
    return Kind.values.index(row.kind), row.covered, row.values, row.outcome


def _address(query: Mapping[str, str]) -> str:
    return f"{settings.BASE_URL}{TALLIES}" + (f"?{urlencode(query)}" if query else "")
