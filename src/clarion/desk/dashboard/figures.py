"""The figures of the dashboard, of the demands that one person may see. Each is one question that an index answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from clarion.core.models import User
from clarion.desk.inbox.lanes import week_from
from clarion.desk.people import names_of
from clarion.register.models import Demand
from clarion.register.vocabulary import Kind

NEWEST = 300
"""Decisions of a kind, the newest, of which the middle is taken: enough for a middle, and never more work."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has open."""

    person: str
    open: int
    overdue: int


def standing(user: User) -> dict[str, int]:
    """How many are open, due within a week, and overdue."""
    now = timezone.now()
    seen = Demand.objects.visible_to(user)
    return {
        "open": seen.open().count(),
        "due": seen.filter(due_at__gte=now, due_at__lt=week_from(now)).count(),
        "overdue": seen.overdue(now).count(),
    }


def open_by_kind(user: User) -> list[tuple[Kind, int]]:
    """How many of each kind are open."""
    counted = dict(
        Demand.objects.visible_to(user).open().order_by().values_list("kind").annotate(number=Count("pk"))
    )
    return [(kind, counted.get(kind.value, 0)) for kind in Kind]


def days_to_decide(user: User) -> list[tuple[Kind, float | None, int]]:
    """For each kind: days from receipt to decision in the middle of the newest, and of how many. None where none is."""
    found = []
    for kind in Kind:
        taken = [(decided - received) / timedelta(days=1) for received, decided in _decided(user, kind)]
        found.append((kind, max(median(taken), 0.0) if taken else None, len(taken)))
    return found


def workload(user: User) -> list[Load]:
    """What each person has open, most first; what is nobody's under no name."""
    now = timezone.now()
    rows = list(
        Demand.objects.visible_to(user)
        .open()
        .order_by()
        .values_list("assignee")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)))
    )
    people = names_of(person for person, _open, _overdue in rows)
    loads = [Load(people.get(person, "") if person else "", number, late) for person, number, late in rows]
    return sorted(loads, key=lambda one: (not one.person, -one.open, one.person))


def _decided(user: User, kind: Kind) -> QuerySet[Demand, Any]:
    return (
        Demand.objects.visible_to(user)
        .filter(kind=kind, decided_at__isnull=False)
        .order_by(F("decided_at").desc())
        .values_list("received_at", "decided_at")[:NEWEST]
    )
