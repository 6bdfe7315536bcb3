"""News as readers meet it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from clarion.news.archive import ARTICLES_A_PAGE
from clarion.news.models import ArticlePage, FeaturedPlace

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def test_the_feed_is_atom_with_the_articles_of_its_language(demo_site: object, client: Client) -> None:
    answer = client.get("/ar/news/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own output
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == list(ArticlePage.objects.newest("ar").values_list("title", flat=True))
    for entry in feed.iter(f"{ATOM}entry"):
        assert "/ar/news/" in entry.find(f"{ATOM}link").attrib["href"]  # type: ignore[union-attr]


def test_a_block_shows_only_articles_marked_for_its_page(demo_site: object, client: Client) -> None:
    for article in ArticlePage.objects.filter(locale__language_code="en"):
        article.featured_places = []
        article.save()
    page = client.get("/en/advocacy/").content.decode()
    assert "teaser" not in page
    assert "teaser" in client.get("/en/").content.decode()


def test_a_mark_counts_for_every_translation_of_the_page(demo_site: object, client: Client) -> None:
    english = ArticlePage.objects.newest("en").first()
    french = ArticlePage.objects.get(locale__language_code="fr", translation_key=english.translation_key)
    french.featured_places = [FeaturedPlace(page=one.page) for one in english.featured_places.all()]
    french.save()
    assert french.title in client.get("/fr/advocacy/").content.decode().replace("&#x27;", "'")


def test_newest_articles_come_first(demo_site: object, client: Client) -> None:
    dates = list(ArticlePage.objects.newest("en").values_list("date", flat=True))
    assert dates == sorted(dates, reverse=True)
    page = client.get("/en/news/").content.decode()
    listed = ArticlePage.objects.newest("en").values_list("slug", flat=True)[:ARTICLES_A_PAGE]
    positions = [page.index(one) for one in listed]
    assert positions == sorted(positions)
