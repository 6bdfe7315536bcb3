"""What the rest of the site shows of the news: articles beside other pages, archives in the sitemap."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from clarion.core.languages import language as spoken
from clarion.news.models import ArticlePage, NewsIndexPage
from clarion.pages.addresses import address_of
from clarion.pages.related import RelatedLink
from clarion.pages.sitemap import Place


def articles_about(topics: Collection[str], language: str, limit: int) -> Iterator[RelatedLink]:
    """The articles that share most of the topics, of these the newest."""
    for article in ArticlePage.objects.closest(topics, language).public()[:limit]:
        yield RelatedLink(
            article.title, address_of(article.url_path, language), spoken(language).day(article.date)
        )


def archive_places() -> Iterator[Place]:
    """Every topic and year that holds articles, in each language that has a list of them."""
    for index in NewsIndexPage.objects.live().public().select_related("locale"):
        language = index.locale.language_code
        for path, changed in _shelves_with_changes(language).items():
            yield Place(("news", path), language, address_of(index.url_path, language) + path, changed)


def _shelves_with_changes(language: str) -> dict[str, datetime | None]:
    """The shelves of a language by their paths, each with the time when one of its articles was last published."""
    rows = (
        ArticlePage.objects.newest(language)
        .public()
        .values_list("topics__slug", "date__year", "last_published_at")
    )
    found: dict[str, datetime | None] = {}
    for topic, year, published in rows:
        for path in [f"{year}/", *([f"topic/{topic}/"] if topic else [])]:
            times = [one for one in (found.get(path), published) if one]
            found[path] = max(times, default=None)
    return found
