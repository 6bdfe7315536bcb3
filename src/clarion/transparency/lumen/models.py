"""What was handed to Lumen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clarion.register.models import PublicCopy


class Submission(models.Model):
    """A published copy as a notice of Lumen, from when it was begun. One that has an address is there."""

    class State(models.TextChoices):
        """Where it stands."""

        BEGUN = "begun", _("Begun")
        SENT = "sent", _("Received by Lumen")
        REFUSED = "refused", _("Refused by Lumen")

    copy = models.OneToOneField(PublicCopy, on_delete=models.PROTECT, related_name="lumen_submission")
    mark = models.CharField(
        max_length=40, unique=True, help_text="Stands in the notice, so that it is found there again."
    )
    type = models.CharField(max_length=30)
    state = models.CharField(max_length=8, choices=State.choices, default=State.BEGUN)
    address = models.URLField(max_length=500, blank=True)
    faults = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.mark
