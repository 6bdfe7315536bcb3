"""Positions: what a reader finds on them, what follows them, and what editors cannot get wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from clarion.pages.models import Topic
from clarion.pages.related import related
from clarion.policy.models import Backer, PositionChange, PositionPage
from clarion.search.sources import source

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")
TOPICS = ("access-to-knowledge", "censorship", "copyright", "intermediary-liability", "privacy")
pytestmark = pytest.mark.django_db


def position(slug: str, language: str = "en") -> PositionPage:
    return PositionPage.objects.get(slug=slug, locale__language_code=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_lists_every_position_with_its_stance(
    demo_site: object, client: Client, language: str
) -> None:
    page = client.get(f"/{language}/policy/").content.decode()
    for slug in TOPICS:
        assert f'href="/{language}/policy/{slug}/"' in page
        assert position(slug, language).stance in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_position_says_where_we_stand_who_else_does_and_since_when(
    demo_site: object, client: Client, language: str
) -> None:
    page = client.get(f"/{language}/policy/copyright/").content.decode()
    shown = position("copyright", language)
    assert shown.stance in page
    assert [backer.adopted_on for backer in shown.backers.all() if backer.name not in page] == []
    assert page.index('datetime="2022-05-09"') < page.index(
        'datetime="2016-11-30"', page.index('id="history"')
    )


def test_evidence_is_computed_from_the_register(demo_site: object, client: Client) -> None:
    stored = position("privacy").evidence.raw_data[0]["value"]["facts"][0]["value"]
    assert stored == {"figure": "user-data-requests-received.2017", "caption": ""}
    assert '<p class="fact-number">33</p>' in client.get("/en/policy/privacy/").content.decode()


def test_resources_say_where_they_lead_and_in_which_language(demo_site: object, client: Client) -> None:
    english = client.get("/ar/policy/privacy/").content.decode()
    assert 'href="https://undocs.org/ar/A/HRC/29/32"' in english
    assert 'hreflang="en">بودتشاسوف' in english


def test_the_feed_tells_every_change_newest_first(demo_site: object, client: Client) -> None:
    answer = client.get("/fr/policy/feed/")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own output
    entries = feed.findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert days == sorted(days, reverse=True)
    assert len(entries) == PositionChange.objects.filter(position__locale__language_code="fr").count()
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    address = entries[0].find(f"{ATOM}link").attrib["href"]  # type: ignore[union-attr]
    path, _, anchor = address.partition("#")
    assert f'id="{anchor}"' in client.get(path.removeprefix("http://127.0.0.1:8000")).content.decode()


def test_private_positions_are_in_no_list_and_no_feed(demo_site: object, client: Client) -> None:
    hidden = position("privacy")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert hidden.stance not in client.get("/en/policy/").content.decode()
    assert "Podchasov" not in client.get("/en/policy/feed/").content.decode()
    assert [group for group in related(["privacy"], "en") if group.name == "positions"] == []


def test_other_rooms_find_positions_by_topic(demo_site: object) -> None:
    [found] = [group for group in related(["copyright"], "es") if group.name == "positions"]
    assert [(one.title, one.address) for one in found.links] == [
        ("Derechos de autor", "/es/policy/copyright/")
    ]


def test_a_position_is_not_related_to_itself(demo_site: object, client: Client) -> None:
    page = client.get("/en/policy/copyright/")
    links = [link for group in page.context_data["related"] for link in group.links]
    assert "/en/policy/copyright/" not in [link.address for link in links]


def test_search_finds_positions_by_their_type(demo_site: object) -> None:
    keys = [str(position(slug).pk) for slug in TOPICS]
    assert {one.type for one in source("pages").documents(keys)} == {"position"}


def test_a_topic_of_another_language_is_refused(demo_site: object) -> None:
    shown = position("privacy")
    shown.topics = [Topic.objects.in_language("fr").get(slug="privacy")]
    with pytest.raises(ValidationError, match="topic of another language"):
        shown.full_clean()


@pytest.mark.parametrize(
    "row",
    [lambda day: Backer(name="A", adopted_on=day), lambda day: PositionChange(note="A", changed_on=day)],
)
def test_nobody_adopts_or_changes_anything_in_the_future(row: Callable[[date], Any]) -> None:
    today = timezone.localdate()
    row(today).clean_fields(exclude=["position"])
    with pytest.raises(ValidationError, match="still to come"):
        row(today + timedelta(days=1)).clean_fields(exclude=["position"])


def test_more_backers_changes_and_resources_cost_no_more_queries(demo_site: object, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/policy/censorship/").status_code == 200
        return len(queries)

    asked()
    before = asked()
    shown = position("censorship")
    for number in range(5):
        shown.backers.create(name=f"Backer {number}", adopted_on=date(2020, 1, 1))
        shown.changes.create(changed_on=date(2020, 1, 1), note=f"Change {number}")
        shown.resources.create(title=f"Resource {number}", url="https://example.org/")
    assert asked() == before


def test_machines_read_a_position_with_its_days(demo_site: object, client: Client) -> None:
    page = client.get("/en/policy/privacy/").content.decode()
    assert '"@type":"Article"' in page
    assert '"datePublished":"2015-11-09"' in page
    assert '"dateModified":"2024-02-26"' in page
