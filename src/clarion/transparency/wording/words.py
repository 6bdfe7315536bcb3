"""The words of figures in one language: patterns for periods, notes and small numbers, from `texts/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clarion.core.languages import SOURCE_LANGUAGE, Language, language

_FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Words:
    """What sentences about figures are made of, with the language they are in."""

    language: Language
    period: dict[str, str]
    note: dict[str, str]
    missing: dict[str, str]
    project: dict[str, str]
    family: dict[str, str]
    spelled: dict[str, list[str]]


@cache
def worded(code: str) -> Words:
    """The words of a language; English ones and English plural forms together for one that has no file."""
    chain = (code.split("-")[0], code)
    spoken = code if any((_FOLDER / f"{one}.toml").is_file() for one in chain) else SOURCE_LANGUAGE
    texts: dict[str, Any] = {"spelled": {}}
    for one in dict.fromkeys((SOURCE_LANGUAGE, *chain)):
        file = _FOLDER / f"{one}.toml"
        if file.is_file():
            with file.open("rb") as stream:
                texts |= tomllib.load(stream)
    return Words(language(spoken), **texts)
