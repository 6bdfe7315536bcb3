"""Languages as CLDR knows them: how each writes numbers, dates, lists and the names of other things.

Babel never writes Arabic digits in dates by itself, and its plain numbers only on request: everything that a reader
sees goes through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_month_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from django.conf import settings
from django.utils import timezone, translation

SOURCE_LANGUAGE = "en"
"""The language of the words in the code, and of whatever nobody has translated."""

PREFERRED_NUMBERING = {"ar": "arab"}
"""Where the site writes other digits than CLDR's default for the language, which counts the Maghreb's Latin ones."""

_ZEROS = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "gujr": 0x0AE6, "guru": 0x0A66,
    "khmr": 0x17E0, "knda": 0x0CE6, "laoo": 0x0ED0, "mlym": 0x0D66, "mymr": 0x1040, "orya": 0x0B66,
    "tamldec": 0x0BE6, "telu": 0x0C66, "thai": 0x0E50, "tibt": 0x0F20,
}  # fmt: skip
"""The code point of the digit zero in each numbering system (Unicode CLDR, numberingSystems)."""

_DECIMALS = re.compile(r"\.0+")
_FILE_UNITS = ("kilobyte", "megabyte", "gigabyte", "terabyte")
_LISTS_OF = {"en": "en_GB"}
"""Whose lists a language has here, where the house writes them otherwise than CLDR: `A, B and C`."""


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes numbers, dates, lists and names."""

    code: str
    locale: Locale
    numbering: str

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction it is written in."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def tag(self) -> str:
        """Its code in the case BCP 47 recommends: `zh-hans` → `zh-Hans`, `pt-br` → `pt-BR`."""
        primary, *rest = self.code.split("-")
        return "-".join([primary, *(part.title() if len(part) == 4 else part.upper() for part in rest)])

    def digits(self, text: str) -> str:
        """`text` with its digits written as this language writes them."""
        zero = _ZEROS.get(self.numbering)
        return text if zero is None else text.translate({ord("0") + i: zero + i for i in range(10)})

    def integer(self, value: int) -> str:
        """A whole number with this language's digits and grouping."""
        return _integer(self.code, value)

    def money(self, value: Decimal, currency: str) -> str:
        """An amount of money; a whole amount without decimals."""
        return _money(self.code, value, currency)

    def percent(self, share: float) -> str:
        """A share of one as a percentage, without decimals."""
        said = str(format_percent(share, locale=self.locale, numbering_system=self.numbering))
        sign = self.locale.number_symbols.get(self.numbering, {}).get("percentSign", "%")
        return self.digits(said.replace("%", sign))

    def year(self, value: int) -> str:
        """A year, which is never grouped."""
        return self.digits(str(value))

    def month(self, number: int) -> str:
        """The name of a month."""
        # Babel mixes the languages of stand-alone month names once Chinese has been loaded.
        return str(get_month_names("wide", "format", self.locale)[number])

    def day(self, value: date) -> str:
        """A date, written out."""
        return _day(self.code, value)

    def month_of(self, value: date) -> str:
        """The month of a date with its year: `January 2026`."""
        return self.digits(format_skeleton("yMMMM", value, locale=self.locale))

    def moment(self, value: datetime) -> str:
        """A date and a time of day, in the time zone of the site."""
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{self.day(local.date())} {self.digits(format_time(local, 'short', locale=self.locale))}"

    def listing(self, parts: Iterable[str], style: str = "standard") -> str:
        """Several things in a sentence: `A, B and C`; with the style `or`, `A, B or C`."""
        locale = Locale.parse(_LISTS_OF.get(self.code, str(self.locale)))
        return str(format_list(list(parts), style, locale=locale))  # type: ignore[arg-type]

    def category(self, value: int) -> str:
        """The CLDR plural category of a whole number."""
        return str(self.locale.plural_form(value))

    def language_name(self, code: str) -> str:
        """The name of another language in this one; its code where CLDR has none."""
        return _language_name(self.code, code)

    def territory(self, code: str) -> str:
        """The name of a country or territory; its code where CLDR has none."""
        return str(self.locale.territories.get(code, code))

    def file_size(self, size: int) -> str:
        """The size of a file in the largest unit that leaves at least one: `1.2 MB`, `1,2 Mo`."""
        amount, unit = max(size, 1) / 1000, 0
        while amount >= 1000 and unit < len(_FILE_UNITS) - 1:
            amount, unit = amount / 1000, unit + 1
        rounded = round(amount, 1) if amount < 10 else round(amount)
        plain = str(format_decimal(rounded, locale=self.locale))
        own = str(format_decimal(rounded, locale=self.locale, numbering_system=self.numbering))
        said = str(format_unit(rounded, f"digital-{_FILE_UNITS[unit]}", length="short", locale=self.locale))
        return self.digits(said.replace(plain, own))


@cache
def language(code: str) -> Language:
    """The language with this code, such as `zh-hans`; one that CLDR does not know is written as English."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(SOURCE_LANGUAGE)
    return Language(code, locale, PREFERRED_NUMBERING.get(code, locale.default_numbering_system))


def active_language() -> Language:
    """The language being spoken."""
    return language(translation.get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=4096)
def _integer(code: str, value: int) -> str:
    spoken = language(code)
    return spoken.digits(str(format_decimal(value, locale=spoken.locale, numbering_system=spoken.numbering)))


@lru_cache(maxsize=4096)
def _money(code: str, value: Decimal, currency: str) -> str:
    spoken = language(code)
    pattern = spoken.locale.currency_formats["standard"].pattern
    if value == int(value):
        pattern = _DECIMALS.sub("", pattern)
    return spoken.digits(
        format_currency(
            value, currency, pattern, spoken.locale, currency_digits=False, numbering_system=spoken.numbering
        )
    )


@lru_cache(maxsize=4096)
def _day(code: str, value: date) -> str:
    spoken = language(code)
    return spoken.digits(format_date(value, "long", locale=spoken.locale))


@lru_cache(maxsize=4096)
def _language_name(code: str, named: str) -> str:
    spoken = language(code).locale
    try:
        other = Locale.parse(named, sep="-")
    except (UnknownLocaleError, ValueError):
        return str(spoken.languages.get(named, named))
    whole = language(named).tag.replace("-", "_")
    return str(spoken.languages.get(whole) or other.get_display_name(spoken) or named)
