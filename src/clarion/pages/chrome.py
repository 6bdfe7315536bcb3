"""The frame around every page: header and footer.

Both are pure functions of a few values, which are read for every page. For equal values the markup is kept: the same
menu, languages and texts make the same header, so there is nothing that could be out of date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import get_template
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from clarion.pages.languages import LanguageLink
from clarion.pages.menus import MenuEntry, groups
from clarion.pages.rendering import Scope

KEPT = 2048


@dataclass(frozen=True)
class Logo:
    """The organisation's own mark: addresses for light and dark, and whether the name is part of it."""

    light: str
    dark: str
    holds_name: bool


def logo_of(scope: Scope) -> Logo | None:
    """The logo, if the organisation has one."""
    organisation = scope.organisation
    light = scope.image(organisation.logo_id) if organisation.logo_id else None
    dark = scope.image(organisation.logo_dark_id) if organisation.logo_dark_id else None
    if light is None:
        return None
    return Logo(light.file.url, dark.file.url if dark else "", organisation.logo_holds_name)


@dataclass(frozen=True)
class Header:
    """What the header says: on which page it stands, and what it leads to."""

    language: str
    path: str
    name: str
    logo: Logo | None
    donate_address: str
    menu: tuple[MenuEntry, ...]
    languages: tuple[LanguageLink, ...]

    @property
    def is_home(self) -> bool:
        """Whether the reader is on the front page."""
        return self.path == f"/{self.language}/"

    @property
    def items(self) -> list[tuple[MenuEntry, str]]:
        """The menu, each link with its `aria-current`: `page` on it, `true` below it, else empty."""
        return [(link, self._current(link)) for link in self.menu]

    def _current(self, link: MenuEntry) -> str:
        if link.address == self.path:
            return "page"
        return "true" if self.path.startswith(link.address) else ""


@lru_cache(maxsize=KEPT)
def header_markup(header: Header) -> SafeString:
    """The header, for the active language."""
    return mark_safe(get_template("includes/header.html").render({"header": header}))  # noqa: S308 - our template


@dataclass(frozen=True)
class Footer:
    """What the footer says. `groups` are headings with links; `profiles` are (name, address)."""

    language: str
    name: str
    about: str
    licence_note: str
    licence: str
    powered_by: str
    groups: tuple[tuple[str, tuple[MenuEntry, ...]], ...]
    profiles: tuple[tuple[str, str], ...]


def footer_of(scope: Scope) -> Footer:
    """The footer of one language."""
    texts = scope.texts
    return Footer(
        scope.language,
        texts.name,
        texts.about,
        texts.licence_note,
        scope.organisation.content_licence,
        texts.powered_by,
        groups(scope.organisation.footer.raw_data, scope),
        tuple((one["value"]["network"], one["value"]["url"]) for one in scope.organisation.profiles.raw_data),
    )


_TEXT_ONLY = "/text-only-address/"
_TEXT_ONLY_LINK = re.compile(rf'<p class="text-only"><a href="{_TEXT_ONLY}">.*?</a></p>\n?', re.DOTALL)


def footer_markup(footer: Footer, text_only: str) -> SafeString:
    """The footer, for the active language, with a link to the page as text alone where that has an address."""
    address = escape(iri_to_uri(text_only))

    def link(made: re.Match[str]) -> str:
        return made[0].replace(_TEXT_ONLY, address) if address else ""

    return mark_safe(_TEXT_ONLY_LINK.sub(link, _footer_markup(footer)))  # noqa: S308 - our template


@lru_cache(maxsize=KEPT)
def _footer_markup(footer: Footer) -> str:
    return str(get_template("includes/footer.html").render({"footer": footer, "text_only": _TEXT_ONLY}))
