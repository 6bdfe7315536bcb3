"""Who writes the news, what it is about, and on which page it is shown."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page

from clarion.demo.built import Built
from clarion.demo.site import key_of
from clarion.demo.texts import plan, room_texts
from clarion.news.models import Author, Byline, FeaturedPlace
from clarion.pages.models import Topic


def write_news(built: Built) -> None:
    """Names the authors in each language, and files the articles that nobody has edited."""
    for language, pages in built.pages.items():
        locale = Locale.objects.get(language_code=language)
        authors = _authors(locale, pages["about"])
        topics = {topic.slug: topic for topic in Topic.objects.in_language(language)}
        for slug, place in plan()["news"].items():
            article = pages[f"news/{slug}"]
            if not article.latest_revision_id and not article.bylines.exists():
                _file(article, place, authors, topics, pages["advocacy"])


def _authors(locale: Locale, about: Page) -> dict[str, Author]:
    found = {}
    for name, words in room_texts("news", locale.language_code)["authors"].items():
        found[name], _ = Author.objects.get_or_create(
            locale=locale,
            translation_key=key_of(f"author/{name}"),
            defaults={"name": words["name"], "role": words["role"], "page": about},
        )
    return found


def _file(
    article: Page,
    place: dict[str, Any],
    authors: dict[str, Author],
    topics: dict[str, Topic],
    front: Page,
) -> None:
    article.bylines = [Byline(author=authors[name], sort_order=n) for n, name in enumerate(place["authors"])]
    article.topics = [topics[slug] for slug in place["topics"]]
    article.featured_places = [FeaturedPlace(page=front)] if place.get("front") else []
    article.save()
