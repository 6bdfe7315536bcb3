"""How long a text takes to read.

Speeds are the means of adults who read aloud from the standardised texts of IReST, a little slower than silent reading:
S. Trauzettel-Klosinski, K. Dietz, "Standardized Assessment of Reading Performance: The New International Reading Speed
Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012).
"""

from __future__ import annotations

import re

WORDS_A_MINUTE = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "nl": 202, "pl": 166,
    "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}  # fmt: skip
USUAL = 184
"""The mean over all languages of the study."""

CHARACTERS_A_MINUTE = 255
"""Of Chinese, which puts no spaces between words."""

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def minutes(text: str, language: str) -> int:
    """Whole minutes, at least one."""
    characters = len(_HAN.findall(text))
    words = len(_WORD.findall(_HAN.sub(" ", text)))
    speed = WORDS_A_MINUTE.get(language.split("-")[0], USUAL)
    return max(1, round(characters / CHARACTERS_A_MINUTE + words / speed))
