"""Questions with answers, and terms with meanings: one TOML file a language, in the order in which they are read.

A question or term is an entry of the English file; another language gives its own words under the same key. Where it
has none, the English ones stand in.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clarion.core.languages import SOURCE_LANGUAGE

_FOLDER = Path(__file__).parent


class Entry(NamedTuple):
    """A question with its answer, or a term with its meaning. `link` is a path below the language, or empty.

    `language` is that of the words.
    """

    key: str
    name: str
    text: str
    link: str
    language: str


def questions(code: str) -> tuple[Entry, ...]:
    """What readers ask, in the language `code`."""
    return _entries("faq", code)


def terms(code: str) -> tuple[Entry, ...]:
    """The words of the reports, in the language `code`."""
    return _entries("glossary", code)


@cache
def _entries(folder: str, code: str) -> tuple[Entry, ...]:
    original = _read(_FOLDER / folder / f"{SOURCE_LANGUAGE}.toml")
    own = _read(_FOLDER / folder / f"{code}.toml")
    return tuple(
        Entry(
            key, words["name"], words["text"], entry.get("link", ""), code if key in own else SOURCE_LANGUAGE
        )
        for key, entry in original.items()
        for words in (own.get(key, entry),)
    )


def _read(file: Path) -> dict[str, dict[str, str]]:
    if not file.is_file():
        return {}
    with file.open("rb") as stream:
        return tomllib.load(stream)
