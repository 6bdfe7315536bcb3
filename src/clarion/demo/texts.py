"""The demonstration's texts, the plan of its pages, and the credits of its pictures, read from their files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTENT = HERE / "content"
IMAGES = HERE / "images"
FILES = HERE / "files"
ROOMS_WITH_PAGES = ("organisation", "policy")
"""Rooms whose own files hold the texts of their pages; the pages are placed by the plan, like all others."""

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")

FIGURE = re.compile(r'<fig key="([a-z0-9._-]+)" as="(number|phrase|spelled)"/>')
"""A figure in a text: its key, and how it is said."""

LINK = re.compile(r'<a page="([a-z0-9/._-]+)">')
"""The opening of a link to a page of the same language."""

SOURCE = re.compile(r'<a href="(https://[^"]+)">')
"""The opening of a link to where a fact comes from."""

SYSTEM_PAGES = (
    "contact", "news/feed", "search", "subscribe", "transparency", "transparency/2017", "transparency/2017-h1",
    "transparency/data",
)  # fmt: skip
"""What texts may link to beyond the pages and articles they are made of: addresses every site has."""


@cache
def texts(language: str) -> dict[str, Any]:
    """All texts in one language, as nested tables.

    Raises:
        KeyError: the demonstration does not speak this language.
    """
    if language not in LANGUAGES:
        raise KeyError(f"The demonstration has no texts in {language!r}. It has: {', '.join(LANGUAGES)}.")
    whole = _read(CONTENT / f"{language}.toml")
    for room in ROOMS_WITH_PAGES:
        whole["pages"] |= room_texts(room, language)["pages"]
    return whole


@cache
def room_texts(room: str, language: str) -> dict[str, Any]:
    """The texts of one room in one language, as nested tables."""
    return _read(CONTENT / "rooms" / room / f"{language}.toml")


@cache
def room_plan(room: str) -> dict[str, Any]:
    """What does not change with the language in the texts of one room."""
    return _read(CONTENT / "rooms" / room / "plan.toml")


@cache
def plan() -> dict[str, Any]:
    """What does not change with the language: places and pictures of pages, dates and topics of articles."""
    return _read(CONTENT / "plan.toml")


@cache
def picture_credits() -> dict[str, Any]:
    """For each picture: author, licence, whether it is mirrored for right-to-left readers, title and description."""
    return _read(IMAGES / "credits.toml")


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value of nested tables with the path that leads to it, such as `pages.home.sections[0].body`."""
    if isinstance(tree, dict):
        for key, branch in tree.items():
            yield from leaves(branch, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for index, branch in enumerate(tree):
            yield from leaves(branch, f"{path}[{index}]")
    else:
        yield path, str(tree)


def targets() -> frozenset[str]:
    """Every address, without language, that a text may link to."""
    return frozenset((*plan()["pages"], *(f"news/{slug}" for slug in plan()["news"]), *SYSTEM_PAGES))


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
