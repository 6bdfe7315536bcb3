"""Reading figures: the value, its parts, what it covers and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils import timezone

from clarion.register.counts import UNKNOWN, Count, total
from clarion.transparency import periods
from clarion.transparency.figures.cells import Origin, fetch
from clarion.transparency.figures.evaluation import Part, by_period, wanted_for
from clarion.transparency.figures.figure import Figure
from clarion.transparency.periods import ALL, EVER, Period


class Missing(Enum):
    """Why a figure has no value."""

    NOT_RECORDED = "not_recorded"
    """Nothing is recorded for any part of the period."""
    NOT_BROKEN_DOWN = "not_broken_down"
    """Nothing is recorded for the period by the dimensions asked for."""
    VALUE_UNKNOWN = "value_unknown"
    """The period is recorded, but not this count."""
    LONGER_PERIODS_ONLY = "longer_periods_only"
    """It is recorded only for longer periods, which the one asked for cuts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to a figure.

    `value` is unknown exactly when `missing` says why. `parts` are the periods it is made of, in order of time
    (they add up to it if the measure is additive). `covered` are the spans the value really speaks of, which are
    less than `period` unless `is_complete`. `sources` are in the order of the parts; `as_of` is the newest of
    their dates. `period` is None for `all` of nothing.
    """

    figure: Figure
    value: Count
    period: Period | None
    parts: tuple[tuple[Period, Count], ...] = ()
    covered: tuple[Period, ...] = ()
    missing: Missing | None = None
    sources: tuple[Origin, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.value.is_known

    @property
    def is_complete(self) -> bool:
        """Whether the value speaks of the whole period asked for."""
        return self.covered == (self.period,)

    @property
    def as_of(self) -> date | None:
        return max((one.as_of for one in self.sources), default=None)


def read(figures: Iterable[Figure], *, today: date | None = None) -> dict[Figure, Reading]:
    """The readings of any number of figures, in one query.

    `today` is the day that `this_year` and `last_year` are reckoned from: now in the site's time zone, unless
    given. The cost depends on the number of periods and outcomes, not on how many demands they count.
    """
    asked = list(dict.fromkeys(figures))
    day = today or timezone.localdate
    spans = {one: periods.resolve(one.period, day) or EVER for one in asked}
    wanted = {one: wanted_for(one.measure, dict(one.filters), spans[one]) for one in asked}
    cells = fetch(item for items in wanted.values() for item in items)
    return {
        one: _reading(one, spans[one], by_period(one.measure, dict(one.filters), cells, spans[one]))
        for one in asked
    }


def read_one(figure: Figure, *, today: date | None = None) -> Reading:
    """The reading of one figure."""
    return read([figure], today=today)[figure]


def _reading(figure: Figure, span: Period, parts: Mapping[Period, Part]) -> Reading:
    known = {period: part for period, part in parts.items() if part.count.is_known}
    chosen = periods.tile(span, known)
    period: Period | None = span
    if figure.period == ALL:
        period = Period(min(one.start for one in parts), max(one.end for one in parts)) if parts else None
    if not chosen:
        return Reading(figure, UNKNOWN, period, missing=_why(figure, span, parts))
    return Reading(
        figure,
        _value(figure, [known[one] for one in chosen]),
        period,
        parts=tuple((one, known[one].count) for one in chosen),
        covered=periods.joined(chosen),
        sources=tuple(dict.fromkeys(origin for one in chosen for origin in known[one].origins)),
    )


def _value(figure: Figure, parts: list[Part]) -> Count:
    if figure.measure.is_additive:
        return total(part.count for part in parts)
    return Count.exact(len(frozenset[str]().union(*(part.countries for part in parts))))


def _why(figure: Figure, span: Period, parts: Mapping[Period, Part]) -> Missing:
    if any(span.contains(period) for period in parts):
        return Missing.VALUE_UNKNOWN
    if any(period.overlaps(span) and part.count.is_known for period, part in parts.items()):
        return Missing.LONGER_PERIODS_ONLY
    if figure.filters or figure.measure.dimensions:
        return Missing.NOT_BROKEN_DOWN
    return Missing.NOT_RECORDED
