"""Figures over HTTP: the list of those on record, and any one by its key."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Router

from clarion.api import parameters, problems
from clarion.api.parameters import LANGUAGE, LIMIT, OFFSET, ONE_PERIOD
from clarion.api.problems import Problem
from clarion.api.recorded import recorded
from clarion.api.shapes import (
    FigureLinks,
    FigureList,
    FigureShape,
    PageLinks,
    Part,
    Span,
    Unknown,
    bounds,
    source,
    span,
)
from clarion.register.vocabulary import Outcome, Unit
from clarion.transparency import measures, wording
from clarion.transparency.breakdowns import GOVERNMENT
from clarion.transparency.figures import Figure, FigureError, Reading, read, read_one
from clarion.transparency.filters import GROUP_BY, KIND, OUTCOME, PERIOD, UNIT
from clarion.transparency.measures import Aggregation, Counted
from clarion.transparency.periods import EVER, PeriodError, canonical

router = Router(tags=["Figures"])

LIST = "/api/v1/figures"
TALLIES = "/api/v1/tallies"


def of_the_list() -> list[dict[str, object]]:
    return [parameters.documented(one) for one in parameters.of_the_list()]


@router.get(
    "/figures",
    response=FigureList,
    operation_id="list_figures",
    summary=_("List figures"),
    description=_("Every measure for every period on record, in a stable order, part by part."),
    openapi_extra={"parameters": of_the_list()},
)
def list_figures(request: HttpRequest) -> FigureList:
    known = parameters.of_the_list()
    read_from = parameters.given(request, known)
    language = read_from.get(LANGUAGE.name, LANGUAGE.default)
    limit, offset = parameters.number(read_from, LIMIT), parameters.number(read_from, OFFSET)
    asked = [measures.get(read_from["measure"])] if "measure" in read_from else list(measures.every())
    if ONE_PERIOD.name in read_from:
        period = _period(read_from[ONE_PERIOD.name])
        listed = [Figure.of(one, period) for one in asked]
    else:
        listed = recorded(asked)
    here = listed[offset : offset + limit]
    readings = read(here)
    return FigureList(
        total=len(listed),
        limit=limit,
        offset=offset,
        figures=[shape(readings[one], language) for one in here],
        links=_pages(read_from, limit, offset, len(listed)),
    )


@router.get(
    "/figures/{key}",
    response=FigureShape,
    operation_id="read_figure",
    summary=_("Read a figure"),
    description=_(
        "The value of a figure now, with its parts, its sources and its definition. An unknown value is "
        "null, with the reason."
    ),
    openapi_extra={"parameters": [parameters.documented(LANGUAGE)]},
)
def read_figure(
    request: HttpRequest,
    key: str = Path(
        ...,
        description=_("measure.period, then filters: takedown-requests-received.2017.country-de."),
        examples=["takedown-requests-received.2017"],
    ),
) -> FigureShape:
    read_from = parameters.given(request, [LANGUAGE])
    if len(key) > parameters.LONGEST:
        raise Problem(problems.NO_SUCH_FIGURE, "The key is too long to be one.", parameter="key")
    try:
        figure = Figure.parse(key)
    except FigureError as error:
        raise Problem(
            problems.NO_SUCH_FIGURE, str(error), parameter="key", allowed=_measures_unless_known(key)
        ) from error
    return shape(read_one(figure), read_from.get(LANGUAGE.name, LANGUAGE.default))


def shape(reading: Reading, language: str) -> FigureShape:
    """A reading as answers show it, in words of `language`."""
    figure, measure = reading.figure, reading.figure.measure
    unknown = None
    if reading.missing is not None:
        unknown = Unknown(reason=reading.missing.value, explanation=wording.explanation(reading, language))
    period = None if reading.period in (None, EVER) else reading.period
    return FigureShape(
        key=figure.key,
        measure=measure.key,
        period=figure.period,
        start=period.start if period else None,
        end=period.end if period else None,
        filters={**measure.filters, **dict(figure.filters)},
        kinds=[str(one) for one in measure.kinds],
        counted=measure.counted.value,
        unit=str(measure.unit),
        **bounds(reading.value),
        unknown=unknown,
        complete=reading.is_complete,
        covered=[Span(**span(one)) for one in reading.covered],
        coverage=wording.coverage_note(reading, language),
        parts=[Part(**span(one), **bounds(count)) for one, count in reading.parts],
        parts_add_up=measure.is_additive,
        as_of=reading.as_of,
        sources=[source(one) for one in reading.sources],
        language=language,
        label=wording.label(figure, language),
        title=wording.title(reading, language),
        definition=wording.definition(figure, language),
        phrase=wording.phrase(reading, language) if reading.is_known else None,
        links=_links(figure, language),
    )


def _links(figure: Figure, language: str) -> FigureLinks:
    key = quote(figure.key)
    suffix = "" if language == LANGUAGE.default else f"?language={language}"
    return FigureLinks(
        self=f"{settings.BASE_URL}{LIST}/{key}{suffix}",
        page=f"{settings.BASE_URL}/{language}/transparency/figures/{key}/",
        tallies=f"{settings.BASE_URL}{TALLIES}?{urlencode(_tallies(figure))}",
    )


def _tallies(figure: Figure) -> dict[str, str]:
    """The query whose rows are the cells of a figure."""
    measure = figure.measure
    found = {PERIOD: figure.period, **measure.filters, **dict(figure.filters)}
    if len(measure.kinds) == 1:
        found[KIND] = str(measure.kinds[0])
    if measure.counted is Counted.GRANTED:
        found[OUTCOME] = str(Outcome.GRANTED)
    if measure.unit != Unit.REQUEST:
        found[UNIT] = str(measure.unit)
    if measure.aggregation is Aggregation.DISTINCT_COUNTRIES:
        found[GROUP_BY] = f"{PERIOD},country"
    elif measure.filters.get("requester") == GOVERNMENT:
        found[GROUP_BY] = f"{PERIOD},requester"
    return found


def _pages(read_from: dict[str, str], limit: int, offset: int, total: int) -> PageLinks:
    def at(place: int) -> str:
        chosen = {**read_from, LIMIT.name: str(limit), OFFSET.name: str(place)}
        return f"{settings.BASE_URL}{LIST}?{urlencode(chosen)}"

    return PageLinks(
        self=at(offset),
        next=at(offset + limit) if offset + limit < total else None,
        previous=at(max(0, min(offset, total) - limit)) if offset else None,
    )


def _period(text: str) -> str:
    try:
        return canonical(text)
    except PeriodError as error:
        raise parameters.bad(ONE_PERIOD, str(error)) from error


def _measures_unless_known(key: str) -> tuple[str, ...]:
    known = tuple(one.key for one in measures.every())
    return () if key.strip().partition(".")[0] in known else known
