"""What has happened, as Atom (RFC 4287)."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def _feed(client: Client, path: str) -> ET.Element:
    answer = client.get(path)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)  # noqa: S314 - our own output


@pytest.mark.parametrize(
    "path", ["/en/legislation/feed/", "/ar/litigation/feed/", "/zh-hans/legislation/feed/copyright/"]
)
def test_a_feed_has_what_the_standard_asks_for(demo_site: object, client: Client, path: str) -> None:
    feed = _feed(client, path)
    address = settings.BASE_URL + path
    assert feed.find(f"{ATOM}author/{ATOM}name").text  # type: ignore[union-attr]
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}["self"] == address
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) > 0
    for entry in entries:
        assert datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated"))).tzinfo
        content = entry.find(f"{ATOM}content")
        assert content.get("type") == "html"  # type: ignore[union-attr]
        assert 'href="/' not in str(content.text)  # type: ignore[union-attr]
        assert urlsplit(entry.find(f"{ATOM}link").get("href")).netloc  # type: ignore[union-attr]
    stamps = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == stamps[0]


def test_a_feed_tells_what_has_happened_and_not_what_is_ahead(demo_site: object, client: Client) -> None:
    with time_machine.travel("2021-06-07 10:00"):
        feed = _feed(client, "/en/legislation/feed/")
    newest = feed.find(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}title") == (  # type: ignore[union-attr]
        "Copyright in the digital single market: The time for national laws is up"
    )


def test_a_feed_of_a_topic_holds_only_what_is_filed_under_it(demo_site: object, client: Client) -> None:
    titles = [
        entry.findtext(f"{ATOM}title")
        for entry in _feed(client, "/en/litigation/feed/censorship/").iter(f"{ATOM}entry")
    ]
    assert titles
    assert all(str(title).startswith("The blocking of Wikipedia in Turkey") for title in titles)


def test_a_topic_nobody_knows_has_no_feed(demo_site: object, client: Client) -> None:
    assert client.get("/en/litigation/feed/cheese/").status_code == 404
