"""The words of measures, one TOML file a language. An added language is an added file; see `load`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_SOURCE_LANGUAGE = "en"
_added: list[Path] = []


@dataclass(frozen=True, slots=True)
class MeasureText:
    """The words of one measure in one language.

    `nouns` maps each CLDR plural category to a form in which `{n}` stands for the number. A form without `{n}`
    says the number itself (Arabic one and two).
    """

    label: str
    definition: str
    nouns: Mapping[str, str]
    gender: str


def languages() -> tuple[str, ...]:
    """The languages for which there is a file, by code."""
    return tuple(sorted({file.stem for folder in (_FOLDER, *_added) for file in folder.glob("*.toml")}))


def add_folder(folder: Path) -> None:
    """Read measures' words also from the files `{language}.toml` in `folder`, which another application brings."""
    _added.append(folder)
    load.cache_clear()


@cache
def load(language: str) -> Mapping[str, MeasureText]:
    """The words of all measures in `language` (such as `zh-hans`), by key.

    What a language lacks, its base language or else English gives.
    """
    found: dict[str, MeasureText] = {}
    for code in dict.fromkeys((_SOURCE_LANGUAGE, language.split("-")[0], language)):
        for folder in (_FOLDER, *_added):
            file = folder / f"{code}.toml"
            if file.is_file():
                found.update(_read(file))
    return found


def _read(file: Path) -> dict[str, MeasureText]:
    with file.open("rb") as stream:
        entries = tomllib.load(stream)
    return {
        key: MeasureText(one["label"], one["definition"], one["noun"], one.get("gender", "masculine"))
        for key, one in entries.items()
    }
