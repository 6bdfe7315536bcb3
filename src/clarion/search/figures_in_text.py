"""Figures inside indexed text: kept as their key, read when shown, so that no result repeats a number of yesterday.

Written `⟦takedown-requests-received.2017⟧`, and `⟦takedown-requests-received.2017|number⟧` for the number alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clarion.transparency import wording
from clarion.transparency.figures import Figure, FigureError, Reading
from clarion.transparency.presentation import Fact
from clarion.transparency.wording.numbers import text as words_of

_PLACE = re.compile(r"⟦([a-z0-9_.-]+)(?:\|([a-z-]+))?⟧")
_FORMS = {"number": "number", "spelled": "spelled", "spelled-phrase": "spelled_phrase"}


def place(key: str, form: str) -> str:
    """The place of a figure, in a form of `clarion.pages.rich_text.FORMATS`; empty if the key names none."""
    try:
        figure = Figure.parse(key)
    except FigureError:
        return ""
    return f"⟦{figure.key}|{form}⟧" if form in _FORMS else f"⟦{figure.key}⟧"


def figures_in(texts: Iterable[str]) -> set[Figure]:
    """The figures that have a place in any of the texts."""
    return {figure for text in texts for key, _ in _PLACE.findall(text) if (figure := _figure(key))}


def without_values(text: str, language: str) -> str:
    """The text as it is indexed: what a figure counts, without the number, which changes."""
    return _PLACE.sub(lambda found: _noun(found[1], found[2], language), text)


def with_values(text: str, readings: Mapping[Figure, Reading], language: str) -> str:
    """The text with each figure's value as it is in `readings`."""
    return _PLACE.sub(lambda found: _words(found[1], found[2], readings, language), text)


def _figure(key: str) -> Figure | None:
    try:
        return Figure.parse(key)
    except FigureError:
        return None  # A measure that is gone: its place stays empty until the page is indexed anew.


def _noun(key: str, form: str | None, language: str) -> str:
    figure = _figure(key)
    if figure is None or form in {"number", "spelled"}:
        return ""
    return words_of(figure, language).nouns["other"].replace("{n}", " ")


def _words(key: str, form: str | None, readings: Mapping[Figure, Reading], language: str) -> str:
    reading = readings.get(figure) if (figure := _figure(key)) else None
    if reading is None:
        return wording.UNKNOWN_SIGN
    return str(getattr(Fact(reading, language), _FORMS.get(form or "", "phrase")))
