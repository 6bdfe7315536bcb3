"""The lanes of the inbox: what waits for whom. Each is one query that an index answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.core.models import User
from clarion.register.models import Demand, Telling
from clarion.register.models.demands import OPEN_AS_INDEXED
from clarion.register.vocabulary import Kind
from clarion.register.workflow import Status

MOST_COUNTED = 1_000
"""Beyond this a count says only that there are more: nobody works through them one by one."""

TELLABLE = (Status.APPROVED, Status.CARRIED_OUT, Status.ANSWERED)
"""Where a decision is known, and the person concerned is to be told of it."""

OF_CONTRIBUTORS = (Kind.THREAT, Kind.COUNTER_NOTICE)
"""Kinds that contributors send themselves, so that there is nobody else to tell."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its key in addresses, its name, and which demands are in it."""

    key: str
    name: Any
    narrowed: Callable[[User, datetime], Q]
    urgent: bool = False
    """Whether it is read by what is due first, unless somebody asks for the newest."""
    rare: bool = False
    """Whether so few are in it that a database which looks for them among the newest would read through all."""

    def of(self, demands: QuerySet[Demand], user: User) -> QuerySet[Demand]:
        """Those of the demands that are in the lane."""
        return demands.filter(self.narrowed(user, timezone.now()))


def week_from(now: datetime) -> datetime:
    """The end of the week that begins now."""
    return now + timedelta(days=7)


def is_telling_due(now: datetime) -> Q:
    """That the person concerned has not been told of a decision, and no order stands in the way."""
    today = timezone.localtime(now).date()
    return Q(status__in=[str(one.value) for one in TELLABLE], telling=Telling.OPEN) & ~Q(
        kind__in=[str(one.value) for one in OF_CONTRIBUTORS]
    ) | Q(telling=Telling.FORBIDDEN, telling_forbidden_until__lt=today)


LANES: dict[str, Lane] = {
    one.key: one
    for one in (
        Lane("open", _("Open"), lambda user, now: OPEN_AS_INDEXED),
        Lane("mine", _("Mine"), lambda user, now: OPEN_AS_INDEXED & Q(assignee=user)),
        Lane("unassigned", _("Unassigned"), lambda user, now: OPEN_AS_INDEXED & Q(assignee=None)),
        Lane(
            "due",
            _("Due within a week"),
            lambda user, now: Q(due_at__lt=week_from(now), due_at__gte=now),
            True,
        ),
        Lane("overdue", _("Overdue"), lambda user, now: Q(due_at__lt=now), True),
        Lane("approve", _("To approve"), lambda user, now: Q(status=Status.PROPOSED)),
        Lane("afterwards", _("To review afterwards"), lambda user, now: Q(afterwards="due")),
        Lane("telling", _("Somebody to tell"), lambda user, now: is_telling_due(now), rare=True),
        Lane("all", _("All"), lambda user, now: Q()),
    )
}
"""In the order in which they stand on the screen."""


def capped_counts(counted: Sequence[QuerySet[Demand]]) -> list[int]:
    """How many there are of each, up to one more than `MOST_COUNTED`: all in one question to the database."""
    parts: list[str] = []
    values: list[Any] = []
    for number, one in enumerate(counted):
        sql, given = (
            one.order_by()
            .annotate(one=Value(1))
            .values_list("one")[: MOST_COUNTED + 1]
            .query.sql_with_params()
        )
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted_{number})")  # noqa: S608
        values += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
