"""Periods: spans of whole days, how they are written, and how they tile one another."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ALL = "all"
THIS_YEAR = "this_year"
LAST_YEAR = "last_year"
RELATIVE = (ALL, THIS_YEAR, LAST_YEAR)

Today = date | Callable[[], date]
"""A day, or what tells it: asked only where it matters, so that it is seen what depends on the day."""

_DAY = timedelta(days=1)
_CALENDAR = re.compile(r"(?:(?:year|half|quarter):)?(\d{4})(?:-(h[12]|q[1-4]))?", re.IGNORECASE)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:--|…|/|\.\.)(\d{4}-\d{2}-\d{2})")
_FORMS = "2017, 2017-h1, 2017-q3, 2012-07-01--2013-06-30, this_year, last_year or all"


class PeriodError(ValueError):
    """A text that is no period. The message is one line that says which forms there are."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, the last one included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(f"The period ends ({self.end}) before it starts ({self.start}).")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        return cls._months(year, 6 * half - 5, 6)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls._months(year, 3 * quarter - 2, 3)

    @classmethod
    def of_parts(cls, year: int, half: int = 0, quarter: int = 0, month: int = 0) -> Period:
        """The month, quarter or half of a year, or the year.

        Raises:
            PeriodError: there is no such month or year.
        """
        if not 1 <= year <= 9999 or month > 12:
            raise PeriodError(f"There is no month {month} in a year {year}.")
        if month:
            return cls._months(year, month, 1)
        if quarter:
            return cls.quarter(year, quarter)
        return cls.half(year, half) if half else cls.year(year)

    @classmethod
    def months_until(cls, end: date, months: int) -> Period:
        """The `months` whole months whose last day is `end`.

        Raises:
            PeriodError: `end` is not the last day of a month.
        """
        if (end + _DAY).day != 1:
            raise PeriodError(f"{end} is not the last day of a month.")
        first = end.year * 12 + end.month - months
        return cls(date(first // 12, first % 12 + 1, 1), end)

    @classmethod
    def half_around(cls, day: date) -> Period:
        """The half-year in which `day` falls."""
        return cls.half(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def _months(cls, year: int, first: int, count: int) -> Period:
        last = first + count - 1
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def covers_whole_months(self) -> bool:
        return self.start.day == 1 and (self.end + _DAY).day == 1

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        """The shortest text that `parse` reads back: `2017`, `2017-h1`, `2017-q3`, or both days."""
        year = self.start.year
        if self.end.year == year and self.covers_whole_months:
            months = (self.start.month, self.end.month)
            if months == (1, 12):
                return f"{year:04}"
            if months in {(1, 6), (7, 12)}:
                return f"{year:04}-h{1 if months[0] == 1 else 2}"
            if months in {(1, 3), (4, 6), (7, 9), (10, 12)}:
                return f"{year:04}-q{(months[0] + 2) // 3}"
        return f"{self.start.isoformat()}--{self.end.isoformat()}"


EVER = Period(date.min, date.max)


def parse(text: str) -> Period:
    """The period that `text` names by the calendar.

    Raises:
        PeriodError: `text` is none, or is relative (`this_year`).
    """
    if found := _CALENDAR.fullmatch(text.strip()):
        year, part = int(found[1]), (found[2] or "").lower()
        if year == 0:
            raise PeriodError(f"{text!r} is no period: there is no year 0.")
        if part.startswith("h"):
            return Period.half(year, int(part[1]))
        return Period.quarter(year, int(part[1])) if part else Period.year(year)
    if found := _SPAN.fullmatch(text.strip()):
        try:
            return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
        except PeriodError:
            raise
        except ValueError as error:
            raise PeriodError(f"{text!r} is no period: {error}.") from error
    raise PeriodError(f"{text!r} is no period. Write {_FORMS}.")


def canonical(text: str) -> str:
    """`text` in the one form used in addresses: `half:2017-H1` becomes `2017-h1`; `last_year` stays.

    Raises:
        PeriodError: `text` is no period.
    """
    plain = text.strip().lower()
    return plain if plain in RELATIVE else str(parse(plain))


def resolve(text: str, today: Today, first: date | None = None, last: date | None = None) -> Period | None:
    """The days that `text` means on the day `today`.

    `first` and `last` are the bounds of what is recorded, which `all` stands for; None when nothing is.

    Raises:
        PeriodError: `text` is no period.
    """
    plain = canonical(text)
    if plain == THIS_YEAR:
        return Period.year(_year(today))
    if plain == LAST_YEAR:
        return Period.year(_year(today) - 1)
    if plain == ALL:
        return Period(first, last) if first and last else None
    return parse(plain)


def _year(today: Today) -> int:
    return (today if isinstance(today, date) else today()).year


def tile(wanted: Period, available: Iterable[Period]) -> list[Period]:
    """The periods out of `available` that lie inside `wanted`, do not overlap, and cover most of its days.

    Of two ways to cover the same days the finer one wins. The result is in order of time.
    """
    inside = sorted({one for one in available if wanted.contains(one)}, key=lambda one: (one.end, one.start))
    ends = [one.end for one in inside]
    best: list[tuple[int, int]] = [(0, 0)]
    taken: list[bool] = []
    for place, one in enumerate(inside):
        before = best[bisect_right(ends, one.start - _DAY, 0, place)] if one.start > date.min else (0, 0)
        with_it = (before[0] + one.days, before[1] + 1)
        taken.append(with_it > best[place])
        best.append(max(with_it, best[place]))
    chosen: list[Period] = []
    place = len(inside)
    while place > 0:
        if not taken[place - 1]:
            place -= 1
            continue
        one = inside[place - 1]
        chosen.append(one)
        place = bisect_right(ends, one.start - _DAY, 0, place - 1) if one.start > date.min else 0
    return chosen[::-1]


def joined(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The spans that periods cover together: neighbours become one. `periods` do not overlap."""
    spans: list[Period] = []
    for one in sorted(periods):
        if spans and spans[-1].end + _DAY == one.start:
            spans[-1] = Period(spans[-1].start, one.end)
        else:
            spans.append(one)
    return tuple(spans)


def gaps(wanted: Period, covered: Sequence[Period]) -> list[Period]:
    """The spans of `wanted` that `covered` leaves out, cut at half-years."""
    found: list[Period] = []
    start = wanted.start
    for one in joined(covered):
        if start < one.start:
            found.extend(by_half_years(Period(start, one.start - _DAY)))
        start = one.end + _DAY
    if start <= wanted.end:
        found.extend(by_half_years(Period(start, wanted.end)))
    return found


def by_half_years(span: Period) -> list[Period]:
    """The span, cut at half-years."""
    found: list[Period] = []
    start = span.start
    while start <= span.end:
        end = min(Period.half_around(start).end, span.end)
        found.append(Period(start, end))
        start = end + _DAY
    return found
