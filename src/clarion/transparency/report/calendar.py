"""Which periods there are reports for, and how readers move between them."""

from __future__ import annotations

from dataclasses import dataclass

from clarion.core.languages import language
from clarion.transparency import periods, wording
from clarion.transparency.breakdowns import TOTAL
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import Period

_REPORT_GRADE = {str(Source.Standing.REGISTER), str(Source.Standing.DATASET)}
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
    """The periods on record, each once, and those that sources of report grade state."""

    recorded: tuple[Period, ...]
    report_grade: tuple[Period, ...]

    @classmethod
    def load(cls) -> Calendar:
        """The calendar of published tallies, in one query."""
        rows = (
            Tally.objects.public()
            .filter(breakdown=TOTAL)
            .values_list("period_start", "period_end", "source__standing")
            .distinct()
        )
        recorded: set[Period] = set()
        graded: set[Period] = set()
        for start, end, standing in rows:
            recorded.add(Period(start, end))
            if standing in _REPORT_GRADE:
                graded.add(Period(start, end))
        return cls(tuple(sorted(recorded)), tuple(sorted(graded)))

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
        """The newest year that sources of report grade cover from end to end.

        Without such a year, the newest period of report grade, or else the newest of all.
        """
        for year in self.years:
            whole = Period.year(year)
            if periods.joined(periods.tile(whole, self.report_grade)) == (whole,):
                return whole
        listed = self.report_grade or self.recorded
        return max(listed, key=lambda one: (one.end, one.start), default=None)

    def speaks_of(self, period: Period) -> bool:
        """Whether anything is recorded for the period or a part of it."""
        return any(period.contains(one) for one in self.recorded)

    def longer_than(self, period: Period) -> list[Period]:
        """The recorded periods that reach into this one and beyond it."""
        return [one for one in self.recorded if one.overlaps(period) and not period.contains(one)]

    def navigation(self, current: Period | None, code: str) -> list[Entry]:
        """A line for each year, newest first, with its half-years; then the periods that belong to no one year."""
        lines = []
        for number in self.years:
            year = Period.year(number)
            halves = (Period.half(number, half) for half in (1, 2))
            parts = tuple(
                _entry(one, current, code, _half_name(one, code)) for one in halves if self.speaks_of(one)
            )
            lines.append(_entry(year, current, code, parts=parts))
        across = [one for one in self.recorded if one.start.year != one.end.year]
        return lines + [_entry(one, current, code) for one in reversed(across)]


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
