"""The press room and the people: names, languages, statements, pictures with their credits."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from clarion.organisation.models import PeoplePage, Person, PressContact, StatementPage
from clarion.search.sources import source

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Speaks Arabic, French and English"),
        ("fr", "Langues\u202f: arabe, français et anglais"),
        ("zh-hans", "语言：阿拉伯语、法语和英语"),
        ("ar", "العربية والفرنسية والإنجليزية"),
    ],
)
def test_people_speak_languages_by_the_names_the_reader_knows(
    demo_site: object, client: Client, language: str, words: str
) -> None:
    assert words in client.get(f"/{language}/about/people/").content.decode()


def test_people_stand_with_their_team(demo_site: object) -> None:
    page = PeoplePage.objects.get(locale__language_code="en")
    assert [(team, len(members)) for team, members in page.teams] == [
        ("Direction", 1),
        ("Policy and law", 3),
        ("Technology", 2),
        ("Communities", 2),
    ]


def test_more_people_cost_no_more_queries(demo_site: object, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/about/people/").status_code == 200
        return len(queries)

    asked()
    before = asked()
    english = Locale.objects.get(language_code="en")
    Person.objects.bulk_create(
        Person(locale=english, name=f"Name {number}", role="Role", team="Team", languages="de fr")
        for number in range(10)
    )
    assert asked() == before


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("", ""),
        ("a@example.org", "mailto:a@example.org"),
        ("https://example.org/a", "https://example.org/a"),
        ("contact/", "/en/contact/"),
    ],
)
def test_a_person_can_be_reached_in_several_ways(demo_site: object, contact: str, address: str) -> None:
    assert Person(locale=Locale.objects.get(language_code="en"), contact=contact).contact_address == address


def test_a_contact_that_runs_a_script_is_refused() -> None:
    with pytest.raises(ValidationError, match="begins with https://"):
        Person(name="A", role="B", team="C", contact="javascript:alert(1)").clean()


def test_an_unknown_language_is_refused_by_its_code() -> None:
    with pytest.raises(ValidationError, match="“klingon” is no code of a language"):
        PressContact(name="A", languages="ar klingon").clean_fields(exclude=["page"])


def test_a_telephone_number_is_dialled_without_its_spaces() -> None:
    assert PressContact(phone="+49 (30) 123-45").dialled == "+493012345"


def test_statements_are_listed_newest_first_and_followed_by_feed(demo_site: object, client: Client) -> None:
    page = client.get("/es/press/").content.decode()
    slugs = ["digital-services-act-applies", "wikipedia-in-turkey", "copyright-directive-vote"]
    places = [page.index(f"/es/press/{slug}/") for slug in slugs]
    assert places == sorted(places)
    feed = ET.fromstring(client.get("/es/press/feed/").content)  # noqa: S314 - our own output
    links = [one.attrib["href"] for one in feed.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert links == [f"http://127.0.0.1:8000/es/press/{slug}/" for slug in slugs]
    for link in links:
        assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_feed_carries_whole_statements_with_figures_and_absolute_links(
    demo_site: object, client: Client
) -> None:
    feed = ET.fromstring(client.get("/en/press/feed/").content)  # noqa: S314 - our own output
    whole = [one.findtext(f"{ATOM}content") or "" for one in feed.iterfind(f"{ATOM}entry")]
    assert "348 votes to 274" in whole[2]
    assert 'href="http://127.0.0.1:8000/en/policy/copyright/"' in whole[2]


def test_people_are_found_by_their_names(demo_site: object) -> None:
    page = PeoplePage.objects.get(locale__language_code="ar")
    [found] = source("pages").documents([str(page.pk)])
    assert "رنا شاهين دولاكروا" in found.text


def test_an_unpublished_statement_is_in_no_list(demo_site: object, client: Client) -> None:
    StatementPage.objects.filter(slug="wikipedia-in-turkey", locale__language_code="en").update(live=False)
    assert "wikipedia-in-turkey" not in client.get("/en/press/").content.decode()
    assert "wikipedia-in-turkey" not in client.get("/en/press/feed/").content.decode()


def test_pictures_to_print_come_with_author_licence_and_size(demo_site: object, client: Client) -> None:
    kit = client.get("/fr/press/").content.decode().partition('id="kit"')[2]
    assert kit.count("download href=") == 3
    assert "Clarion contributors" in kit
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in kit
    assert "\u202fko" in kit


def test_names_of_languages_follow_the_reader() -> None:
    with translation.override("es"):
        assert (
            PressContact(languages="zh-hans pt-BR").languages_spoken
            == "chino simplificado y portugués de Brasil"
        )
