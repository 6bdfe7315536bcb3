"""Stems: what the inflected forms of a word have in common, by the Snowball algorithm of the language."""

from __future__ import annotations

import re
import threading
from functools import cache

import snowballstemmer
from babel import Locale, UnknownLocaleError

_of_this_thread = threading.local()
_SPANISH_ACCENT = re.compile("(?<=[csgx])ion$")


@cache
def algorithm(language: str) -> str:
    """The name of the Snowball algorithm for a language code (`pt-br` → `portuguese`); empty if there is none."""
    try:
        name = (Locale.parse(language, sep="-").get_language_name("en") or "").lower().split(" ")[0]
    except (UnknownLocaleError, ValueError):
        return ""
    return name if name in snowballstemmer.algorithms() else ""


def stem(word: str, language: str) -> str:
    """The stem of a word of a language, as it was written: accents decide in French and Spanish."""
    name = algorithm(language)
    if not name:
        return word
    # A stemmer keeps the word it works on, so threads do not share one.
    stemmers = _of_this_thread.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    return str(stemmers[name].stemWord(with_lost_accent(word, language)))


def with_lost_accent(word: str, language: str) -> str:
    """`legislacion` as `legislación`: readers leave out an accent that the Spanish stemmer looks for."""
    return _SPANISH_ACCENT.sub("ión", word) if language.split("-")[0] == "es" else word
