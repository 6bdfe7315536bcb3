"""Calendars of coming dates (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from clarion.tracker.calendars import CalendarDay, calendar

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


@given(summary=texts, description=texts, day=st.dates(date(1900, 1, 1), date(2099, 1, 1)))
def test_whatever_an_event_says_it_can_be_read_back_and_no_line_is_longer_than_75_octets(
    summary: str, description: str, day: date
) -> None:
    one = CalendarDay(
        "a-key", day, summary, description, "https://example.org/", datetime(2019, 1, 1, tzinfo=UTC)
    )
    written = calendar("Laws; cases, and more", [one], "zh-hans")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == summary
    assert str(event["DESCRIPTION"]) == description
    assert event["SUMMARY"].params["LANGUAGE"] == "zh-Hans"
    assert event.decoded("DTSTART") == day
    assert event.decoded("DTEND") == day + timedelta(days=1)


def test_a_calendar_without_days_still_holds_something() -> None:
    whole = Calendar.from_ical(calendar("Nothing ahead", [], "en"))
    assert [part.name for part in whole.subcomponents] == ["VTIMEZONE"]


@pytest.mark.django_db
def test_a_tracker_gives_the_dates_that_are_ahead_and_no_others(demo_site: object, client: Client) -> None:
    with time_machine.travel("2024-01-01"):
        answer = client.get("/fr/legislation/dates.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    days = [event.decoded("DTSTART") for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert days == [date(2024, 2, 17), date(2027, 2, 18), date(2027, 11, 17)]


@pytest.mark.django_db
def test_an_entry_gives_all_of_its_dates_each_with_a_name_of_its_own_and_a_link(
    demo_site: object, client: Client
) -> None:
    answer = client.get("/ar/litigation/wikipedia-in-turkey/dates.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [
        date(2017, 4, 29), date(2019, 12, 26), date(2020, 1, 15)
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in events}) == 3
    assert all("/ar/litigation/wikipedia-in-turkey/#event-" in str(event["URL"]) for event in events)
    assert client.get("/ar/litigation/wikipedia-in-turkey/dates.ics").content == answer.content


@pytest.mark.django_db
def test_there_is_no_calendar_of_what_is_not_published(demo_site: object, client: Client) -> None:
    assert client.get("/en/legislation/never-heard-of/dates.ics").status_code == 404
    assert client.get("/en/litigation/us-sopa/dates.ics").status_code == 404
