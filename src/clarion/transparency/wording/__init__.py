"""What figures say in each language. Everything a sentence, a chart or a table needs is here."""

from __future__ import annotations

from django.utils import translation

from clarion.core.languages import language
from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT, Outcome, Process, Requester
from clarion.transparency.figures import Figure, Reading
from clarion.transparency.measures import Measure
from clarion.transparency.periods import ALL, RELATIVE, parse
from clarion.transparency.wording.numbers import (
    UNKNOWN_SIGN,
    noun,
    number,
    phrase,
    spelled,
    spelled_phrase,
    text,
)
from clarion.transparency.wording.projects import project_name
from clarion.transparency.wording.spans import period_name, period_names, short_period_name
from clarion.transparency.wording.words import worded

__all__ = [
    "UNKNOWN_SIGN",
    "coverage_note",
    "definition",
    "difference_name",
    "explanation",
    "label",
    "noun",
    "number",
    "period_name",
    "period_names",
    "phrase",
    "short_period_name",
    "spelled",
    "spelled_phrase",
    "title",
    "value_name",
]

_VOCABULARIES = {"outcome": Outcome, "process": Process, "requester": Requester}


def label(of: Figure | Measure, code: str) -> str:
    """The measure's short name, such as `Takedown requests received`."""
    return text(of, code).label


def definition(of: Figure | Measure, code: str) -> str:
    """What the measure counts, in a sentence or two."""
    return text(of, code).definition


def title(reading: Reading, code: str) -> str:
    """The figure in words: its measure, the values it is filtered by, and the days it was asked for."""
    figure = reading.figure
    parts = [
        label(figure, code),
        *(value_name(dimension, value, code) for dimension, value in figure.filters),
    ]
    if figure.period == ALL:
        parts.append(period_name(None, code))
    else:
        parts.append(period_name(reading.period if figure.period in RELATIVE else parse(figure.period), code))
    separator = {"ar": "، ", "zh": "，"}.get(language(code).locale.language, ", ")
    return separator.join(parts)


def coverage_note(reading: Reading, code: str) -> str:
    """`January to June 2017 only` where the value speaks of less than was asked for; else empty."""
    if not reading.is_known or reading.is_complete:
        return ""
    return worded(code).note["only"].format(periods=period_names(reading.covered, code))


def explanation(reading: Reading, code: str) -> str:
    """Why an unknown figure is unknown, in a sentence; empty for a known one."""
    if reading.missing is None:
        return ""
    return worded(code).missing[reading.missing.value].format(period=period_name(reading.period, code))


def value_name(dimension: str, value: str, code: str) -> str:
    """The name of a value of a dimension: a country by CLDR, a word of the register's vocabulary, or a project."""
    if (dimension, value) in {("country", UNKNOWN_COUNTRY), ("project", UNKNOWN_PROJECT)}:
        return worded(code).note["unknown"]
    if dimension == "country":
        return language(code).territory(value)
    if dimension == "project":
        return project_name(value, code)
    if vocabulary := _VOCABULARIES.get(dimension):
        with translation.override(code):
            return str(vocabulary(value).label)
    return value


def difference_name(code: str) -> str:
    """What a table calls the row that is the total less its rows."""
    return worded(code).note["difference"]
