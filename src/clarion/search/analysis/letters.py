"""What is one letter, whichever way it was typed: Unicode normalisation, case and accents."""

from __future__ import annotations

import unicodedata
from functools import cache

LONGEST_TERM = 40
"""Characters of a word that count. What is longer is no word but a key or an address."""

UNSPACED = (
    "\u3040-\u30ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
)
"""Characters of scripts that put no space between words, as the inside of a regular expression's class."""


@cache
def joining_characters() -> str:
    """Marks and invisible joiners that stand inside words, as the inside of a regular expression's class.

    Python's `\\w` ends a word at a vowel sign, which would cut vocalised Arabic to pieces.
    """
    ranges: list[list[int]] = []
    for code in range(0x10000):
        if unicodedata.category(chr(code)) in {"Mn", "Mc"} or code in {0xAD, 0x200C, 0x200D, 0x2060}:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


@cache
def _digits() -> dict[int, str]:
    codes = (code for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) == "Nd")
    return {code: str(unicodedata.decimal(chr(code))) for code in codes}


def normalised(word: str) -> str:
    """A word in one case and one form (NFKC), without invisible characters, its digits 0 to 9."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    visible = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    return visible.translate(_digits())[:LONGEST_TERM]


def unaccented(word: str) -> str:
    """A word without accents and other marks: `pétition` → `petition`, `œuvre` → `oeuvre`."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word)
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return bare.replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l").replace("đ", "d")
