"""Text to terms: the one analysis for pages and queries, on every database.

A term is what is looked up: the stem of a word, without case and accents. A word has one exact term and perhaps
looser ones. Where words are not parted by spaces (Chinese), every character is a term, and every pair of neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from typing import NamedTuple

from clarion.search.analysis import arabic
from clarion.search.analysis.letters import UNSPACED, joining_characters, normalised, unaccented
from clarion.search.analysis.stems import stem, with_lost_accent
from clarion.search.analysis.stop_words import is_stop_word

__all__ = ["VERSION", "Token", "analyse", "is_stop_word", "normalised", "tokens_with"]

VERSION = "1"
"""Change it with the analysis: every entry is then written anew at the next `reindex`."""


class Token(NamedTuple):
    """A word, or a character of a script without spaces: where it stands in the text, and its terms."""

    start: int
    end: int
    terms: tuple[str, ...]
    """The exact term first, then looser ones. Of a character: itself, then the pair it begins."""
    in_run: bool
    """Whether it is a character in a run without spaces."""


def analyse(text: str, language: str) -> Iterator[Token]:
    """The tokens of a text, in order."""
    for found in _word_pattern(language.split("-")[0]).finditer(text):
        if found.lastgroup == "run":
            yield from _characters(found.group(), found.start())
        else:
            yield Token(found.start(), found.end(), terms_of(found.group(), language), False)


def tokens_with(terms: AbstractSet[str], text: str, language: str) -> Iterator[Token]:
    """The tokens of a text that have one of the terms. Faster than `analyse`: other words are hardly looked at."""
    initials = {term[0] for term in terms}
    for found in _word_pattern(language.split("-")[0]).finditer(text):
        word = found.group()
        if found.lastgroup == "run":
            candidates = _characters(word, found.start())
        elif arabic.is_arabic(word) or _initial(word[0]) in initials:
            candidates = iter((Token(found.start(), found.end(), terms_of(word, language), False),))
        else:
            continue
        yield from (token for token in candidates if any(term in terms for term in token.terms))


@lru_cache(maxsize=200_000)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The terms of one word as it is written, the exact one first."""
    plain = normalised(word)
    if language.split("-")[0] == "en":
        plain = plain.replace("’", "'").removesuffix("'s").replace("'", "")
    if not plain:
        return (word[:1],)
    if arabic.is_arabic(plain):
        found = list(arabic.terms(plain))
    else:
        bare = unaccented(plain)
        # The looser form is what a reader types who leaves out the accents.
        found = [
            unaccented(stem(one, language))
            for one in (plain, with_lost_accent(bare, language), *_singular(plain, language))
        ]
    return tuple(dict.fromkeys(one for one in found if one))


def _singular(word: str, language: str) -> tuple[str, ...]:
    """`loi` for `lois`, `año` for `años`: Snowball leaves an s after some vowels, since it may belong to the word."""
    is_plural = language.split("-")[0] in {"fr", "es"} and len(word) > 3 and word.endswith("s")
    return (word[:-1],) if is_plural else ()


@lru_cache(maxsize=2_000)
def _initial(letter: str) -> str:
    return unaccented(normalised(letter))[:1]


def _normalised_run(run: str) -> str:
    plain = "".join(_one(character) for character in run)
    return plain if len(plain) == len(run) else run


@lru_cache(maxsize=20_000)
def _one(character: str) -> str:
    return normalised(character)


def _characters(run: str, offset: int) -> Iterator[Token]:
    plain = _normalised_run(run)
    for place, character in enumerate(plain):
        pair = plain[place : place + 2]
        terms = (character, pair) if len(pair) == 2 else (character,)
        yield Token(offset + place, offset + place + 1, terms, True)


@cache
def _word_pattern(language: str) -> re.Pattern[str]:
    letter = rf"[^\W_{UNSPACED}]"
    word = rf"{letter}(?:{letter}|[{joining_characters()}])*"
    if language == "en":
        # `Wikimedia's` is one word; in French `l’accès` is two.
        word += rf"(?:['’]{letter}+)*"
    return re.compile(rf"(?P<run>[{UNSPACED}]+)|(?P<word>{word})")
