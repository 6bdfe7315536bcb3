"""Atom feeds of the news, one a language (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from clarion.news.models import ArticlePage
from clarion.pages.addresses import address_of
from clarion.pages.models import SiteTexts

ENTRIES = 20


class NewsFeed(Feed):
    """The newest articles in the language of the address."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> str:
        return get_language() or "en"

    def title(self, language: str) -> str:
        return gettext("News from %(name)s") % {"name": SiteTexts.in_language(language).name}

    def subtitle(self, language: str) -> str:
        return SiteTexts.in_language(language).tagline

    def link(self, language: str) -> str:
        return f"/{language}/news/"

    def feed_url(self, language: str) -> str:
        return reverse("news-feed")

    def items(self, language: str) -> Any:
        return ArticlePage.objects.newest(language)[:ENTRIES]

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.summary

    def item_link(self, item: ArticlePage) -> str:
        return address_of(item.url_path, get_language() or "en")

    def item_pubdate(self, item: ArticlePage) -> datetime:
        return datetime.combine(item.date, time(12), tzinfo=UTC)

    def item_updateddate(self, item: ArticlePage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)

    def item_author_name(self, item: ArticlePage) -> str:
        return item.author
