"""The call to give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clarion.core.languages import language
from clarion.pages.parts.defaults import said
from clarion.pages.parts.giving import Gift, plain, read_amounts, with_parameters
from clarion.pages.rendering import Scope


@dataclass(frozen=True)
class Donate:
    """The call to give: its words, where its button leads, and the amounts that can be given with one click."""

    heading: str
    text: str
    button: str
    address: str
    once: tuple[Gift, ...]
    monthly: tuple[Gift, ...]


def donate(own: Mapping[str, Any], scope: Scope) -> Donate:
    """The words, address and amounts of a page's own block, of the site in this language, or of the organisation."""
    texts, parameters = scope.texts, scope.organisation.gift_parameters
    outside = own.get("url") or scope.texts.donate_url or scope.organisation.donate_url
    source = {parameters.source: own.get("source") or scope.place}
    once, monthly = {parameters.frequency: parameters.once}, {parameters.frequency: parameters.monthly}
    return Donate(
        said(own, "heading", "donate_heading", texts),
        said(own, "text", "donate_text", texts),
        said(own, "button", "donate_button", texts),
        with_parameters(outside, source) if outside else scope.donate_address,
        _gifts(own, scope, outside, {**source, **once}),
        _gifts(own, scope, outside, {**source, **monthly})
        if parameters.frequency and parameters.monthly
        else (),
    )


def _gifts(own: Mapping[str, Any], scope: Scope, address: str, more: Mapping[str, str]) -> tuple[Gift, ...]:
    parameters, currency = scope.organisation.gift_parameters, scope.texts.donate_currency
    if not (address and parameters.amount and currency):
        return ()
    amounts = read_amounts(own.get("amounts") or scope.texts.donate_amounts)
    spoken = language(scope.language)
    return tuple(
        Gift(
            spoken.money(amount, currency),
            with_parameters(
                address, {parameters.amount: plain(amount), parameters.currency: currency, **more}
            ),
        )
        for amount in amounts
    )
