"""`/sitemap.xml`: every public page with its translations (https://www.sitemaps.org/protocol.html).

What is public and no page of its own is registered by its room, in `AppConfig.ready()`: `register_places(source)`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from wagtail.models import Page

from clarion.pages.addresses import address_of
from clarion.pages.languages import html_lang
from clarion.pages.places import PLACES
from clarion.transparency import cases
from clarion.transparency.periods import Period
from clarion.transparency.report.calendar import Calendar


@dataclass(frozen=True)
class Place:
    """One public path and when it last changed. Places of one key are the same thing in different languages."""

    key: Hashable
    language: str
    path: str
    changed: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One address as the sitemap says it, with the same thing in other languages: (language tag, address)."""

    address: str
    changed: datetime | None
    alternates: tuple[tuple[str, str], ...]


Source = Callable[[], Iterable[Place]]
_SOURCES: list[Source] = []


def register_places(source: Source) -> None:
    """Adds places that are public and no pages of their own, such as the shelves of an archive."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def places() -> Iterator[Place]:
    """Every public place of the site: pages, rooms, and what other rooms registered."""
    yield from chain(_pages(), _rooms(), *(source() for source in _SOURCES))


def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap of the whole site."""
    together: dict[Hashable, list[Place]] = defaultdict(list)
    for place in places():
        together[place.key].append(place)
    entries = [entry for places in together.values() for entry in _entries(places)]
    return HttpResponse(
        render_to_string("pages/sitemap.xml", {"entries": entries}),
        content_type="application/xml; charset=utf-8",
    )


def _entries(places: list[Place]) -> Iterator[Entry]:
    address = {place.language: settings.BASE_URL + place.path for place in places}
    alternates = [(html_lang(language), address[language]) for language in address]
    if settings.LANGUAGE_CODE in address:
        alternates.append(("x-default", address[settings.LANGUAGE_CODE]))
    for place in places:
        yield Entry(address[place.language], place.changed, tuple(alternates))


def _pages() -> Iterator[Place]:
    rows = (
        Page.objects.live()
        .public()
        .filter(depth__gt=1)
        .order_by("path")
        .values_list("translation_key", "url_path", "locale__language_code", "last_published_at")
    )
    for key, url_path, language, changed in rows:
        yield Place(key, language, address_of(url_path, language), changed)


def _rooms() -> Iterator[Place]:
    for reference, changed in cases.places():
        for code, _ in settings.LANGUAGES:
            yield Place(("case", reference), code, f"/{code}/transparency/cases/{reference}/", changed)
    for room in [*PLACES, *(f"transparency/{period}/" for period in _reports())]:
        for code, _ in settings.LANGUAGES:
            yield Place(room, code, f"/{code}/{room}")


def _reports() -> Iterator[Period]:
    """What the navigation of the reports names; made-up numbers have no place in a search engine."""
    calendar = Calendar.load()
    lines = calendar.navigation(None, settings.LANGUAGE_CODE)
    listed = [one.period for line in lines for one in (line, *line.parts)]
    yield from (one for one in listed if one not in calendar.invented)
