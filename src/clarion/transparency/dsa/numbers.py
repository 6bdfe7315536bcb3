"""How the report writes figures: counts as integers, medians in hours, shares from 0 to 1 (Annex II, part I, 4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import median

_CENTS = Decimal("0.01")
_SHARE = Decimal("0.0001")


def hours(values: Iterable[float | None]) -> str | None:
    """The median in hours, with two decimals at most; None where no time is known."""
    known = [one for one in values if one is not None]
    return _short(Decimal(repr(median(known))), _CENTS) if known else None


def share(part: int, whole: int) -> str:
    """A part of a whole as a number from 0 to 1, with four decimals at most."""
    return _short(Decimal(part) / Decimal(whole), _SHARE)


def fraction(value: float) -> str:
    """A number from 0 to 1 as somebody declared it."""
    return _short(Decimal(repr(float(value))), None)


def _short(value: Decimal, step: Decimal | None) -> str:
    if step is not None:
        value = value.quantize(step, ROUND_HALF_EVEN)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
