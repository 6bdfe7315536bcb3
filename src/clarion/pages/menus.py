"""Menus as one language shows them: what is stored once, resolved through the scope of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from clarion.pages.languages import field_name
from clarion.pages.places import PLACES

if TYPE_CHECKING:
    from clarion.pages.rendering import Scope

Stored = Mapping[str, Any]


@dataclass(frozen=True)
class MenuEntry:
    """One link of a menu, and those below it."""

    words: str
    address: str
    below: tuple[MenuEntry, ...] = ()


def chosen_pages(stored: Any) -> Iterator[int]:
    """The ids of the pages that stored menus lead to, in whatever language they were chosen."""
    if isinstance(stored, Mapping):
        for name, value in stored.items():
            if name == "page" and isinstance(value, int):
                yield value
            else:
                yield from chosen_pages(value)
    elif isinstance(stored, Iterable) and not isinstance(stored, str):
        for one in stored:
            yield from chosen_pages(one)


def entries(stored: Iterable[Stored], scope: Scope) -> tuple[MenuEntry, ...]:
    """The links of a stored menu in the scope's language; those that lead nowhere there are left out."""
    found = (_entry(one["value"], scope) for one in stored)
    return tuple(one for one in found if one is not None)


def groups(stored: Iterable[Stored], scope: Scope) -> tuple[tuple[str, tuple[MenuEntry, ...]], ...]:
    """The columns of the footer: heading and links. A column without any link is left out."""
    found = (
        (in_language(one["value"]["heading"], scope.language), entries(one["value"]["links"], scope))
        for one in stored
    )
    return tuple((heading, links) for heading, links in found if links)


def in_language(values: Mapping[str, str] | None, language: str) -> str:
    """The value in a language, or in the first language of the site that has one."""
    order = (language, *(code for code, _ in settings.LANGUAGES))
    return next(filter(None, (_own(values, code) for code in order)), "")


def _own(values: Mapping[str, str] | None, language: str) -> str:
    return (values or {}).get(field_name(language)) or ""


def _entry(value: Stored, scope: Scope) -> MenuEntry | None:
    below = entries(value.get("below") or (), scope)
    words = _own(value.get("words"), scope.language)
    if value.get("page"):
        page = scope.counterpart(value["page"])
        return MenuEntry(words or page.title, page.address, below) if page else None
    if path := value.get("path"):
        words = words or str(PLACES.get(path, "")) or in_language(value.get("words"), scope.language) or path
        return MenuEntry(words, f"/{scope.language}/{path}", below)
    address = _own(value.get("urls"), scope.language) or value.get("url")
    return MenuEntry(in_language(value.get("words"), scope.language), address, below) if address else None
