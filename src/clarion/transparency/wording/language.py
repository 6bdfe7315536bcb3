"""A language as figures need it: digits, plural categories, months, and patterns from `texts/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

_FOLDER = Path(__file__).parent / "texts"
_SOURCE_LANGUAGE = "en"
_ZEROS = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "gujr": 0x0AE6, "guru": 0x0A66,
    "khmr": 0x17E0, "knda": 0x0CE6, "laoo": 0x0ED0, "mlym": 0x0D66, "mymr": 0x1040, "orya": 0x0B66,
    "tamldec": 0x0BE6, "telu": 0x0C66, "thai": 0x0E50, "tibt": 0x0F20,
}  # fmt: skip
"""The code point of the digit zero in each numbering system (Unicode CLDR, numberingSystems)."""


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes numbers, dates and the sentences about figures."""

    code: str
    locale: Locale
    numbering: str
    period: dict[str, str]
    note: dict[str, str]
    missing: dict[str, str]
    spelled: dict[str, list[str]]

    def digits(self, text: str) -> str:
        """`text` with its digits written as this language writes them."""
        zero = _ZEROS.get(self.numbering)
        return text if zero is None else text.translate({ord("0") + i: zero + i for i in range(10)})

    def integer(self, value: int) -> str:
        """A whole number with this language's digits and grouping."""
        return _integer(self.code, value)

    def year(self, value: int) -> str:
        return self.digits(str(value))

    def month(self, number: int) -> str:
        # Babel mixes the languages of stand-alone month names once Chinese has been loaded.
        return str(get_month_names("wide", "format", self.locale)[number])

    def day(self, value: Any) -> str:
        """A date, written out."""
        return _day(self.code, value)

    def category(self, value: int) -> str:
        """The CLDR plural category of a whole number."""
        return str(self.locale.plural_form(value))


@lru_cache(maxsize=4096)
def _integer(code: str, value: int) -> str:
    spoken = language(code)
    return spoken.digits(str(format_decimal(value, locale=spoken.locale, numbering_system=spoken.numbering)))


@lru_cache(maxsize=4096)
def _day(code: str, value: Any) -> str:
    spoken = language(code)
    return spoken.digits(format_date(value, "long", locale=spoken.locale))


@cache
def language(code: str) -> Language:
    """The language with this code, such as `zh-hans`; what its file does not say, English says."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(_SOURCE_LANGUAGE)
    texts: dict[str, Any] = {"spelled": {}}
    for one in dict.fromkeys((_SOURCE_LANGUAGE, code.split("-")[0], code)):
        file = _FOLDER / f"{one}.toml"
        if file.is_file():
            with file.open("rb") as stream:
                texts |= tomllib.load(stream)
    numbering = texts.get("numbering") or locale.default_numbering_system
    return Language(
        code, locale, numbering, texts["period"], texts["note"], texts["missing"], texts["spelled"]
    )


@cache
def worded(code: str) -> Language:
    """As `language`, or English for a language that has no file: words and plural forms must agree."""
    has_words = any((_FOLDER / f"{one}.toml").is_file() for one in (code, code.split("-")[0]))
    return language(code if has_words else _SOURCE_LANGUAGE)
