"""The law's clocks, as they run for one demand."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clarion.register.models.demands import Demand
from clarion.register.rules import window_rules


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Deadlines by whether they run."""

    def running(self) -> DeadlineQuerySet:
        """Neither met nor dropped."""
        return self.filter(ended_at=None)

    def binding(self) -> DeadlineQuerySet:
        """Those that run and are ours to keep; in the others, the other side may do something."""
        return self.running().exclude(rule__in=window_rules())

    def overdue(self, now: datetime | None = None) -> DeadlineQuerySet:
        """Those that are ours to keep, although their time is over."""
        return self.binding().filter(due_at__lt=now or timezone.now())


class Deadline(models.Model):
    """One rule's clock for one demand. It runs from `started_at` until the step that it waits for."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="deadlines")
    rule = models.CharField(max_length=60, help_text="The key of the rule.")
    started_at = models.DateTimeField()
    opens_at = models.DateTimeField(
        null=True, blank=True, help_text="Before this the step must not be taken."
    )
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    met = models.BooleanField(null=True, help_text="Whether the step came in time; unknown while it runs.")
    extended = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DeadlineQuerySet] = DeadlineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["due_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["demand", "rule"], name="deadline_runs_once", condition=Q(ended_at__isnull=True)
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="deadline_running", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_at:%Y-%m-%d %H:%M}"
