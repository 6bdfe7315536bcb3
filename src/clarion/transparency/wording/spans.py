"""Names of periods in each language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from clarion.core.languages import Language
from clarion.transparency.periods import EVER, Period
from clarion.transparency.wording.words import worded


@lru_cache(maxsize=4096)
def period_name(period: Period | None, code: str) -> str:
    """The period in the language `code`: `2017`, `January to June 2017`, `July 2012 to June 2013`."""
    words = worded(code)
    if period is None or period == EVER:
        return words.period["ever"]
    return words.period[_pattern(period)].format(**_names(period, words.language))


def short_period_name(period: Period, code: str) -> str:
    """A half-year as an axis has room for, in two lines; other periods by their years."""
    words, spoken = worded(code), worded(code).language
    half = 1 if period.start.month == 1 else 2
    if period == Period.half(period.start.year, half):
        return words.period["half_short"].format(half=spoken.year(half), year=spoken.year(period.start.year))
    first, last = spoken.year(period.start.year), spoken.year(period.end.year)
    return first if first == last else f"{first}–{last}"


def period_names(periods: Iterable[Period], code: str) -> str:
    """Several periods as a list in a sentence."""
    return worded(code).language.listing(period_name(one, code) for one in periods)


def _pattern(period: Period) -> str:
    start, end = period.start, period.end
    same_year = start.year == end.year
    if not period.covers_whole_months:
        return "days"
    if (start.month, end.month) == (1, 12):
        return "year" if same_year else "years"
    if not same_year:
        return "months_across"
    return "month" if start.month == end.month else "months"


def _names(period: Period, spoken: Language) -> dict[str, str]:
    start, end = period.start, period.end
    return {
        "year": spoken.year(start.year),
        "first_year": spoken.year(start.year),
        "last_year": spoken.year(end.year),
        "month": spoken.month(start.month),
        "first": spoken.month(start.month),
        "last": spoken.month(end.month),
        "month_number": spoken.year(start.month),
        "first_number": spoken.year(start.month),
        "last_number": spoken.year(end.month),
        "start": spoken.day(start),
        "end": spoken.day(end),
    }
