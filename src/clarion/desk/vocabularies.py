"""Countries and languages to choose from, by their names in the language being spoken."""

from __future__ import annotations

from functools import lru_cache

from clarion.core.languages import active_language, language

_LETTERS = 2


def countries() -> list[tuple[str, str]]:
    """Every country and territory by its code, in the order of its name."""
    return _countries(active_language().code)


def languages() -> list[tuple[str, str]]:
    """Languages that demands come in, in the order of their names."""
    return _languages(active_language().code)


@lru_cache(maxsize=32)
def _countries(code: str) -> list[tuple[str, str]]:
    spoken = language(code)
    found = [
        (key, str(name))
        for key, name in spoken.locale.territories.items()
        if len(key) == _LETTERS and key.isalpha() and key not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    ]
    return sorted(found, key=lambda one: one[1].casefold())


@lru_cache(maxsize=32)
def _languages(code: str) -> list[tuple[str, str]]:
    spoken = language(code)
    found = {key: str(name) for key, name in spoken.locale.languages.items() if len(key) == _LETTERS}
    found |= {"zh-hans": spoken.language_name("zh-hans"), "zh-hant": spoken.language_name("zh-hant")}
    return sorted(found.items(), key=lambda one: one[1].casefold())
