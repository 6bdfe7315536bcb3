"""Noticing what figures say. A figure that moves several times a day has one row for the day, with the last value."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from clarion.register.counts import UNKNOWN, Count
from clarion.transparency import measures
from clarion.transparency.figures import Figure, read
from clarion.transparency.following.models import Value
from clarion.transparency.periods import ALL, LAST_YEAR, THIS_YEAR, Period
from clarion.transparency.report.calendar import Calendar, Entry


def followed() -> Iterator[list[Figure]]:
    """The figures whose changes are kept, by period: those on record, and those that move on with the calendar."""
    calendar = Calendar.load()
    spans = [str(one) for line in calendar.navigation(None, "en") for one in (line.period, *_halves(line))]
    for period in dict.fromkeys([ALL, THIS_YEAR, LAST_YEAR, *spans]):
        yield [Figure.of(measure, period) for measure in measures.every()]


@transaction.atomic
def notice() -> int:
    """Keeps what every followed figure says now, where that is not what it said before; how many moved."""
    before = {one.figure: one for one in _newest()}
    moved = 0
    for figures in followed():
        for figure, reading in read(figures).items():
            moved += _keep(figure, reading.value, before.get(figure.key))
    return moved


def changes(figure: Figure, limit: int) -> list[Value]:
    """What a figure said, the newest first."""
    return list(Value.objects.filter(figure=figure.key).order_by("-day")[:limit])


def _halves(line: Entry) -> list[Period]:
    return [part.period for part in line.parts]


def _newest() -> list[Value]:
    newest = Value.objects.filter(figure=OuterRef("figure")).order_by("-day").values("pk")[:1]
    return list(Value.objects.filter(pk=Subquery(newest)))


def _keep(figure: Figure, count: Count, before: Value | None) -> bool:
    said = before.count if before else UNKNOWN
    if count == said:
        return False
    now = timezone.now()
    today = timezone.localdate(now)
    earlier = Value.objects.filter(figure=figure.key, day__lt=today).order_by("-day").first()
    if count == (earlier.count if earlier else UNKNOWN):
        # Moved today, and back again: that is no change worth telling.
        Value.objects.filter(figure=figure.key, day=today).delete()
        return True
    told = {"low": count.low, "high": count.high, "noticed_at": now}
    Value.objects.update_or_create(figure=figure.key, day=today, defaults=told)
    return True
