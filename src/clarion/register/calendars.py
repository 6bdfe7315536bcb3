"""A person's deadlines as a calendar that any calendar program can subscribe to (RFC 5545). It names no requester."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from clarion.core.models import User
from clarion.register.models import Deadline, Demand
from clarion.register.rules import rules


def calendar_of(user: User) -> bytes:
    """The running deadlines of the demands that are assigned to the person, in the present language."""
    mine = Demand.objects.visible_to(user).filter(assignee=user)
    running = Deadline.objects.running().filter(demand__in=mine).select_related("demand")
    calendar = Calendar()
    calendar.add("prodid", "-//Clarion//Register//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", settings.WAGTAIL_SITE_NAME)
    for one in running.order_by("due_at", "pk"):
        calendar.add_component(_event(one))
    written: bytes = calendar.to_ical()
    return written


def _event(one: Deadline) -> Event:
    rule = rules().get(one.rule)
    made = Event()
    made.add("uid", f"deadline-{one.pk}@{urlsplit(settings.BASE_URL).hostname}")
    made.add("dtstamp", one.started_at)
    made.add("summary", f"{one.demand.reference} {rule.title if rule else one.rule}")
    if rule:
        made.add("description", f"{rule.law}\n{rule.source}")
    due: datetime = timezone.localtime(one.due_at)
    # A whole day where the day's end is meant, a moment where hours are counted.
    made.add("dtstart", due.date() if (due.hour, due.minute) == (23, 59) else due)
    return made
