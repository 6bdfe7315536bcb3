"""Counts, moments and words of the register as the desk's pages print them, in the language being spoken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from clarion.core.languages import active_language
from clarion.register.counts import Count

register = template.Library()


@register.filter
def count(value: Count | int | None) -> str:
    """A count: a number, a range such as `0–249`, or that nobody recorded it. Unknown is never zero."""
    spoken = active_language()
    if isinstance(value, int):
        return spoken.integer(value)
    if value is None or value.low is None or value.high is None:
        return _("not recorded")
    if value.is_exact:
        return spoken.integer(value.low)
    return f"{spoken.integer(value.low)}–{spoken.integer(value.high)}"


@register.filter
def moment(value: datetime | None) -> str:
    """A date and time of day, or a dash."""
    return active_language().moment(value) if value else "–"


@register.filter
def iso(value: datetime | None) -> str:
    """A moment as machines read it, in UTC."""
    return value.isoformat() if value else ""


@register.filter
def day(value: Any) -> str:
    """A date, or a dash."""
    return active_language().day(value) if value else "–"


@register.filter
def territory(code: str) -> str:
    """The name of a country."""
    return active_language().territory(code) if code else _("not recorded")


@register.filter
def language_name(code: str) -> str:
    """The name of a language."""
    return active_language().language_name(code) if code else _("not recorded")
