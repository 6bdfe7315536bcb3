"""Editions: every half-year and year of the published history, and one of the invented demands, marked as such.

What is published already is left as it is. A draft waits at the desk for somebody to look at it and publish it.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from clarion.core.models import User
from clarion.demo.built import Built
from clarion.demo.rooms.register import email_of
from clarion.register.roles import Role
from clarion.transparency.editions import services
from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.models import Edition
from clarion.transparency.log.services import sequence
from clarion.transparency.periods import Period

FIRST = Period(date(2012, 7, 1), date(2013, 6, 30))
"""The first report spoke of a year from the middle to the middle. It cuts the first half-year after it."""

HISTORY = range(2013, 2019)
_DAY = timedelta(days=1)


def write_reports(built: Built) -> None:
    """Builds as the report editor, and publishes as the legal lead, what is not there yet."""
    editor, lead = (User.objects.get(email=email_of(one)) for one in (Role.EDITOR, Role.LEAD))
    _publish(editor, lead, FIRST)
    for year in HISTORY:
        for period in (Period.half(year, 1), Period.half(year, 2), Period.year(year)):
            _publish(editor, lead, period)
    if Edition.objects.filter(invented=True).exists():
        return
    first, last = _months_before(timezone.localdate())
    _publish(editor, lead, Period(first.start, last.end))
    services.build(actor=lead, period=last, confirmed=[services.OPEN])
    sequence()


def _publish(editor: User, lead: User, period: Period) -> None:
    if Edition.objects.newest(period):
        return
    try:
        edition = services.build(actor=editor, period=period, confirmed=[services.OPEN, services.OVERLAP])
    except EditionError as error:
        if error.key != "nothing_known":
            raise
        # Of the first half-year of 2013 alone nothing was published.
        return
    services.publish(actor=lead, edition=edition)


def _months_before(today: date) -> tuple[Period, Period]:
    """The last two months that are over."""
    end = today.replace(day=1) - _DAY
    middle = end.replace(day=1) - _DAY
    return Period(middle.replace(day=1), middle), Period(end.replace(day=1), end)
