"""Where a law is made or a case is heard: a country, or something larger, named by CLDR."""

from __future__ import annotations

from functools import cache

from babel import Locale

from clarion.core.languages import active_language

LARGER = ("EU", "UN")
"""Jurisdictions that are no country and yet have a code (ISO 3166-1, exceptionally reserved)."""

_NO_PLACES = frozenset({"EZ", "QO", "XA", "XB", "ZZ"})
"""Codes of CLDR that name no jurisdiction: the eurozone, remote islands, two tests, and the unknown."""


def place_choices() -> list[tuple[str, str]]:
    """Every jurisdiction by its name in the active language: the larger ones first, then countries by name."""
    spoken = active_language()
    countries = sorted((spoken.territory(code), code) for code in _countries())
    return [(code, spoken.territory(code)) for code in LARGER] + [(code, name) for name, code in countries]


@cache
def _countries() -> tuple[str, ...]:
    known = Locale.parse("en").territories
    return tuple(str(code) for code in known if len(str(code)) == 2 and code not in {*LARGER, *_NO_PLACES})
