"""Openings leave the list by themselves, and say so to those who still come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clarion.organisation.models import CareersPage, OpeningPage

pytestmark = pytest.mark.django_db
LAST_DAY = date(2027, 3, 1)


@pytest.fixture
def opening(demo_site: object) -> OpeningPage:
    """The translator's post, until the first of March."""
    found = OpeningPage.objects.get(slug="translator-arabic", locale__language_code="en")
    found.posted_on, found.closes_on = date(2027, 1, 4), LAST_DAY
    found.save()
    return found


def listed(client: Client, day: date) -> str:
    with time_machine.travel(f"{day}T12:00:00+00:00"):
        return client.get("/en/careers/").content.decode()


def test_an_opening_stands_on_its_last_day_and_is_gone_the_day_after(
    opening: OpeningPage, client: Client
) -> None:
    assert "/en/careers/translator-arabic/" in listed(client, LAST_DAY)
    after = listed(client, LAST_DAY + timedelta(days=1))
    assert "/en/careers/translator-arabic/" not in after
    assert "/en/careers/caseworker/" in after, "an opening without a closing date stays"


def test_a_closed_opening_says_so_and_is_offered_to_no_search_engine(
    opening: OpeningPage, client: Client
) -> None:
    with time_machine.travel(f"{LAST_DAY}T12:00:00+00:00"):
        before = client.get("/en/careers/translator-arabic/").content.decode()
    with time_machine.travel(f"{LAST_DAY + timedelta(days=1)}T12:00:00+00:00"):
        after = client.get("/en/careers/translator-arabic/").content.decode()
    assert '"@type":"JobPosting"' in before
    assert '"validThrough":"2027-03-01"' in before
    assert '"jobLocationType":"TELECOMMUTE"' in before
    assert "JobPosting" not in after
    assert "This post closed on" in after
    assert 'content="noindex"' in after


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No post is open at present."), ("ar", "لا وظيفة مفتوحة")]
)
def test_a_page_without_openings_says_so(
    demo_site: object, client: Client, language: str, words: str
) -> None:
    OpeningPage.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    CareersPage.objects.update(nothing_open="")
    assert words in client.get(f"/{language}/careers/").content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"place": "", "is_remote": False}, "Say where the work is done"),
        ({"closes_on": date(2026, 1, 1), "posted_on": date(2026, 1, 2)}, "before it was posted"),
        ({"apply_url": "javascript:alert(1)"}, "begins with https://"),
    ],
)
def test_an_impossible_opening_is_refused_in_one_line(
    opening: OpeningPage, fields: dict[str, object], message: str
) -> None:
    for name, value in fields.items():
        setattr(opening, name, value)
    with pytest.raises(ValidationError, match=message):
        opening.full_clean()


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_open_means_today_is_not_after_the_closing_date(closes_on: date, days: int) -> None:
    with time_machine.travel(f"{closes_on + timedelta(days=days)}T12:00:00+00:00"):
        assert OpeningPage(closes_on=closes_on).is_open == (days <= 0)
