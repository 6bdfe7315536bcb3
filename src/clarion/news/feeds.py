"""Atom feeds of the news: all of it and by topic, in each language, whole articles (RFC 4287)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid5
from xml.sax.xmlreader import AttributesImpl

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from clarion.core.atom import noon
from clarion.core.languages import active_language
from clarion.news import archive
from clarion.news.archive import Shelf
from clarion.news.feed_content import Article, enclosure, whole_articles
from clarion.news.models import ArticlePage
from clarion.pages.addresses import address_of
from clarion.pages.feeds import ENTRIES, SiteFeed, WholeTextAtom, absolute
from clarion.pages.models import SiteTexts


class ArticlesAtom(WholeTextAtom):
    """Atom with any number of authors, which Django's has not."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author.name)
            if author.address:
                handler.addQuickElement("uri", absolute(author.address))
            handler.endElement("author")


class NewsFeed(SiteFeed):
    """The newest articles in the language of the address."""

    feed_type = ArticlesAtom

    def get_object(self, request: HttpRequest) -> Shelf:
        return archive.whole(active_language().code)

    def title(self, shelf: Shelf) -> str:
        name = SiteTexts.in_language(shelf.language).name
        if shelf.title:
            return gettext("News from %(name)s: %(topic)s") % {"name": name, "topic": shelf.title}
        return gettext("News from %(name)s") % {"name": name}

    def subtitle(self, shelf: Shelf) -> str:
        return shelf.topic.description if shelf.topic else SiteTexts.in_language(shelf.language).tagline

    def link(self, shelf: Shelf) -> str:
        return absolute(f"/{shelf.language}/news/{shelf.path}")

    def feed_url(self, shelf: Shelf) -> str:
        name, arguments = ("news-topic-feed", [shelf.topic.slug]) if shelf.topic else ("news-feed", [])
        return absolute(reverse(name, args=arguments))

    def feed_copyright(self, shelf: Shelf) -> str:
        return SiteTexts.in_language(shelf.language).licence_note

    def items(self, shelf: Shelf) -> list[Article]:
        return whole_articles(shelf.articles()[:ENTRIES], shelf.language)

    def item_title(self, item: Article) -> str:
        return item.page.title

    def item_description(self, item: Article) -> str:
        return item.page.summary

    def item_link(self, item: Article) -> str:
        return _address(item.page)

    def item_guid(self, item: Article) -> str:
        """The same wherever the article moves."""
        return f"urn:uuid:{uuid5(item.page.translation_key, item.page.locale.language_code)}"

    def item_pubdate(self, item: Article) -> datetime:
        return noon(item.page.date)

    def item_updateddate(self, item: Article) -> datetime:
        return max(self.item_pubdate(item), item.page.last_published_at or self.item_pubdate(item))

    def item_categories(self, item: Article) -> list[str]:
        return [topic.name for topic in item.page.topics.all()]

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        return enclosure(item)

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        return {"content": item.content, "authors": item.page.authors}


class TopicFeed(NewsFeed):
    """The newest articles about a topic."""

    def get_object(self, request: HttpRequest, slug: str = "") -> Shelf:
        shelf = archive.named(["topic", slug], active_language().code)
        if shelf is None:
            raise Http404
        return shelf


def _address(page: ArticlePage) -> str:
    return absolute(address_of(page.url_path, page.locale.language_code))
