"""Which periods there are reports for, and how readers move between them."""

from __future__ import annotations

from dataclasses import dataclass

from clarion.core.languages import SOURCE_LANGUAGE, language
from clarion.transparency import periods, wording
from clarion.transparency.breakdowns import TOTAL
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import Period

_REPORT_GRADE = {str(Source.Standing.EDITION), str(Source.Standing.REGISTER), str(Source.Standing.DATASET)}
"""Standings of sources that a whole report can be made from; a sentence in a text gives single figures only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One period in the navigation. `name` is as short as its place allows; `parts` are its half-years."""

    period: Period
    name: str
    full_name: str
    address: str
    is_current: bool
    parts: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods on record, each once, and those that sources of report grade state.

    `published` are those of which an edition is; `invented` those whose newest one counts made-up demands; `live` those
    that the register counts and no edition has told.
    """

    recorded: tuple[Period, ...]
    report_grade: tuple[Period, ...]
    published: tuple[Period, ...] = ()
    invented: frozenset[Period] = frozenset()
    live: frozenset[Period] = frozenset()

    @classmethod
    def load(cls) -> Calendar:
        """The calendar of published tallies and editions, in two queries."""
        rows = (
            Tally.objects.public()
            .filter(breakdown=TOTAL)
            .values_list("period_start", "period_end", "source__standing")
            .distinct()
        )
        recorded: set[Period] = set()
        graded: set[Period] = set()
        by_standing: dict[str, set[Period]] = {}
        for start, end, standing in rows:
            recorded.add(Period(start, end))
            by_standing.setdefault(standing, set()).add(Period(start, end))
            if standing in _REPORT_GRADE:
                graded.add(Period(start, end))
        editions = Edition.objects.published().filter(series=Series.REPORT).order_by("number")
        told = {
            Period(start, end): invented
            for start, end, invented in editions.values_list("period_start", "period_end", "invented")
        }
        made_up = frozenset(one for one, invented in told.items() if invented)
        told_by_editions = by_standing.get(Source.Standing.EDITION, set())
        live = frozenset(by_standing.get(Source.Standing.REGISTER, set()) - told_by_editions)
        return cls(tuple(sorted(recorded)), tuple(sorted(graded)), tuple(sorted(told)), made_up, live)

    def is_live(self, period: Period) -> bool:
        """Whether a part of it is told from the register alone, of which only totals are."""
        return any(one.overlaps(period) for one in self.live)

    @property
    def span(self) -> Period | None:
        """From the first day on record to the last."""
        if not self.recorded:
            return None
        return Period(self.recorded[0].start, max(one.end for one in self.recorded))

    @property
    def years(self) -> list[int]:
        """The years in which something is recorded for the year or a part of it, newest first."""
        met = {one.start.year for one in self.recorded if one.start.year == one.end.year}
        return sorted(met, reverse=True)

    @property
    def newest_report(self) -> Period | None:
        """The newest edition; or the newest year that sources of report grade cover wholly, if that ends later.

        Without either, the newest period of report grade, or else the newest of all.
        """
        edition = max(
            (one for one in self.published if one not in self.invented),
            key=lambda one: (one.end, one.start),
            default=None,
        )
        year = self._newest_year()
        if edition and (year is None or edition.end > year.end):
            return edition
        listed = self.report_grade or self.recorded
        return year or max(listed, key=lambda one: (one.end, one.start), default=None)

    def _newest_year(self) -> Period | None:
        for year in self.years:
            whole = Period.year(year)
            if periods.joined(periods.tile(whole, self.report_grade)) == (whole,):
                return whole
        return None

    def speaks_of(self, period: Period) -> bool:
        """Whether anything is recorded for the period or a part of it, or an edition of it is published."""
        return period in self.published or any(period.contains(one) for one in self.recorded)

    def lists(self, period: Period) -> bool:
        """Whether the navigation names the period. Free spans are without number; each of these is known."""
        lines = self.navigation(None, SOURCE_LANGUAGE)
        return any(period == one.period for line in lines for one in (line, *line.parts))

    def longer_than(self, period: Period) -> list[Period]:
        """The recorded periods that reach into this one and beyond it."""
        return [one for one in self.recorded if one.overlaps(period) and not period.contains(one)]

    def navigation(self, current: Period | None, code: str) -> list[Entry]:
        """A line for each year, newest first, with its half-years; then the periods that belong to no one year.

        Editions of periods that stand in none of these lines come first.
        """
        lines = []
        for number in self.years:
            year = Period.year(number)
            halves = (Period.half(number, half) for half in (1, 2))
            parts = tuple(
                _entry(one, current, code, _half_name(one, code)) for one in halves if self.speaks_of(one)
            )
            lines.append(_entry(year, current, code, parts=parts))
        across = [one for one in self.recorded if one.start.year != one.end.year]
        lines += [_entry(one, current, code) for one in reversed(across)]
        listed = {each.period for line in lines for each in (line, *line.parts)}
        others = [one for one in reversed(self.published) if one not in listed]
        return [_entry(one, current, code) for one in others] + lines

    def choices(self, chosen: Period | None, code: str) -> list[tuple[str, str, bool]]:
        """Every period on record and the chosen one, for a form: value, name, and whether it is chosen."""
        listed = [one for line in self.navigation(None, code) for one in (line, *line.parts)]
        found = {str(one.period): one.full_name for one in listed}
        if chosen:
            found.setdefault(str(chosen), wording.period_name(chosen, code))
        return [(value, name, value == str(chosen)) for value, name in found.items()]


def report_address(period: Period, code: str) -> str:
    """The report of a period in a language."""
    return f"/{code}/transparency/{period}/"


def _entry(
    period: Period, current: Period | None, code: str, name: str = "", parts: tuple[Entry, ...] = ()
) -> Entry:
    full_name = wording.period_name(period, code)
    return Entry(period, name or full_name, full_name, report_address(period, code), period == current, parts)


def _half_name(period: Period, code: str) -> str:
    """`H1` as on an axis: the line with the year is left out, since the year stands before it."""
    year = language(code).year(period.start.year)
    lines = wording.short_period_name(period, code).split("\n")
    return next((one for one in lines if one != year), lines[0])
