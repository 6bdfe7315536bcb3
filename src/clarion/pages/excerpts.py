"""The beginning of a text, cut where its script may be cut."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_LOOSE_ENDS = " ,;:·–—-/([{«‹“‘¿¡،؛、，；：（《「『"
"""What says nothing at the end of a cut text."""


def excerpt(text: str, most: int) -> str:
    """At most `most` characters of the text on one line; one that was cut ends in its script's ellipsis.

    Words stay whole where there are any, and a letter keeps its marks. Chinese and Japanese are cut between any two
    characters, and end in the two-part ellipsis of their typography.
    """
    whole = _SPACE.sub(" ", text).strip()
    if len(whole) <= most:
        return whole
    ellipsis = "……" if _is_spaceless(whole[max(most - 3, 0)]) else "…"
    kept = _cut(whole, max(most - len(ellipsis), 0)).rstrip(_LOOSE_ENDS)
    return (kept + ellipsis)[:most]


def _cut(text: str, place: int) -> str:
    """The text up to the last place at or before this one at which it may end."""
    for end in range(place, 0, -1):
        if _may_end(text, end):
            return text[:end]
    while place and unicodedata.combining(text[place]):  # One endless word: anywhere but within a letter.
        place -= 1
    return text[:place]


def _may_end(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf"):
        return False
    return " " in (before, after) or _is_spaceless(before) or _is_spaceless(after)


def _is_spaceless(character: str) -> bool:
    """Whether it belongs to a script that puts no space between words: Han, kana and their punctuation."""
    code = ord(character)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or code >= 0x20000
