"""Reading what the organisation follows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from clarion.pages.models import FiledPageQuerySet
from clarion.tracker.models.checks import Check, CheckIntervals


class TrackedPageQuerySet(FiledPageQuerySet):
    """Laws or cases."""

    def shown_in(self, language: str) -> Self:
        """The live ones in a language that no restriction hides."""
        return self.live().public().filter(locale__language_code=language)

    def standing(self, on: date) -> Self:
        """Adds what `course_of` reckons: `state`, `last_on`, `next_on`, `is_open`; and `checked_on`."""
        model = self.model
        happened = self._events().filter(date__lte=on)
        bringing = happened.exclude(state="").order_by("-date", "-pk").values("state")[:1]
        return self.annotate(
            state=Coalesce(Subquery(bringing), Value(model.FIRST_STATE.value)),
            last_on=_one_day(happened, Max("date")),
            next_on=_one_day(self._events().filter(date__gte=on), Min("date")),
            has_more=Exists(self._events().filter(date__gt=on)),
            checked_on=Subquery(Check.objects.filter(entry=OuterRef("translation_key")).values("on")),
        ).annotate(
            is_open=Case(
                When(has_more=True, then=Value(True)),
                When(state__in=list(model.FINAL_STATES), then=Value(False)),
                default=Value(True),
                output_field=BooleanField(),
            )
        )

    def open(self, on: date) -> Self:
        """Those on which something is still expected."""
        return self.standing(on).filter(is_open=True)

    def closed(self, on: date) -> Self:
        """Those that are over."""
        return self.standing(on).filter(is_open=False)

    def stale(self, on: date) -> Self:
        """Those that want to be checked: the interval has passed, or a day has that was still ahead at the last check.

        An entry nobody has checked counts from the day it was first published.
        """
        intervals = CheckIntervals.load()
        tracker = self.model.TRACKER

        def before(*, is_open: bool) -> Q:
            days = timedelta(days=intervals.days(tracker, is_open=is_open))
            return Q(is_open=is_open, seen_on__lt=on - days)

        came_since = self._events().filter(date__gt=OuterRef("seen_on"), date__lte=on)
        return (
            self.live()
            .standing(on)
            .annotate(seen_on=Coalesce(F("checked_on"), F("first_published_at__date"), Value(date.min)))
            .filter(before(is_open=True) | before(is_open=False) | Exists(came_since))
        )

    def _events(self) -> QuerySet[Any]:
        return self.model.event_model().objects.filter(page=OuterRef("pk"))


def _one_day(events: QuerySet[Any], aggregate: Any) -> Subquery:
    grouped = events.order_by().values("page").annotate(day=aggregate).values("day")
    return Subquery(grouped, output_field=DateField())
