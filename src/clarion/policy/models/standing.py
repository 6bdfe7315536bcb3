"""What a position stands on: those behind it, its history, and what to read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from clarion.pages.downloads import Download


def validate_past(day: Any) -> None:
    """Refuses a day that is still to come."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come: give the day on which it happened."))


class Backer(Orderable):
    """One who stands behind a position, and since when."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("The organisation")
        AFFILIATE = "affiliate", _("Affiliate")
        COMMUNITY = "community", _("Community")

    position = ParentalKey("policy.PositionPage", on_delete=models.CASCADE, related_name="backers")
    kind = models.CharField(
        _("whose position"), max_length=20, choices=Kind.choices, default=Kind.ORGANISATION
    )
    name = models.CharField(_("name"), max_length=160)
    url = models.URLField(_("address"), blank=True, help_text=_("Where the decision can be read."))
    adopted_on = models.DateField(_("adopted on"), validators=[validate_past])

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("adopted_on")]),
        FieldPanel("name"),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("backer")

    def __str__(self) -> str:
        return self.name


class PositionChange(models.Model):
    """One entry in the history of a position: what changed on a day."""

    position = ParentalKey("policy.PositionPage", on_delete=models.CASCADE, related_name="changes")
    changed_on = models.DateField(_("changed on"), default=timezone.localdate, validators=[validate_past])
    note = models.TextField(
        _("what changed"), help_text=_("One or two sentences: what it said, and what it says now.")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("changed_on"), FieldPanel("note")]

    class Meta:
        verbose_name = _("change")
        ordering: ClassVar = ["-changed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.changed_on}: {self.note}"


class PositionResource(Download):
    """Something to read beside a position."""

    position = ParentalKey("policy.PositionPage", on_delete=models.CASCADE, related_name="resources")

    class Meta(Download.Meta):
        verbose_name = _("resource")
