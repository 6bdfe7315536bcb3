"""The shapes of answers. Their descriptions are the documentation of each field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from clarion.register.counts import Count
from clarion.transparency.figures import Origin
from clarion.transparency.periods import Period


class Bounds(Schema):
    """A count. All three are null when it is unknown, which is not zero."""

    value: int | None = Field(
        description=_("The count, where it is exact; null for a range or an unknown count.")
    )
    low: int | None = Field(description=_("The lowest it can be; null when it is unknown."))
    high: int | None = Field(description=_("The highest it can be; null when it is unknown."))


class Span(Schema):
    """A span of whole days."""

    period: str = Field(description=_("The span in its shortest form, such as 2017-h1."))
    start: date = Field(description=_("The first day."))
    end: date = Field(description=_("The last day."))


class Part(Bounds, Span):
    """The count of one of the periods that a figure is made of."""


class SourceShape(Schema):
    """A published document, or the register itself."""

    slug: str = Field(description=_("What rows name it by."))
    title: str
    publisher: str
    url: str | None = Field(description=_("Where it can be read; null for the register."))
    licence: str | None = Field(
        description=_("The licence as the source names it, or null where none is known.")
    )
    standing: str = Field(
        description=_("edition, register, dataset or quoted: what figures prefer, in that order.")
    )
    as_of: date = Field(description=_("The day it describes, or was published."))
    note: str = Field(description=_("What a reader should know about it."))


class Unknown(Schema):
    """Why there is no value."""

    reason: str = Field(
        description=_("not_recorded, not_broken_down, value_unknown or longer_periods_only, for machines.")
    )
    explanation: str = Field(description=_("The reason in a sentence, in the language asked for."))


class FigureLinks(Schema):
    """Where to read on."""

    self: str = Field(description=_("This answer."))
    page: str = Field(description=_("The page of the figure, for people."))
    tallies: str = Field(description=_("The rows behind it."))


class FigureShape(Bounds):
    """A measure for a period, with where it comes from and what it means."""

    key: str = Field(description=_("The text that names the figure."))
    measure: str
    period: str = Field(description=_("The period as the key has it, such as 2017 or last_year."))
    start: date | None = Field(description=_("The first day asked for; null for all of nothing."))
    end: date | None = Field(description=_("The last day asked for."))
    filters: dict[str, str] = Field(description=_("The dimensions that the figure is limited to."))
    kinds: list[str] = Field(description=_("The kinds of request it counts."))
    counted: str = Field(description=_("received: all of them. granted: those granted in part or in full."))
    unit: str = Field(description=_("What is counted. Units are never added."))
    unknown: Unknown | None = Field(description=_("Why there is no value; null when there is one."))
    complete: bool = Field(description=_("Whether the value speaks of the whole period."))
    covered: list[Span] = Field(description=_("The days that the value really speaks of."))
    coverage: str = Field(description=_("The same in words, when it is less than was asked for; else empty."))
    parts: list[Part] = Field(description=_("The periods it is made of, in order of time."))
    parts_add_up: bool = Field(description=_("Whether the parts add up to it; different countries do not."))
    as_of: date | None = Field(description=_("The newest date of its sources."))
    sources: list[SourceShape]
    language: str
    label: str = Field(description=_("The name of the measure."))
    title: str = Field(description=_("The figure in words: measure, filters and period."))
    definition: str = Field(description=_("What the measure counts."))
    phrase: str | None = Field(
        description=_("The number with its noun, as in a sentence; null when unknown.")
    )
    links: FigureLinks


class PageLinks(Schema):
    """The part of the list before and after this one."""

    self: str
    next: str | None
    previous: str | None


class FigureList(Schema):
    """A part of the list of figures, in the order of measures, then of time."""

    total: int = Field(description=_("How many figures the whole list has."))
    limit: int
    offset: int
    figures: list[FigureShape]
    links: PageLinks


class TallyShape(Bounds):
    """One row. A dimension that rows are not told apart by is null."""

    kind: str
    unit: str
    period: str = Field(description=_("The days it counts, several spans separated by spaces."))
    covered: list[Span] = Field(description=_("The same days, span by span."))
    country: str | None
    project: str | None
    requester: str | None
    process: str | None
    outcome: str | None
    sources: list[str] = Field(description=_("The slugs of its sources."))


class TallyList(Schema):
    """The rows of a query, in the order of kinds, time and values."""

    query: dict[str, str] = Field(description=_("The parameters as they were understood."))
    rows: list[TallyShape]
    unrecorded_kinds: list[str] = Field(
        description=_("The kinds for which nothing is recorded in this detail: unknown, not zero.")
    )
    sources: list[SourceShape] = Field(description=_("The sources that rows name."))
    note: str = Field(
        description=_("What is not told of the register before an edition is published; empty where all is.")
    )
    links: dict[str, str]


def bounds(count: Count) -> dict[str, Any]:
    """A count as `Bounds` have it."""
    return {"value": count.low if count.is_exact else None, "low": count.low, "high": count.high}


def span(period: Period) -> dict[str, Any]:
    """A period as `Span` has it."""
    return {"period": str(period), "start": period.start, "end": period.end}


def source(origin: Origin) -> SourceShape:
    """A source as answers show it."""
    return SourceShape(
        slug=origin.slug,
        title=origin.title,
        publisher=origin.publisher,
        url=origin.url or None,
        licence=origin.licence or None,
        standing=origin.standing,
        as_of=origin.as_of,
        note=origin.note,
    )
