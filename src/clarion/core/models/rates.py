"""What rate limits remember. No address of a visitor is among it."""

from __future__ import annotations

from django.db import models


class DailySalt(models.Model):
    """The secret that turns keys into digests for one day. Deleted the day after: then no digest can be traced."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return self.day.isoformat()


class RateRecord(models.Model):
    """The recent moments at which one key used one scope."""

    scope = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, help_text="A keyed hash under the salt of the day.")
    moments = models.JSONField(
        default=list, help_text="Seconds since 1970, oldest first; never more than the limit."
    )
    expires = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "digest"], name="rate_record_once")]

    def __str__(self) -> str:
        return f"{self.scope}: {len(self.moments)}"
