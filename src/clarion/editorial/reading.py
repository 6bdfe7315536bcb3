"""Pages as readers get them, read by the checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page


@dataclass(frozen=True)
class ReadPage:
    """A live page, and the HTML it is served as."""

    page: Page
    html: str

    @cached_property
    def main(self) -> Tag:
        """What the page itself says, without what stands around every page."""
        soup = BeautifulSoup(self.html, "html.parser")
        found = soup.find("main")
        return found if isinstance(found, Tag) else soup

    @property
    def language(self) -> str:
        """The language it is written in."""
        return str(self.page.locale.language_code)

    @property
    def own_links(self) -> list[str]:
        """The addresses of this site that it links to."""
        return [one for one in self._links if _is_ours(one)]

    @property
    def links_elsewhere(self) -> list[str]:
        """The addresses of other sites that it links to."""
        return [one for one in self._links if not _is_ours(one)]

    @cached_property
    def _links(self) -> list[str]:
        """Whole addresses, without the part after `#`, each once."""
        here = settings.BASE_URL + (self.page.url or "/")
        found = (
            urljoin(here, str(one["href"])).partition("#")[0] for one in self.main.find_all("a", href=True)
        )
        return [one for one in dict.fromkeys(found) if urlsplit(one).scheme in {"http", "https"}]


def read(page: Page) -> ReadPage:
    """Serves a page as a reader would get it, and reads it."""
    specific = page.specific
    with translation.override(page.locale.language_code):
        answer = specific.serve(reader_of(specific.url or "/"))
        if hasattr(answer, "render"):
            answer.render()
    return ReadPage(page, answer.content.decode())


def _is_ours(address: str) -> bool:
    return urlsplit(address).netloc == urlsplit(settings.BASE_URL).netloc


def reader_of(path: str) -> WSGIRequest:
    """What a reader of an address would send."""
    base = urlsplit(settings.BASE_URL)
    return RequestFactory().get(
        urlsplit(path).path, headers={"host": base.netloc}, secure=base.scheme == "https"
    )
