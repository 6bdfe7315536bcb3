"""The confidential side of a demand. Every word here is sealed with a key that is not in the database."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.register.models.demands import Demand
from clarion.register.models.named import Named


class Dossier(models.Model):
    """The key of one demand's confidential papers, wrapped for the recipients who may open it."""

    demand = models.OneToOneField(Demand, on_delete=models.PROTECT, related_name="dossier")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wrapped_key = models.BinaryField()
    recipients = models.CharField(
        max_length=16, db_index=True, help_text="Which set of recipients the key is wrapped for."
    )
    key_since = models.DateTimeField(default=timezone.now)
    requester_mark = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Recognises a requester without naming one."
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.uuid)


class Paper(models.TextChoices):
    """What lies in a dossier."""

    CONTACTS = "contacts", _("Names and contacts")
    LETTER = "letter", _("Letter")
    ATTACHMENT = "attachment", _("Attachment")
    MESSAGE = "message", _("Message")
    NOTE = "note", _("Note")
    COPY = "copy", _("Public copy")


class DossierEntry(Named):
    """One paper: sealed words, and for an attachment a sealed file beside the database."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="entries")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.CharField(max_length=12, choices=Paper.choices)
    filed_at = models.DateTimeField(default=timezone.now)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField()
    file = models.CharField(
        max_length=100, blank=True, help_text="The name of the sealed file in its storage."
    )
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes of the file before it was sealed.")
    held = models.CharField(
        max_length=20, blank=True, help_text="Why the paper is to be handled with care, such as `active`."
    )
    thread_mark = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Finds the message that an answer refers to."
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["filed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.paper} {self.uuid}"
