"""Checks of what a page is like for those who hear it, or go through it by keyboard. A new one is a file here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from bs4 import Tag
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: `find` gives a few words of each place that fails, from the main part of a page and its language."""

    key: str
    label: str | Promise
    find: Callable[[Tag, str], Iterable[str]]


def all_checks() -> tuple[Check, ...]:
    """Every check of this package, in the order of their files."""
    return tuple(import_module(f"{__name__}.{module.name}").CHECK for module in iter_modules(__path__))


def words_of(tag: Tag) -> str:
    """What a screen reader says of it: its label, or its text and the texts of its pictures."""
    label = tag.get("aria-label")
    pictures = [str(one.get("alt") or "") for one in tag.find_all("img")]
    titles = [one.get_text(" ", strip=True) for one in tag.select("svg > title")]
    text = label or " ".join([tag.get_text(" ", strip=True), *pictures, *titles])
    return " ".join(str(text).split())


def shortened(text: str) -> str:
    """Enough of a text to find it by."""
    return text if len(text) <= 120 else text[:119] + "…"
