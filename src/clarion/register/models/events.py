"""What happened, line by line. The database itself refuses to change or delete a line."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clarion.register.models.demands import Demand
from clarion.register.models.named import Named


class EventKind(models.TextChoices):
    """What an event records."""

    RECEIVED = "received", _("received")
    TRIAGED = "triaged", _("triaged")
    ASSIGNED = "assigned", _("assigned")
    FACTS_CHANGED = "facts_changed", _("facts changed")
    ITEMS_CHANGED = "items_changed", _("items changed")
    RELATED = "related", _("related to another demand")
    TAGGED = "tagged", _("tagged")
    PROPOSED = "proposed", _("decision proposed")
    SENT_BACK = "sent_back", _("sent back to review")
    DECIDED = "decided", _("decided")
    ACTED_AT_ONCE = "acted_at_once", _("acted at once in an emergency")
    REVIEWED_AFTERWARDS = "reviewed_afterwards", _("reviewed afterwards")
    CARRIED_OUT = "carried_out", _("carried out")
    ACKNOWLEDGED = "acknowledged", _("receipt acknowledged")
    ANSWERED = "answered", _("answered")
    TELLING_FORBIDDEN = "telling_forbidden", _("forbidden to tell the person concerned")
    TOLD = "told", _("person concerned told")
    APPEALED = "appealed", _("appealed")
    REOPENED = "reopened", _("reopened")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("closed")
    SUMMARISED = "summarised", _("public summary written")
    EXTENDED = "extended", _("deadline extended")
    CLOCK_STARTED = "clock_started", _("deadline set")
    CLOCK_DROPPED = "clock_dropped", _("deadline dropped")
    WALLED = "walled", _("somebody walled off")
    UNWALLED = "unwalled", _("wall lifted")
    DOSSIER_READ = "dossier_read", _("dossier read")
    DOSSIER_RESEALED = "dossier_resealed", _("dossier sealed with a new key")
    DOSSIER_FILED = "dossier_filed", _("paper filed in the dossier")
    COPY_MADE = "copy_made", _("public copy drafted")
    COPY_PUBLISHED = "copy_published", _("public copy published")
    COPY_WITHDRAWN = "copy_withdrawn", _("public copy withdrawn")


class Event(Named):
    """One line of a demand's history, chained to the one before it.

    `state` is the digest of the demand's public facts after the event, so that a change of the demand itself that no
    event tells of is found as well.
    """

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField(help_text="The place in the demand's history, from 1.")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=EventKind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="register_events",
    )
    at = models.DateTimeField()
    status = models.CharField(max_length=12)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["demand", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand", "number"], name="event_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} #{self.number} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new line.

        Raises:
            TypeError: on an attempt to change one.
        """
        if not self._state.adding:
            raise TypeError("An event is never changed. Write another.")
        super().save(*args, **kwargs)


class Seal(models.Model):
    """Binds all events up to one of them together, across demands, and to the seal before."""

    number = models.PositiveIntegerField(primary_key=True)
    last_event = models.PositiveBigIntegerField(help_text="The id of the last event that it covers.")
    events = models.PositiveIntegerField(help_text="How many events it adds to the seals before.")
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.hash}"
