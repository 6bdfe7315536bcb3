"""A text as it is searched: without case, accents, vowel marks, widths and invisible characters, and the way back.

A name is found however it is written: `JOSÉ` in `jose`, `ｊｏｓｅ` and `Jo\u00adse`, and a number in any digits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ALIKE = str.maketrans(
    {"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "‐": "-", "‑": "-", "–": "-", "’": "'", "ı": "i"}
)
_END_OF_LINE = re.compile("[\x02\u00ad][\r\n]+")
"""PDFium's and everybody's mark for a word that is broken at the end of a line."""
_DROPPED = frozenset({"Mn", "Cf", "Me"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `at` says for each of its characters where it stands in the original."""

    text: str
    at: list[int] | range

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text stands for."""
        return self.at[start], self.at[end - 1] + 1


def fold(text: str) -> Folded:
    """The text for searching."""
    if text.isascii() and "\x02" not in text:
        return Folded(text.lower(), range(len(text)))
    broken = {place for found in _END_OF_LINE.finditer(text) for place in range(*found.span())}
    out: list[str] = []
    at: list[int] = []
    for place, one in enumerate(text):
        if place in broken:
            continue
        for part in _folded(one):
            out.append(part)
            at.append(place)
    return Folded("".join(out), at)


def folded(text: str) -> str:
    """The text for searching, alone."""
    return fold(text).text


def _folded(one: str) -> str:
    if one.isascii():
        return "" if one == "\x02" else one.lower()
    if one.isdecimal():
        return str(unicodedata.decimal(one))
    parts = unicodedata.normalize("NFKD", one).casefold().translate(_ALIKE)
    return "".join(part for part in parts if part != "ـ" and unicodedata.category(part) not in _DROPPED)
