"""Pages: whatever editors have published for everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Site

from clarion.news.models import ArticlePage
from clarion.pages.addresses import address_of
from clarion.policy.models import PositionPage
from clarion.search.documents import Document, TypeName
from clarion.search.page_text import plain, summary_of, text_of
from clarion.tracker.models import LegislationPage, LitigationPage

_OF_THEIR_OWN: dict[type[Page], str] = {
    ArticlePage: "news",
    PositionPage: "position",
    LegislationPage: "law",
    LitigationPage: "case",
}
"""Page types that readers filter by; all others are pages."""

_NAMES = ("heading", "eyebrow")
_CHUNK = 100


class Pages:
    """Live pages that no restriction hides, below the home page of a language."""

    name = "pages"
    types: Mapping[str, TypeName] = {
        "page": TypeName(
            pgettext_lazy("type of search result", "Page"), pgettext_lazy("type of search result", "Pages")
        ),
        "news": TypeName(
            pgettext_lazy("type of search result", "News"),
            pgettext_lazy("type of search result", "News"),
            is_dated=True,
        ),
        "position": TypeName(
            pgettext_lazy("type of search result", "Position"),
            pgettext_lazy("type of search result", "Positions"),
        ),
        "law": TypeName(
            pgettext_lazy("type of search result", "Law"), pgettext_lazy("type of search result", "Laws")
        ),
        "case": TypeName(
            pgettext_lazy("type of search result", "Court case"),
            pgettext_lazy("type of search result", "Court cases"),
        ),
    }

    def count(self) -> int:
        """How many pages are open to everybody."""
        return int(_open_pages().count())

    def documents(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """The open pages, or those of them whose ids are given."""
        pages = _open_pages()
        if keys is not None:
            pages = pages.filter(pk__in=[int(key) for key in keys])
        roots = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
        for page in pages.order_by("pk").specific().iterator(chunk_size=_CHUNK):
            language = page.locale.language_code
            if language in roots and page.url_path.startswith(roots[language]):
                yield _document(page, language)


def _open_pages() -> Any:
    return Page.objects.live().public().select_related("locale").filter(depth__gte=2)


def _document(page: Page, language: str) -> Document:
    address = address_of(page.url_path, language)
    title = plain(page.seo_title or page.title)
    return Document(
        key=str(page.pk),
        language=language,
        type=_type(page),
        title=title,
        address=address,
        summary=summary_of(page),
        text=text_of(page),
        also=plain(
            " ".join(sorted({page.title, *(getattr(page, name, "") for name in _NAMES)} - {title, ""}))
        ),
        date=_date(page),
    )


def _type(page: Page) -> str:
    return next((name for kind, name in _OF_THEIR_OWN.items() if isinstance(page, kind)), "page")


def _date(page: Page) -> date | None:
    """The day an article speaks of. Other pages are timeless: a mended comma makes none of them news."""
    found = getattr(page, "date", None)
    return found if isinstance(found, date) else None
