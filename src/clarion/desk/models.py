"""What the desk keeps for itself: filters that people saved, their calendars' addresses, and words to search by."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.desk.answers.models import AnswerTemplate, TemplateVersion
from clarion.register.models import Demand

__all__ = ["AnswerTemplate", "CalendarAddress", "SavedFilter", "TemplateVersion", "Words"]


class SavedFilter(models.Model):
    """A view of the inbox that one person comes back to, under a name of their own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, help_text="The part of the inbox's address after the ?.")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name


class Words(models.Model):
    """The words of a demand's public facts, by which the inbox finds it. Nothing of its dossier.

    Each database has an index of its own over `text`, made by a migration.
    """

    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField(help_text="Words as `clarion.desk.inbox.words` cuts them, with spaces between.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]


class CalendarAddress(models.Model):
    """The secret address under which a person's deadlines can be subscribed to. Only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}"
