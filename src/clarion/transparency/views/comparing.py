"""Any two periods beside each other. The form is a plain link: no script, and an address that can be shared."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.transparency import periods, wording
from clarion.transparency.periods import Period, PeriodError
from clarion.transparency.report import comparison
from clarion.transparency.report.calendar import Calendar, report_address
from clarion.transparency.views.reports import language


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The periods `a` and `b`, also told apart `by` something; without them, the newest report and what came before.

    400 with one line for a period that is none.
    """
    code = language()
    calendar = Calendar.load()
    way = request.GET.get("by", "")
    way = way if way in comparison.WAYS else ""
    context: dict[str, object] = {
        "room": "compare",
        "ways": [(key, name, key == way) for key, name in comparison.WAYS.items()],
    }
    try:
        first, second = (_period(request.GET.get(name, ""), calendar) for name in ("a", "b"))
    except PeriodError as error:
        choices = calendar.choices(None, code)
        context |= {"fault": str(error), "choices_a": choices, "choices_b": choices}
        return render(request, "transparency/compare.html", context, status=400)
    newest = calendar.newest_report
    second = second or newest
    first = first or (_before(second) if second else None)
    context |= {"choices_a": calendar.choices(first, code), "choices_b": calendar.choices(second, code)}
    if first and second:
        context |= _compared(first, second, way, code, calendar)
    return render(request, "transparency/compare.html", context)


def _compared(first: Period, second: Period, way: str, code: str, calendar: Calendar) -> dict[str, object]:
    say = spoken(code)
    return {
        "first": first,
        "second": second,
        "first_name": wording.period_name(first, code),
        "second_name": wording.period_name(second, code),
        "first_address": report_address(first, code) if calendar.speaks_of(first) else "",
        "second_address": report_address(second, code) if calendar.speaks_of(second) else "",
        "groups": comparison.figures(first, second, code),
        "parts": list(comparison.parts(first, second, way, code)) if way else [],
        "way_name": comparison.WAYS.get(way, ""),
        "unequal": _unequal(first, second),
        "first_days": say.integer(first.days),
        "second_days": say.integer(second.days),
    }


def _unequal(first: Period, second: Period) -> bool:
    """Whether one is longer by more than months and half-years differ by themselves."""
    return abs(first.days - second.days) > 4


def _period(text: str, calendar: Calendar) -> Period | None:
    if not text.strip():
        return None
    span = calendar.span
    bounds = (span.start, span.end) if span else (None, None)
    return periods.resolve(text, timezone.localdate, *bounds)


def _before(one: Period) -> Period | None:
    """The same days a year earlier; the day before the last of February, where that year has none."""
    if one.start.year <= 1:
        return None
    return Period(_year_earlier(one.start), _year_earlier(one.end))


def _year_earlier(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
