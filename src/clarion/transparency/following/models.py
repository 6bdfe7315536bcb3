"""What figures said, and since when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from clarion.register.counts import Count


class Value(models.Model):
    """What a figure says from a day on, until its next row. The first row is what it said when it was first looked at.

    Bounds that are null say that the value is unknown.
    """

    figure = models.CharField(max_length=200, help_text="Its key, such as takedown-requests-received.2017.")
    day = models.DateField()
    low = models.PositiveBigIntegerField(null=True)
    high = models.PositiveBigIntegerField(null=True)
    noticed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["figure", "-day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "day"], name="following_one_row_a_day"),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("high")),
                name="following_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.day}: {self.low}"

    @property
    def count(self) -> Count:
        """The value; unknown where it was."""
        return Count(self.low, self.high)
