"""The archive: shelves of articles, a page at a time, at addresses that stay.

`/{language}/news/` holds all articles, `topic/{slug}/` below it those of a topic, `{year}/` those of a year; further
pages follow as `?page=2`. What is no number of a page, or has no article, is not found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest

from clarion.core.languages import language as spoken
from clarion.pages.addresses import address_of
from clarion.pages.models import Topic
from clarion.pages.rendering import Scope

if TYPE_CHECKING:
    from clarion.news.models import ArticleQuerySet

ARTICLES_A_PAGE = 6
_YEAR = re.compile(r"[1-9]\d{3}")


@dataclass(frozen=True)
class Shelf:
    """Some of the articles of one language. `path` is its address below that of the whole list."""

    language: str
    path: str = ""
    topic: Topic | None = None
    year: int | None = None

    @property
    def title(self) -> str:
        """What it is called; empty for the whole list."""
        if self.topic is not None:
            return self.topic.name
        return spoken(self.language).year(self.year) if self.year else ""

    def articles(self) -> ArticleQuerySet:
        """Its articles that anybody may read, newest first."""
        from clarion.news.models import ArticlePage

        return self._narrowed(ArticlePage.objects.newest(self.language).public())

    def languages(self) -> set[str]:
        """The languages in which the same shelf holds something."""
        from clarion.news.models import ArticlePage

        found = self._narrowed(ArticlePage.objects.live().public())
        return set(found.order_by().values_list("locale__language_code", flat=True).distinct())

    def _narrowed(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        if self.topic is not None:
            articles = articles.about([self.topic.slug])
        return articles if self.year is None else articles.filter(date__year=self.year)


def whole(language: str) -> Shelf:
    """All articles of a language."""
    return Shelf(language)


def named(path: Sequence[str], language: str) -> Shelf | None:
    """The shelf at an address below the list's; None if no shelf is named so."""
    match list(path):
        case ["topic", slug]:
            topic = Topic.objects.in_language(language).filter(slug=slug).first()
            return Shelf(language, f"topic/{slug}/", topic=topic) if topic else None
        case [year] if _YEAR.fullmatch(year):
            return Shelf(language, f"{year}/", year=int(year))
    return None


def shelves(language: str) -> tuple[list[Shelf], list[Shelf]]:
    """The shelves of a language that hold something: by topic in the editors' order, by year from the newest."""
    articles = whole(language).articles().order_by()
    slugs = set(articles.filter(topics__isnull=False).values_list("topics__slug", flat=True))
    topics = Topic.objects.in_language(language).filter(slug__in=slugs)
    years = articles.dates("date", "year", order="DESC")
    return (
        [Shelf(language, f"topic/{topic.slug}/", topic=topic) for topic in topics],
        [Shelf(language, f"{day.year}/", year=day.year) for day in years],
    )


def shown(shelf: Shelf, scope: Scope, request: HttpRequest) -> dict[str, Any]:
    """What the page of a shelf shows.

    Raises:
        Http404: if there is no such page, or nothing on the shelf.
    """
    articles = Paginator(shelf.articles(), ARTICLES_A_PAGE)
    if shelf.path and not articles.count:
        raise Http404
    try:
        page = articles.page(request.GET.get("page", 1))
    except InvalidPage as reason:
        raise Http404 from reason
    scope.read_images({one.image_id for one in page.object_list if one.image_id})
    topics, years = shelves(shelf.language)
    index = address_of(scope.page.url_path, shelf.language) if scope.page else f"/{shelf.language}/news/"
    here = index + shelf.path
    return {
        "shelf": shelf,
        "topics": topics,
        "years": years,
        "index": index,
        "articles": page,
        "canonical": here if page.number == 1 else f"{here}?page={page.number}",
        "alternates": _elsewhere(shelf, scope),
        "within": shelf.title,
    }


def _elsewhere(shelf: Shelf, scope: Scope) -> dict[str, str]:
    """The languages in which the same shelf holds something, each with its address."""
    found = {link.language: link.address + shelf.path for link in scope.translations.values()}
    if not shelf.path:
        return found
    holding = shelf.languages()
    return {language: address for language, address in found.items() if language in holding}
