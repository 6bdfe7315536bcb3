"""What was carried over from elsewhere, so that a second run finds it again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Carried(models.Model):
    """One thing of another system, and what it became here.

    `fingerprint` is of what the export said; `revision` is the page's as the move left it: a later one is a person's.
    """

    class Kind(models.TextChoices):
        PAGE = "page"
        IMAGE = "image"
        DOCUMENT = "document"
        AUTHOR = "author"
        TOPIC = "topic"

    site = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    original = models.CharField(max_length=200)
    target = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    revision = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "kind", "original"], name="carried_once")
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.kind} {self.original}"
