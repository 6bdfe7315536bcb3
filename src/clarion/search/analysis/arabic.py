"""Arabic words: the article, prefixes and suffixes taken off, and the broken plural met halfway.

Snowball's Arabic stemmer is not used: it cuts a word with its article further than the same word without (`القانون`
becomes `قان`, `قانون` stays), so that one would not find the other. This one cuts both alike, after the pattern of
Larkey's "light10" (Larkey, Ballesteros and Connell, 2007, "Light Stemming for Arabic Information Retrieval").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ONE_FORM = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_ARTICLE = re.compile(r"(?:[وف]?(?:بال|كال|لل)(?=.{3})|[وف]ال(?=.{2})|ال(?=.{2}))")
_PREFIX_LETTERS = "وفبكل"
"""And, then, by, like, for: written together with the word, and often the first letter of a word itself."""

_SUFFIXES = (
    ("ات", 2), ("ها", 3), ("هم", 3), ("نا", 3), ("كم", 3), ("ان", 3), ("ون", 3), ("ين", 3), ("يه", 3),
    ("ه", 2), ("ي", 3),
)  # fmt: skip
"""Endings of number, gender and possession, each with the letters that must remain."""

_FEMININE = (("ات", 2), ("يه", 3), ("ه", 2))
_WEAK = re.compile("[اوي]")

SKELETON = "~"
"""Starts a term that holds only the consonants of a word, so that it is never taken for a word."""


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters."""
    return "\u0620" <= word[0] <= "\u06ff"


def terms(word: str) -> Iterator[str]:
    """The stem of a normalised Arabic word, then looser forms.

    Looser are: the stem without a first letter that may be a preposition or `and`, and the bare consonants, which a
    word shares with its broken plural (`تقرير` and `تقارير` are both `تقرر`).
    """
    whole = plain(word)
    bare = _ARTICLE.sub("", whole, count=1) if _ARTICLE.match(whole) else whole
    yield _stem(bare)
    looser = [bare]
    if bare == whole and whole[:1] in tuple(_PREFIX_LETTERS) and len(whole) > 3:
        looser.append(whole[1:])
        yield _stem(whole[1:])
    for one in looser:
        if skeleton := _skeleton(one):
            yield SKELETON + skeleton


def plain(word: str) -> str:
    """A word without vowel signs and the lengthening stroke, each letter in one form: `إِلَى` → `الي`."""
    without_marks = "".join(one for one in word if unicodedata.category(one) != "Mn")
    return without_marks.translate(_ONE_FORM).rstrip("ء") or without_marks


def _stem(word: str) -> str:
    for _ in range(3):
        shorter = _cut(word, _SUFFIXES)
        if shorter == word:
            break
        word = shorter
    return word


def _cut(word: str, suffixes: tuple[tuple[str, int], ...]) -> str:
    for suffix, remain in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= remain:
            return word.removesuffix(suffix)
    return word


def _skeleton(word: str) -> str:
    singular = _cut(word, _FEMININE)
    consonants = _WEAK.sub("", singular)
    if len(singular) == 2 and len(consonants) == 2:
        consonants += consonants[-1]  # A doubled root: `حق` is to `حقوق` as `حقق`.
    return consonants if len(consonants) >= 3 else ""
