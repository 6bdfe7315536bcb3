"""Which demands the inbox shows, page by page. A page begins where the last one ended, however deep it lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import EmptyResultSet
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from clarion.core.models import User
from clarion.desk.inbox.lanes import Lane
from clarion.desk.inbox.words import Search, first_of, met_on_the_way, search_of
from clarion.register.addresses import normalise
from clarion.register.errors import Refused
from clarion.register.models import Demand, Item

PAGE = 50
FEW = 1_000
"""Demands that a filter or the words of a search leave, up to which they are named one by one."""
STRETCHES = (500, 30_000)
"""How many demands are looked through for words that many have, one by one: at first, and at the most."""

NEWEST, URGENT = "newest", "urgent"

_REFERENCE = re.compile(r"\d{4}-\d{6}")
_ADDRESS = re.compile(r"\S+://\S+|\S+\.\S+/\S*")
_PLACE = re.compile(r"(-?\d{1,17})\.(\d{1,18})")
_TAGS = Prefetch("tags", to_attr="listed_tags")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EQUAL = ("kind", "status", "country", "requester", "process", "outcome", "language", "project", "assignee")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and where the next one begins; nothing after the last."""

    demands: list[Demand]
    after: str
    order: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Demands that are to be listed, and the words they are to have besides."""

    demands: QuerySet[Demand]
    words: Search | None = None


def chosen(user: User, lane: Lane, given: Mapping[str, Any]) -> Chosen:
    """The demands that a person may see, in a lane, narrowed by what was given."""
    found = narrowed = _in_lane(lane, user)
    for name in _EQUAL:
        if given.get(name):
            found = found.filter(**{name: given[name]})
    if given.get("tag"):
        found = found.filter(tags__name=given["tag"])
    if given.get("since"):
        found = found.filter(received_at__gte=_start_of(given["since"]))
    if given.get("until"):
        found = found.filter(received_at__lt=_start_of(given["until"] + timedelta(days=1)))
    if found is not narrowed:
        found = _named_if_few(found)
    return _searched(found, given.get("q", "").strip())


def _in_lane(lane: Lane, user: User) -> QuerySet[Demand]:
    found = lane.of(Demand.objects.visible_to(user), user)
    return _named_if_few(found) if lane.rare else found


def _named_if_few(found: QuerySet[Demand]) -> QuerySet[Demand]:
    """What few demands are in, named one by one: no planner guesses then how rare it is among the newest."""
    ids = _ids(found.order_by())
    few = first_of(ids, FEW + 1) if ids else []
    return Demand.objects.filter(pk__in=few) if len(few) <= FEW else found


def order_of(lane: Lane, given: Mapping[str, Any]) -> str:
    """How the list is ordered."""
    return str(given.get("sort") or (URGENT if lane.urgent else NEWEST))


def _ids(found: QuerySet[Demand]) -> RawSQL | None:
    """The statement that finds the ids; None where it is known that there are none."""
    try:
        return RawSQL(*found.values_list("pk").query.sql_with_params())  # noqa: S611 - Django's own statement
    except EmptyResultSet:
        return None


def page_of(what: Chosen, order: str, after: str = "") -> Page:
    """The page that begins after a place in the list; the first, if the place is none.

    By urgency, only what has a deadline is listed.
    """
    found = ordered(what.demands, order)
    if place := _read_place(after):
        found = found.filter(_beyond(order, *place))
    if what.words is not None:
        found = _with_words(found, what.words)
    demands: list[Demand] = list(found.select_related("assignee").prefetch_related(_TAGS)[: PAGE + 1])
    more = len(demands) > PAGE
    demands = demands[:PAGE]
    return Page(demands, _written_place(demands[-1], order) if more else "", order)


def ordered(found: QuerySet[Demand], order: str) -> QuerySet[Demand]:
    """The demands as they are listed."""
    if order == URGENT:
        return found.filter(due_at__isnull=False).order_by("due_at", "pk")
    return found.order_by("-received_at", "-pk")


def _with_words(found: QuerySet[Demand], search: Search) -> QuerySet[Demand]:
    """Those with the words: a page of them, or all.

    Words that many have are soon met on the way through the list. If they are not, it may be that few have them; else
    the way is long, or the database brings all that have the words together with all that are listed.
    """
    for number, stretch in enumerate(STRETCHES):
        ids = _ids(found[:stretch])
        if ids is None:
            return found.none()
        met, passed = met_on_the_way(ids, search, PAGE + 1)
        if len(met) > PAGE or passed < stretch:
            return found.filter(pk__in=met)
        if number == 0 and len(few := first_of(search.matches, FEW + 1)) <= FEW:
            return found.filter(pk__in=few)
    return found.filter(pk__in=search.matches)


def _searched(found: QuerySet[Demand], text: str) -> Chosen:
    if not text:
        return Chosen(found)
    if _REFERENCE.fullmatch(text):
        return Chosen(found.filter(reference=text))
    if _ADDRESS.fullmatch(text):
        try:
            named = Item.objects.filter(digest=normalise(text).digest)
        except Refused:
            named = Item.objects.none()
        if named.exists():
            return Chosen(found.filter(pk__in=named.values("demand")))
        text = unquote(text.partition("://")[2] or text)
    search = search_of(text)
    return Chosen(found.none()) if search is None else Chosen(found, search)


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
