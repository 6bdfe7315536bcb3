"""The feeds: whole articles that a reader elsewhere can show, by the rules of RFC 4287."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage
from clarion.pages.feed_content import plain_html

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def feed_at(client: Client, path: str) -> ET.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 - our own output


def is_absolute(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).netloc)


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "es"])
def test_a_feed_has_what_the_standard_asks_for(demo_site: object, client: Client, language: str) -> None:
    feed = feed_at(client, f"/{language}/news/feed/")
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://127.0.0.1:8000/{language}/news/feed/"
    assert links["alternate"] == f"http://127.0.0.1:8000/{language}/news/"
    assert is_absolute(feed.findtext(f"{ATOM}id") or "")
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == len(entries) == ArticlePage.objects.newest(language).count()
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    for element in [feed, *entries]:
        assert element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert element.find(f"{ATOM}author/{ATOM}name") is not None


def test_an_entry_holds_the_whole_article_with_absolute_addresses(demo_site: object, client: Client) -> None:
    feed = feed_at(client, "/en/news/feed/")
    for entry in feed.findall(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.attrib["type"] == "html"
        addresses = re.findall(r'(?:href|src)="([^"]*)"', content.text or "")
        assert addresses
        assert all(map(is_absolute, addresses))
        assert not re.search(r"class=|<script|<style|<svg", content.text or "")
    whole = "".join(content.text or "" for content in feed.iter(f"{ATOM}content"))
    assert "684 takedown requests" in whole
    assert "Unknown is not zero" in whole


def test_the_lead_picture_is_enclosed_with_its_length_and_type(demo_site: object, client: Client) -> None:
    entry = feed_at(client, "/en/news/feed/").find(f"{ATOM}entry")
    assert entry is not None
    (enclosed,) = (one for one in entry.findall(f"{ATOM}link") if one.attrib["rel"] == "enclosure")
    image = CreditedImage.objects.get(file="original_images/tally.svg")
    assert enclosed.attrib["type"] == "image/svg+xml"
    assert enclosed.attrib["length"] == str(image.file.size)
    assert enclosed.attrib["href"] == f"http://127.0.0.1:8000{image.file.url}"


def test_an_entry_keeps_its_identity_when_its_address_changes(demo_site: object, client: Client) -> None:
    before = feed_at(client, "/en/news/feed/").findtext(f"{ATOM}entry/{ATOM}id")
    article = ArticlePage.objects.newest("en").first()
    assert article
    article.slug = "another-address"
    article.save()
    feed = feed_at(client, "/en/news/feed/")
    assert feed.findtext(f"{ATOM}entry/{ATOM}id") == before
    assert "/en/news/another-address/" in ET.tostring(feed, "unicode")


def test_a_topic_has_a_feed_of_its_own_in_each_language(demo_site: object, client: Client) -> None:
    feed = feed_at(client, "/ar/news/topic/privacy/feed/")
    assert (
        len(feed.findall(f"{ATOM}entry")) == ArticlePage.objects.newest("ar").about(["privacy"]).count() > 0
    )
    assert "الخصوصية" in (feed.findtext(f"{ATOM}title") or "")
    assert client.get("/ar/news/topic/astrology/feed/").status_code == 404
    assert "/ar/news/topic/privacy/feed/" in client.get("/ar/news/topic/privacy/").content.decode()


def test_an_article_that_not_everybody_may_read_is_in_no_feed_and_no_list(
    demo_site: object, client: Client
) -> None:
    private = ArticlePage.objects.newest("en").get(slug="figures-you-can-check")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for path in ("news/feed/", "news/", "news/2019/", "news/topic/privacy/", "news/topic/privacy/feed/", ""):
        assert "figures-you-can-check" not in client.get(f"/en/{path}").content.decode(), path
    assert client.get("/en/news/figures-you-can-check/share.png").status_code == 404


def test_more_articles_do_not_cost_a_feed_more_queries(
    demo_site: object, client: Client, django_assert_max_num_queries: object
) -> None:
    client.get("/en/news/feed/")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get("/en/news/feed/")


def test_what_is_not_for_the_eye_or_could_act_is_left_out_of_a_feed() -> None:
    markup = (
        '<section class="x"><h2 class="title">Heading</h2><p onclick="x()">Text '
        '<span class="visually-hidden">not known</span><a href="../a/">here</a><script>x()</script></p>'
        '<svg><title>Bars</title></svg><form><input name="e"></form><a href="javascript:x()">y</a></section>'
    )
    plain = plain_html(markup, "https://example.org/en/news/b/")
    assert plain == ('<h2>Heading</h2><p>Text <a href="https://example.org/en/news/a/">here</a></p><a>y</a>')
