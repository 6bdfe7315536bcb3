"""Public copies: what of a dossier the public may read. Until one is published, its words lie sealed in the dossier."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clarion.register.models.demands import Demand, Telling
from clarion.register.models.dossiers import DossierEntry
from clarion.register.workflow import UNCOUNTED, Status

UNDECIDED = (Status.RECEIVED, Status.INCOMPLETE, Status.REVIEW, Status.PROPOSED, *UNCOUNTED)
"""Where nothing of a demand is published yet, or ever."""


class Form(models.TextChoices):
    """What a public copy is."""

    TEXT = "text", _("Letter as text")
    PICTURES = "pictures", _("Pages as pictures")
    SUMMARY = "summary", _("Summary alone")


class PublicCopyQuerySet(models.QuerySet["PublicCopy"]):
    """Public copies by whether the public reads them."""

    def published(self) -> PublicCopyQuerySet:
        """Those that are published and not withdrawn."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def readable(self, today: date) -> PublicCopyQuerySet:
        """Those the public may read on this day: not while an order forbids to tell the person concerned."""
        forbidden = Q(demand__telling=Telling.FORBIDDEN) & (
            Q(demand__telling_forbidden_until=None) | Q(demand__telling_forbidden_until__gte=today)
        )
        return self.published().exclude(forbidden).exclude(demand__status__in=UNCOUNTED)


class PublicCopy(models.Model):
    """One copy, from its draft to its withdrawal. `text` and the file are empty unless it is published."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField(help_text="The place among the copies of the demand, from 1.")
    entry = models.OneToOneField(DossierEntry, on_delete=models.PROTECT, related_name="copy")
    source = models.UUIDField(
        null=True, blank=True, help_text="The paper it is a copy of; none for a summary."
    )
    form = models.CharField(max_length=10, choices=Form.choices)
    language = models.CharField(max_length=20, blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes of what is published.")
    items_up_to = models.PositiveIntegerField(
        default=0, help_text="Items are shown up to this position; 0 shows none."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was published.")
    summary = models.TextField(blank=True, help_text="The public summary as it was when this was published.")
    text = models.TextField(blank=True)

    objects: ClassVar[PublicCopyQuerySet] = PublicCopyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["demand", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand", "number"], name="copy_number_once"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(text="", summary="", digest=""),
                name="copy_unpublished_without_words",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-published_at", "-id"],
                name="copy_newest",
                condition=Q(published_at__isnull=False, withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it waits for a second person."""
        return self.published_at is None and self.withdrawn_at is None

    @property
    def is_published(self) -> bool:
        """Whether the public reads it, as far as no order forbids it."""
        return self.published_at is not None and self.withdrawn_at is None


class PublicFile(models.Model):
    """The file of a published copy of pages. It is deleted when the copy is withdrawn."""

    copy = models.OneToOneField(PublicCopy, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.copy_id)
