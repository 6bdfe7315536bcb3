"""The frame around every page: header and footer.

Both are pure functions of a few values, which are read for every page. For equal values the markup is kept: the same
menu, languages and texts make the same header, so there is nothing that could be out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from clarion.pages.languages import LanguageLink
from clarion.pages.links import PageLink
from clarion.pages.rendering import Scope

KEPT = 2048


@dataclass(frozen=True)
class Header:
    """What the header says: on which page it stands, and what it leads to."""

    language: str
    path: str
    name: str
    donate_address: str
    menu: tuple[PageLink, ...]
    languages: tuple[LanguageLink, ...]

    @property
    def is_home(self) -> bool:
        """Whether the reader is on the front page."""
        return self.path == f"/{self.language}/"

    @property
    def items(self) -> list[tuple[PageLink, str]]:
        """The menu, each link with its `aria-current`: `page` on it, `true` below it, else empty."""
        return [(link, self._current(link)) for link in self.menu]

    def _current(self, link: PageLink) -> str:
        if link.address == self.path:
            return "page"
        return "true" if self.path.startswith(link.address) else ""


@lru_cache(maxsize=KEPT)
def header_markup(header: Header) -> SafeString:
    """The header, for the active language."""
    return mark_safe(get_template("includes/header.html").render({"header": header}))  # noqa: S308 - our template


@dataclass(frozen=True)
class Footer:
    """What the footer says. `groups` are headings with (address, words) pairs; `profiles` are (name, address)."""

    language: str
    name: str
    about: str
    licence_note: str
    licence: str
    powered_by: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    profiles: tuple[tuple[str, str], ...]


def footer_of(scope: Scope) -> Footer:
    """The footer of one language, its links to pages resolved through the scope; links that lead nowhere left out."""
    texts = scope.texts
    return Footer(
        scope.language,
        texts.name,
        texts.about,
        texts.licence_note,
        scope.organisation.content_licence,
        texts.powered_by,
        tuple(
            (group["value"]["heading"], tuple(_links(group["value"]["links"], scope)))
            for group in texts.footer.raw_data
        ),
        tuple((one["value"]["network"], one["value"]["url"]) for one in scope.organisation.profiles.raw_data),
    )


def _links(stored: Iterable[dict[str, Any]], scope: Scope) -> Iterator[tuple[str, str]]:
    for item in stored:
        link = item["value"]
        if link.get("page"):
            page = scope.link(link["page"])
            if page:
                yield page.address, link.get("text") or page.title
        elif link.get("path"):
            yield f"/{scope.language}/{link['path']}", link["text"]
        elif link.get("url"):
            yield link["url"], link.get("text") or link["url"]


@lru_cache(maxsize=KEPT)
def footer_markup(footer: Footer) -> SafeString:
    """The footer, for the active language."""
    return mark_safe(get_template("includes/footer.html").render({"footer": footer}))  # noqa: S308 - our template
