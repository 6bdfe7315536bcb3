"""A law or a case as readers meet it."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from clarion.pages.related import related
from clarion.pages.rendering import Scope
from clarion.search.indexing import rebuild
from clarion.tracker.models import LegislationDocument, LegislationEvent, LegislationPage

pytestmark = pytest.mark.django_db
DIRECTIVE = "/en/legislation/eu-copyright-directive/"


def _visible(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_line_of_a_law_marks_where_it_stands(demo_site: object, client: Client) -> None:
    with time_machine.travel("2018-08-01"):
        page = client.get(DIRECTIVE).content.decode()
    line = page.partition('<ol class="course')[2].partition("</ol>")[0]
    (now,) = re.findall(r'aria-current="step"><b>([^<]+)</b>', line)
    assert now == "Before the chamber"
    assert "course-ahead" in line
    assert _visible(page).count("Next:") == 1
    assert 'href="/en/legislation/eu-copyright-directive/dates.ics"' in page


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES])
def test_every_entry_exists_in_every_language_with_its_feed_and_its_calendar(
    demo_site: object, client: Client, code: str
) -> None:
    for path in ("legislation/eu-digital-services-act/", "litigation/google-v-cnil/"):
        page = client.get(f"/{code}/{path}").content.decode()
        tracker = path.partition("/")[0]
        assert f'type="application/atom+xml" href="/{code}/{tracker}/feed/"' in page
        assert f'type="text/calendar" href="/{code}/{path}dates.ics"' in page


def test_an_entry_costs_the_same_queries_however_much_has_happened(demo_site: object, client: Client) -> None:
    page = LegislationPage.objects.get(slug="us-sopa", locale__language_code="en")
    address = "/en/legislation/us-sopa/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(10):
        LegislationEvent.objects.create(page=page, date="2012-02-01", title=f"More {number}")
        LegislationDocument.objects.create(
            page=page, title=f"Paper {number}", url="https://example.org/a.pdf"
        )
    with CaptureQueriesContext(connection) as many:
        shown = client.get(address).content.decode()
    assert "Paper 9" in shown
    assert "PDF" in shown
    assert len(many) == len(few) <= 20


def test_an_entry_shows_what_else_is_filed_under_its_topics_but_not_itself(
    demo_site: object, client: Client
) -> None:
    block = client.get(DIRECTIVE).content.decode().partition('id="related"')[2].partition("</section>")[0]
    assert "Stop Online Piracy Act" in block
    assert DIRECTIVE not in block


def test_what_shares_more_topics_comes_first(demo_site: object) -> None:
    groups = {one.name: one.links for one in related(["copyright", "censorship"], "en")}
    assert groups["legislation"][0].title == "Stop Online Piracy Act"
    assert groups["legislation"][0].note == "Lapsed"


def test_an_adopted_law_tells_machines_what_it_is(demo_site: object) -> None:
    page = LegislationPage.objects.get(slug="eu-copyright-directive", locale__language_code="en")
    (told,) = page.structured_data(Scope("en"))
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == "2016/0280(COD)"
    assert told["legislationDate"] == "2019-04-17"
    assert told["legislationLegalForce"] == "https://schema.org/InForce"


def test_an_entry_is_found_by_its_title_and_by_what_happened(demo_site: object, client: Client) -> None:
    rebuild()
    page = client.get("/en/search/", {"q": "Szpunar OR Advocate General Google"}).content.decode()
    assert "/en/litigation/google-v-cnil/" in page
    assert "Court cases" in client.get("/en/search/", {"q": "court"}).content.decode()


def test_a_draft_is_shown_with_what_it_will_say(demo_site: object) -> None:
    page = LegislationPage.objects.get(slug="us-sopa", locale__language_code="en")
    for title in ("A last attempt", "An answer on the same day"):
        page.events.add(LegislationEvent(date=date(2013, 1, 2), title=title, locale=page.locale))
    draft = page.save_revision().as_object()
    shown = draft.make_preview_request(preview_mode="").content.decode()
    assert "A last attempt" in shown
    assert "The bill as introduced" in shown


def test_what_is_private_is_in_no_list_feed_or_calendar(demo_site: object, client: Client) -> None:
    page = LegislationPage.objects.get(slug="us-sopa", locale__language_code="en")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for path in ("", "feed/", "dates.ics"):
        assert "Stop Online Piracy" not in client.get(f"/en/legislation/{path}").content.decode()
    assert client.get("/en/legislation/us-sopa/dates.ics").status_code == 404
    assert "Stop Online Piracy" not in client.get(DIRECTIVE).content.decode()
