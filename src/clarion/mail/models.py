"""The outbox: every e-mail is a row before it is a message, so that none is lost and none is sent twice."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a message is on its way out. The table of transitions is in the README of this room."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being handed over")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    INTERRUPTED = "interrupted", _("interrupted: it may or may not have gone out")


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    """Messages by what is to be done about them."""

    def due(self, now: datetime | None = None) -> OutboxQuerySet:
        """Messages that are to be sent now, the oldest first."""
        return self.filter(state=State.QUEUED, due_at__lte=now or timezone.now()).order_by("due_at", "pk")

    def unsettled(self) -> OutboxQuerySet:
        """Messages that somebody has to look at."""
        return self.filter(state__in=[State.FAILED, State.INTERRUPTED])


class OutboxMessage(models.Model):
    """One e-mail to one recipient. Address and words are blanked some days after it went out.

    Of confidential mail they never were here: `kept_at` says where its kind fetches them from.
    """

    kind = models.CharField(_("kind"), max_length=80)
    language = models.CharField(_("language"), max_length=20)
    recipient = models.EmailField(_("recipient"), blank=True)
    subject = models.CharField(_("subject"), max_length=400, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    kept_at = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=120, unique=True)

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(_("what the mail server said"), max_length=400, blank=True)

    objects: ClassVar[OutboxQuerySet] = OutboxQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing mail")
        default_permissions = ("view",)
        permissions: ClassVar = [("resend_outboxmessage", "Can resend outgoing mail")]
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="outbox_due", condition=Q(state="queued")),
            models.Index(fields=["state", "settled_at"], name="outbox_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def can_be_resent(self) -> bool:
        """Whether it did not surely go out, and its words are still here."""
        return self.state in {State.FAILED, State.INTERRUPTED} and self.purged_at is None
