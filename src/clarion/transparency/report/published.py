"""The published editions of a report, and where they are read."""

from __future__ import annotations

from collections.abc import Sequence

from clarion.core.numbers import whole_number
from clarion.transparency.editions.models import Edition
from clarion.transparency.periods import Period
from clarion.transparency.report.calendar import report_address


def every(period: Period) -> Sequence[Edition]:
    """All published editions of a period's report, the newest first, in one query."""
    return list(Edition.objects.published().of(period).select_related("follows"))


def one(period: Period, number: str | None = None) -> Edition | None:
    """The edition with this number, or without one the newest; None if none such is published."""
    if number is None:
        return Edition.objects.newest(period)
    wanted = whole_number(number)
    return next((each for each in every(period) if each.number == wanted), None)


def address(edition: Edition, code: str) -> str:
    """Where an edition stays, whichever others follow it."""
    return f"{report_address(edition.period, code)}edition-{edition.number}/"
