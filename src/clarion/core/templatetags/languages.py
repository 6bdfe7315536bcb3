"""Numbers, dates, lists and names as the language being spoken writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template

from clarion.core.languages import active_language

register = template.Library()


@register.filter
def local_date(day: date) -> str:
    """A day as the language writes it, in its own digits."""
    return active_language().day(day)


@register.filter
def local_moment(moment: datetime) -> str:
    """A day and a time of day."""
    return active_language().moment(moment)


@register.filter
def local_number(number: int) -> str:
    """A whole number in the language's digits and grouping."""
    return active_language().integer(number)


@register.filter
def local_percent(share: float) -> str:
    """A share of one as a percentage."""
    return active_language().percent(share)


@register.filter
def local_list(parts: Iterable[str]) -> str:
    """Several things in a sentence: `A, B and C`."""
    return active_language().listing(parts)


@register.filter
def file_size(size: int) -> str:
    """The size of a file, in kilobytes or larger units."""
    return active_language().file_size(size)


@register.filter
def language_name(code: str) -> str:
    """A language's name in the language being spoken."""
    return active_language().language_name(code)


@register.filter
def country_name(code: str) -> str:
    """A country's or territory's name."""
    return active_language().territory(code)
