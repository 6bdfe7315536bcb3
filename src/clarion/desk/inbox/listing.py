"""Which demands the inbox shows, page by page. A page begins where the last one ended, however deep it lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote

from django.db.models import Q, QuerySet
from django.utils import timezone

from clarion.core.models import User
from clarion.desk.inbox.lanes import Lane
from clarion.desk.inbox.words import first_of, matching
from clarion.register.addresses import normalise
from clarion.register.errors import Refused
from clarion.register.models import Demand, Item

PAGE = 50
FEW = 1_000
"""Demands with the words of a search up to which they are named one by one."""

NEWEST, URGENT = "newest", "urgent"

_REFERENCE = re.compile(r"\d{4}-\d{6}")
_ADDRESS = re.compile(r"\S+://\S+|\S+\.\S+/\S*")
_PLACE = re.compile(r"(-?\d{1,17})\.(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EQUAL = ("kind", "status", "country", "requester", "process", "outcome", "language", "project", "assignee")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and where the next one begins; nothing after the last."""

    demands: list[Demand]
    after: str
    order: str


def chosen(user: User, lane: Lane, given: Mapping[str, Any]) -> QuerySet[Demand]:
    """The demands that a person may see, in a lane, narrowed by what was given."""
    found = _in_lane(lane, user)
    for name in _EQUAL:
        if given.get(name):
            found = found.filter(**{name: given[name]})
    if given.get("tag"):
        found = found.filter(tags__name=given["tag"])
    if given.get("since"):
        found = found.filter(received_at__gte=_start_of(given["since"]))
    if given.get("until"):
        found = found.filter(received_at__lt=_start_of(given["until"] + timedelta(days=1)))
    return _searched(found, given.get("q", "").strip())


def _in_lane(lane: Lane, user: User) -> QuerySet[Demand]:
    """Those of a lane. What few are in is named one by one: no planner guesses then how rare it is."""
    visible = Demand.objects.visible_to(user)
    if lane.rare:
        few = list(lane.of(Demand.objects.order_by(), user).values_list("pk", flat=True)[: FEW + 1])
        if len(few) <= FEW:
            return visible.filter(pk__in=few)
    return lane.of(visible, user)


def order_of(lane: Lane, given: Mapping[str, Any]) -> str:
    """How the list is ordered."""
    return str(given.get("sort") or (URGENT if lane.urgent else NEWEST))


def page_of(found: QuerySet[Demand], order: str, after: str = "") -> Page:
    """The page that begins after a place in the list; the first, if the place is none.

    By urgency, only what has a deadline is listed.
    """
    if order == URGENT:
        found = found.filter(due_at__isnull=False).order_by("due_at", "pk")
    else:
        found = found.order_by("-received_at", "-pk")
    if place := _read_place(after):
        moment, pk = place
        found = found.filter(_beyond(order, moment, pk))
    demands = list(found.select_related("assignee").prefetch_related("tags")[: PAGE + 1])
    more = len(demands) > PAGE
    demands = demands[:PAGE]
    return Page(demands, _written_place(demands[-1], order) if more else "", order)


def _searched(found: QuerySet[Demand], text: str) -> QuerySet[Demand]:
    if not text:
        return found
    if _REFERENCE.fullmatch(text):
        return found.filter(reference=text)
    if _ADDRESS.fullmatch(text):
        try:
            named = Item.objects.filter(digest=normalise(text).digest)
        except Refused:
            named = Item.objects.none()
        if named.exists():
            return found.filter(pk__in=named.values("demand"))
        text = unquote(text.partition("://")[2] or text)
    matches = matching(text)
    if matches is None:
        return found.none()
    # What few demands have is named one by one: no planner guesses then how rare a word is. What many have is
    # soon met on the way through the newest.
    few = first_of(matches, FEW + 1)
    return found.filter(pk__in=few if len(few) <= FEW else matches)


def _beyond(order: str, moment: datetime, pk: int) -> Q:
    if order == URGENT:
        return Q(due_at__gte=moment) & (Q(due_at__gt=moment) | Q(pk__gt=pk))
    return Q(received_at__lte=moment) & (Q(received_at__lt=moment) | Q(pk__lt=pk))


def _read_place(text: str) -> tuple[datetime, int] | None:
    found = _PLACE.fullmatch(text)
    if not found:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None


def _written_place(last: Demand, order: str) -> str:
    moment = last.due_at if order == URGENT else last.received_at
    assert moment is not None
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}.{last.pk}"


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
