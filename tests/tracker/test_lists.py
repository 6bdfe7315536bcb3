"""The lists, narrowed without a script."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from clarion.tracker.listing import ENTRIES_A_PAGE, list_entries
from clarion.tracker.models import LegislationEvent, LegislationIndexPage, LegislationPage, LitigationPage

TODAY = date(2024, 6, 1)
pytestmark = pytest.mark.django_db


def _more(count: int) -> None:
    tracker = LegislationIndexPage.objects.get(locale__language_code="en")
    for number in range(count):
        page = LegislationPage(
            title=f"Law {number}", slug=f"law-{number}", summary="A law.", place="DE", position="watch",
            locale=Locale.objects.get(language_code="en"),
        )  # fmt: skip
        page.events = [
            LegislationEvent(date=date(2010, 1, 1), title="Proposed", state="proposed", locale=page.locale)
        ]
        tracker.add_child(instance=page)


def test_a_list_is_narrowed_by_each_of_its_facets(demo_site: object) -> None:
    def slugs(**asked: str) -> list[str]:
        return [
            one.address.split("/")[-2] for one in list_entries(LegislationPage, "en", asked, on=TODAY).items
        ]

    assert slugs(place="US") == ["us-sopa"]
    assert slugs(stage="lapsed") == ["us-sopa"]
    assert slugs(position="support") == ["eu-marrakesh-directive"]
    assert slugs(topic="censorship", place="EU") == ["eu-digital-services-act"]
    assert slugs(position="support", place="US") == []


def test_cases_are_narrowed_by_outcome_and_role(demo_site: object) -> None:
    listing = list_entries(LitigationPage, "en", {"outcome": "upheld"}, on=TODAY)
    assert {one.state for one in listing.items} == {"Upheld"}
    assert {facet.name for facet in listing.facets} >= {"outcome", "place", "topic"}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.dictionaries(
        st.sampled_from(["topic", "place", "stage", "position", "page"]),
        st.sampled_from(["copyright", "EU", "US", "applies", "amend", "2", "-1", "", "nonsense"]),
    )
)
def test_every_count_is_what_its_link_leads_to(demo_site: object, asked: dict[str, str]) -> None:
    listing = list_entries(LegislationPage, "en", asked, on=TODAY)
    for facet in listing.facets:
        for choice in facet.choices:
            query = dict(parse_qsl(choice.address.partition("?")[2]))
            assert list_entries(LegislationPage, "en", query, on=TODAY).total == int(choice.count)


def test_a_value_that_does_not_exist_is_told_and_left_aside(demo_site: object, client: Client) -> None:
    answer = client.get("/en/legislation/", {"topic": "<b>cheese", "place": "US"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Nothing here is filed under “&lt;b&gt;cheese” (Topic), so that is left aside." in page
    assert "Stop Online Piracy Act" in page
    assert "Digital Services Act" not in page.partition("site-footer")[0]


def test_a_long_list_has_pages_and_keeps_what_was_chosen(demo_site: object, client: Client) -> None:
    _more(ENTRIES_A_PAGE + 1)
    first = client.get("/en/legislation/", {"place": "DE"}).content.decode()
    assert first.count('<li class="tracked">') == ENTRIES_A_PAGE
    assert 'rel="next" href="?place=DE&amp;page=2"' in first
    second = client.get("/en/legislation/?place=DE&page=2").content.decode()
    assert second.count('<li class="tracked">') == 1
    assert 'rel="prev" href="?place=DE"' in second


def test_a_list_costs_the_same_queries_however_long_it_is(demo_site: object, client: Client) -> None:
    client.get("/en/legislation/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/en/legislation/")
    _more(12)
    client.get("/en/legislation/")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/legislation/")
    assert len(many) == len(few) <= 15


def test_numbers_and_days_are_written_as_the_language_writes_them(demo_site: object, client: Client) -> None:
    page = client.get("/ar/legislation/").content.decode()
    assert "٤ قوانين" in page
    assert "١٨ فبراير ٢٠٢٧" in page
    assert "4部法律" in client.get("/zh-hans/legislation/").content.decode()
