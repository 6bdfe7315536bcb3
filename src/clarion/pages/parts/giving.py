"""Addresses to give at. The giving itself happens there, and nothing about it reaches Clarion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

MOST_AMOUNTS = 8


@dataclass(frozen=True)
class Gift:
    """A link that gives a certain amount: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True)
class Parameters:
    """What the donation page calls things in its address; empty for what it does not take."""

    amount: str = ""
    currency: str = ""
    frequency: str = ""
    once: str = ""
    monthly: str = ""
    source: str = ""


def with_parameters(address: str, values: Mapping[str, str]) -> str:
    """An address with parameters added; one that it has already under the same name is replaced."""
    wanted = {name: value for name, value in values.items() if name and value}
    if not wanted:
        return address
    parts = urlsplit(address)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in wanted
    ]
    return urlunsplit(parts._replace(query=urlencode([*kept, *wanted.items()])))


def read_amounts(written: str) -> list[Decimal]:
    """The amounts an editor wrote, such as `10 25 50`.

    Raises:
        ValidationError: if one of them is no positive amount of at most two decimals, or there are too many.
    """
    found: list[Decimal] = []
    for one in written.split():
        try:
            amount = Decimal(one)
        except InvalidOperation:
            amount = Decimal(0)
        if not amount.is_finite() or not 0 < amount < 10**9 or amount != round(amount, 2):
            raise ValidationError(
                gettext("%(amount)s is no amount. Write amounts as 10 25 50.") % {"amount": one}
            )
        found.append(amount)
    if len(found) > MOST_AMOUNTS:
        raise ValidationError(gettext("Offer eight amounts at most: more cannot be read at a glance."))
    return found


def check_amounts(written: str) -> None:
    """Refuses what `read_amounts` cannot read."""
    read_amounts(written)


def plain(amount: Decimal) -> str:
    """An amount as it stands in an address: `10`, `2.50`."""
    return str(int(amount)) if amount == int(amount) else f"{amount:.2f}"
