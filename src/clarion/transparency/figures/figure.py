"""A figure: a measure for a period and filters, and the text that names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from clarion.register.vocabulary import Process, Requester
from clarion.transparency import measures, periods
from clarion.transparency.breakdowns import DIMENSIONS, name
from clarion.transparency.measures import Measure, MeasureError

_PATTERNS = {
    "country": re.compile(r"[A-Z]{2}"),
    "project": re.compile(r"[a-z0-9][a-z0-9._-]{0,79}"),
}
_VOCABULARIES = {"requester": Requester.values, "process": Process.values}
_FILTER = re.compile(rf"({'|'.join(DIMENSIONS)})-(.+)", re.DOTALL)
_EXAMPLES = {"country": "DE (ISO 3166-1 alpha-2; ZZ is unknown)", "project": "en.wikipedia"}


class FigureError(ValueError):
    """A text or filter that names no figure. The message is one line that says what is wrong and what would do."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is asked: which measure, for which period (a text such as `2017` or `last_year`), filtered how.

    Make one with `Figure.of` or `Figure.parse`, which bring the parts into their canonical form.
    """

    measure_key: str
    period: str
    filters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, measure: Measure | str, period: str, filters: Mapping[str, str] | None = None) -> Figure:
        """The figure of these parts.

        Raises:
            FigureError: there is no such measure, period, dimension or value.
        """
        try:
            found = measure if isinstance(measure, Measure) else measures.get(measure)
            canonical = periods.canonical(period)
        except (MeasureError, periods.PeriodError) as error:
            raise FigureError(str(error)) from error
        return cls(found.key, canonical, _canonical(found, filters or {}))

    @classmethod
    def parse(cls, key: str) -> Figure:
        """The figure that `key` names, such as `takedown-requests-received.2017.country-de`.

        Raises:
            FigureError: it names none.
        """
        return _parsed(key)

    @property
    def key(self) -> str:
        """The one text that names this figure; `parse` reads it back."""
        return ".".join(
            [self.measure_key, self.period, *(f"{name}-{value.lower()}" for name, value in self.filters)]
        )

    @property
    def measure(self) -> Measure:
        return measures.get(self.measure_key)

    def __str__(self) -> str:
        return self.key


@lru_cache(maxsize=4096)
def _parsed(key: str) -> Figure:
    measure, _, rest = key.strip().partition(".")
    period, _, tail = rest.partition(".")
    if not period:
        raise FigureError(
            f"{key!r} is no figure. Write measure.period, such as takedown-requests-received.2017."
        )
    filters: dict[str, str] = {}
    dimension = ""
    for part in tail.split(".") if tail else ():
        if found := _FILTER.fullmatch(part):
            dimension = found[1]
            if dimension in filters:
                raise FigureError(f"{key!r} names the {dimension} twice.")
            filters[dimension] = found[2]
        elif dimension:
            filters[dimension] += f".{part}"
        else:
            raise FigureError(
                f"{part!r} in {key!r} is no filter. Write one as {DIMENSIONS[0]}-de; "
                f"the dimensions are {', '.join(DIMENSIONS)}."
            )
    return Figure.of(measure, period, filters)


@cache
def countries() -> frozenset[str]:
    """The codes of the countries and territories that CLDR knows, ZZ (unknown) among them."""
    return frozenset(filter(_PATTERNS["country"].fullmatch, map(str, Locale("en").territories)))


def check_value(dimension: str, value: str) -> str:
    """`value` in its canonical form, if it can be one of `dimension`.

    Raises:
        FigureError: it cannot.
    """
    canonical = value.upper() if dimension == "country" else value.lower()
    if vocabulary := _VOCABULARIES.get(dimension):
        if canonical not in vocabulary:
            raise FigureError(f"{value!r} is no {dimension}. Use one of {', '.join(vocabulary)}.")
        return canonical
    if dimension == "country" and canonical not in countries():
        raise FigureError(f"{value!r} is no country. Write it like {_EXAMPLES[dimension]}.")
    if not _PATTERNS[dimension].fullmatch(canonical) or any(
        _FILTER.fullmatch(one) for one in canonical.split(".")[1:]
    ):
        raise FigureError(f"{value!r} is no {dimension}. Write it like {_EXAMPLES[dimension]}.")
    return canonical


def _canonical(measure: Measure, filters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    try:
        name(filters)
    except ValueError as error:
        raise FigureError(str(error)) from error
    for dimension in filters:
        if dimension in measure.dimensions:
            raise FigureError(
                f"{measure.key} cannot be filtered by {dimension}: its definition already fixes it."
            )
    return tuple((one, check_value(one, filters[one])) for one in DIMENSIONS if one in filters)
