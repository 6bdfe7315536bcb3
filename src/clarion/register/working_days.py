"""Days as the law counts them, in the organisation's time zone and by its holidays."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils import timezone

_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)


class TimeUnit(StrEnum):
    """What an amount of time is counted in."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"


def end_of(start: datetime, amount: int, unit: TimeUnit, *, rolls: bool = False) -> datetime:
    """The last moment of an amount of time that begins at `start`.

    Hours are counted from the moment; everything else in whole days after the day of `start`, to the end of the last
    one. A month ends on the day of the same number, or on the last of a shorter month. With `rolls`, a last day that
    is no business day gives way to the next that is.
    """
    if unit is TimeUnit.HOURS:
        return start + timedelta(hours=amount)
    day = timezone.localtime(start).date()
    if unit is TimeUnit.DAYS:
        day += timedelta(days=amount)
    elif unit is TimeUnit.BUSINESS_DAYS:
        day = add_business_days(day, amount)
    else:
        day = _add_months(day, amount)
    while rolls and not is_business_day(day):
        day += _DAY
    return end_of_day(day)


def end_of_day(day: date) -> datetime:
    """The last second of a day in the organisation's time zone."""
    return timezone.make_aware(datetime.combine(day, _LAST_SECOND))


def add_business_days(day: date, count: int) -> date:
    """The `count`-th business day after `day`."""
    while count > 0:
        day += _DAY
        count -= is_business_day(day)
    return day


def is_business_day(day: date) -> bool:
    """Whether the organisation works on this day."""
    found = _holidays(settings.HOLIDAYS)
    if found is None:
        return day.weekday() < calendar.SATURDAY
    return found.is_working_day(day)


@lru_cache(maxsize=4)
def _holidays(name: str) -> holidays.HolidayBase | None:
    if not name:
        return None
    country, _dash, part = name.partition("-")
    return holidays.country_holidays(country, subdiv=part or None)


def _add_months(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
