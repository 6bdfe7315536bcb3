"""Where a law is made or a case is heard: a country, or something larger, named by CLDR."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from clarion.transparency.wording import value_name

LARGER = ("EU", "UN")
"""Jurisdictions that are no country and yet have a code (ISO 3166-1, exceptionally reserved)."""

_NO_PLACES = frozenset({"EZ", "QO", "XA", "XB", "ZZ"})
"""Codes of CLDR that name no jurisdiction: the eurozone, remote islands, two tests, and the unknown."""


def place_name(code: str, language: str) -> str:
    """The name of a jurisdiction in a language, such as `European Union`."""
    return value_name("country", code, language)


def place_choices() -> list[tuple[str, str]]:
    """Every jurisdiction by its name in the active language: the larger ones first, then countries by name."""
    language = get_language() or settings.LANGUAGE_CODE
    countries = sorted((place_name(code, language), code) for code in _countries())
    return [(code, place_name(code, language)) for code in LARGER] + [
        (code, name) for name, code in countries
    ]


@cache
def _countries() -> tuple[str, ...]:
    known = Locale.parse("en").territories
    return tuple(str(code) for code in known if len(str(code)) == 2 and code not in {*LARGER, *_NO_PLACES})
