"""Reminding whoever is in charge of what is due soon: one e-mail a person, each deadline once, no name in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from clarion.core.languages import language
from clarion.core.models import User
from clarion.mail.services import send
from clarion.register.models import Deadline, Wall
from clarion.register.roles import Role
from clarion.register.rules import TELL_AFFECTED, rules

KIND = "register.deadlines"


@transaction.atomic
def remind(now: datetime | None = None) -> int:
    """Writes to everybody who has something due soon or overdue. Returns how many were written to."""
    now = now or timezone.now()
    due = list(
        Deadline.objects.select_for_update(of=("self",))
        .binding()
        # The person concerned is told as soon as it is allowed, not only shortly before the promise is broken.
        .filter(
            Q(due_at__lt=now + timedelta(hours=settings.REMIND_HOURS))
            | Q(rule=TELL_AFFECTED, started_at__lte=now),
            reminded_at=None,
        )
        .select_related("demand")
        .order_by("due_at", "pk")
    )
    by_person: dict[User, list[Deadline]] = defaultdict(list)
    told = []
    for one in due:
        for person in _in_charge(one):
            by_person[person].append(one)
            told.append(one.pk)
    for person, deadlines in by_person.items():
        send(KIND, to=person.email, context=context(deadlines, now), language=settings.LANGUAGE_CODE)
    Deadline.objects.filter(pk__in=told).update(reminded_at=now)
    return len(by_person)


def context(deadlines: Iterable[Deadline], now: datetime) -> dict[str, Any]:
    """What the e-mail says: references, what is to be done and until when, and nothing of a dossier."""
    spoken = language(settings.LANGUAGE_CODE)
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            {
                "reference": one.demand.reference,
                "title": rules()[one.rule].title if one.rule in rules() else one.rule,
                "day": spoken.day(timezone.localtime(one.due_at).date()),
                "overdue": one.due_at < now,
                "address": _desk(one.demand.reference, "tell/" if one.rule == TELL_AFFECTED else ""),
            }
            for one in deadlines
        ]
    return {"lines": lines, "count": len(lines), "number": spoken.integer(len(lines))}


def _desk(reference: str, place: str = "") -> str:
    """Where the desk shows the demand."""
    return f"{settings.BASE_URL}/admin/desk/demands/{reference}/{place}"


def _in_charge(one: Deadline) -> list[User]:
    """The assignee; or, of what is nobody's, the legal leads whom no wall keeps away."""
    if one.demand.assignee_id is not None:
        assignee = User.objects.filter(pk=one.demand.assignee_id, is_active=True).first()
        if assignee:
            return [assignee]
    walled = Wall.objects.filter(demand=one.demand_id, lifted_at=None).values("user")
    leads = User.objects.filter(groups__name=Role.LEAD.value, is_active=True)
    return list(leads.exclude(pk__in=walled).order_by("pk"))
