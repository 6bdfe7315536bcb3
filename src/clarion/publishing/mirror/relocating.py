"""Makes a file of the site lead to its neighbours by relative links, so that it works from any place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.utils import translation
from django.utils.translation import gettext

from clarion.pages.text_only.markup import TAG, attributes

_FORM = re.compile(r"<form\b([^>]*)>.*?</form>", re.DOTALL)
_LINK = re.compile(r"""(\s(?:href|src|poster|data|cite|xlink:href)\s*=\s*)("[^"]*"|'[^']*')""")
_SOURCES = re.compile(r'(\s(?:srcset|imagesrcset)\s*=\s*")([^"]*)"')
_CSS = re.compile(r"""(url\(\s*|@import\s+)("[^"]*"|'[^']*'|[^"')\s]+)""")
_QUOTES = "\"'"
_ONLY_SERVED = {"preload", "manifest", "search"}
"""Links that only help where a server answers; from a file, browsers refuse them."""
_ABOUT_THE_SITE = {"canonical", "alternate", "license"}
_SCRIPT = re.compile(r"<script\b[^>]*\bdata-living[^>]*></script>\n?")


@dataclass(frozen=True)
class Relocation:
    """Where everything lies in a copy.

    Attributes:
        places: address → path, of what is in the copy.
        site: the address of the living site, to which all else leads.
    """

    places: Mapping[str, str]
    site: str

    def file(self, path: str, media_type: str, body: bytes) -> bytes:
        """The file at a path as the copy has it."""
        kind = media_type.partition(";")[0].strip()
        if kind in {"text/html", "application/xhtml+xml"}:
            return self.html(path, body.decode()).encode()
        if kind == "text/css":
            return self.css(path, body.decode()).encode()
        if kind == "image/svg+xml":
            return _LINK.sub(lambda one: self._attribute(one, path), body.decode()).encode()
        # Feeds and data go to programs that keep them without their place: they name the living site.
        return body

    def html(self, path: str, text: str) -> str:
        """A page: links, pictures and styles by relative addresses; forms lead to the living site."""
        text = TAG.sub(lambda one: self._tag(one, path), _SCRIPT.sub("", text))
        # Last, so that what leads to the living site is not led back into the copy.
        return _FORM.sub(lambda one: self._instead_of_form(path, attributes(one[1])), text)

    def css(self, path: str, text: str) -> str:
        """A stylesheet."""
        return _CSS.sub(lambda one: f'{one[1]}"{self.link(one[2].strip(_QUOTES), path)}"', text)

    def link(self, link: str, path: str) -> str:
        """Where a link of the file at a path leads in the copy: to a file of it, or else to the living site."""
        if not link or link.startswith("#"):
            return link
        here = self.site + self._address(path)
        parts = urlsplit(urljoin(here, link))
        if f"{parts.scheme}://{parts.netloc}" != self.site:
            return link
        target = None if parts.query else self.places.get(_normal(parts.path))
        if target is None:
            return parts.geturl()
        if target == path and parts.fragment:
            return f"#{parts.fragment}"
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return quote(posixpath.relpath(target, posixpath.dirname(path) or ".")) + fragment

    @staticmethod
    def _address(path: str) -> str:
        folder, _, name = path.rpartition("/")
        return f"/{folder}/" if folder and name.startswith("index.") else f"/{path}"

    def _tag(self, found: re.Match[str], path: str) -> str:
        written = found[0]
        if "=" not in written or written.startswith(("<!--", "</")):
            return written
        if (found[2] or "").lower() == "link":
            rels = set(attributes(found[3]).get("rel", "").split())
            if rels & _ONLY_SERVED:
                return ""
            if rels & _ABOUT_THE_SITE:
                return _LINK.sub(self._absolute, written)
        written = _LINK.sub(lambda one: self._attribute(one, path), written)
        return _SOURCES.sub(lambda one: self._sources(one, path), written)

    def _attribute(self, found: re.Match[str], path: str) -> str:
        return f'{found[1]}"{escape(self.link(unescape(found[2][1:-1]), path))}"'

    def _absolute(self, found: re.Match[str]) -> str:
        return f'{found[1]}"{escape(urljoin(self.site + "/", unescape(found[2][1:-1])))}"'

    def _sources(self, found: re.Match[str], path: str) -> str:
        parts = []
        for source in unescape(found[2]).split(","):
            address, _, size = source.strip().partition(" ")
            parts.append(f"{self.link(address, path)} {size}".strip())
        return f'{found[1]}{escape(", ".join(parts))}"'

    def _instead_of_form(self, path: str, form: dict[str, str]) -> str:
        here = self.site + self._address(path)
        address = urljoin(here, form.get("action", ""))
        if form.get("method", "get").lower() == "post":
            address = here
        with translation.override(
            translation.get_language_from_path(f"/{path}") or translation.get_language()
        ):
            words = gettext("This works on the living site:")
        return f'<p class="living">{escape(words)} <a href="{escape(address)}"><bdi>{escape(address)}</bdi></a></p>'


def _normal(path: str) -> str:
    """An address as `layout.address_for` writes it."""
    return quote(unquote(path), safe="/-._~!$&'()*+,;=:@")
