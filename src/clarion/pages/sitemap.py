"""`/sitemap.xml`: every public page with its translations (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from wagtail.models import Page

from clarion.pages.addresses import address_of
from clarion.pages.languages import html_lang

ROOMS = ("transparency/", "transparency/figures/", "transparency/data/", "subscribe/", "contact/")
"""What is public and no page: the same in every language."""


@dataclass(frozen=True)
class Place:
    """One address, when it last changed, and the same thing in other languages: (language tag, address)."""

    address: str
    changed: datetime | None
    alternates: tuple[tuple[str, str], ...]


def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap of the whole site."""
    places = [*_pages(), *_rooms()]
    return HttpResponse(
        render_to_string("pages/sitemap.xml", {"places": places}),
        content_type="application/xml; charset=utf-8",
    )


def _pages() -> Iterator[Place]:
    rows = (
        Page.objects.live()
        .public()
        .filter(depth__gt=1)
        .order_by("path")
        .values_list("translation_key", "url_path", "locale__language_code", "last_published_at")
    )
    together: dict[UUID, list[tuple[str, str, datetime | None]]] = defaultdict(list)
    for key, url_path, language, changed in rows:
        together[key].append((language, settings.BASE_URL + address_of(url_path, language), changed))
    for versions in together.values():
        alternates = tuple((html_lang(language), address) for language, address, _ in versions)
        for _, address, changed in versions:
            yield Place(address, changed, alternates)


def _rooms() -> Iterator[Place]:
    codes = [code for code, _ in settings.LANGUAGES]
    for room in ROOMS:
        alternates = tuple((html_lang(code), f"{settings.BASE_URL}/{code}/{room}") for code in codes)
        for _, address in alternates:
            yield Place(address, None, alternates)
