"""Dates as calendars take them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from clarion.core.languages import language as written_in

PRODUCT = "-//Clarion//Trackers//EN"
REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One whole day. `key` makes it the same one again after its date has been changed."""

    key: str
    day: date
    summary: str
    description: str
    address: str
    changed_at: datetime


def calendar(name: str, days: Iterable[CalendarDay], language: str) -> bytes:
    """A calendar of whole days, each named in `language`.

    A calendar must hold something (RFC 5545 3.6); one without any day holds a time zone.
    """
    tag = written_in(language).tag
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("name", _text(name, tag))
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in days:
        whole.add_component(_event(one, tag))
    if not whole.subcomponents:
        whole.add_component(_utc())
    return bytes(whole.to_ical())


def _event(one: CalendarDay, tag: str) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", _text(one.summary, tag))
    if one.description:
        event.add("description", _text(one.description, tag))
    event.add("url", one.address)
    event.add("transp", "TRANSPARENT")
    return event


def _text(words: str, tag: str) -> vText:
    text = vText(words)
    text.params["LANGUAGE"] = tag
    return text


def _utc() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local to the zone, as RFC 5545 wants it
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone.add_component(standard)
    return zone
