"""Leaves, tiles and checkpoints. What has a place in the tree never changes: triggers of the database see to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from clarion.register.models import Demand
from clarion.transparency.log import commitments


class Sort(models.TextChoices):
    """What a leaf commits to. The public sees no difference between them."""

    RECEIVED = commitments.RECEIVED
    STATE = commitments.STATE
    EDITION = commitments.EDITION
    DECOY = "decoy"


class LeafQuerySet(models.QuerySet["Leaf"]):
    """Leaves by whether they have a place."""

    def waiting(self) -> LeafQuerySet:
        """Those without a place in the tree."""
        return self.filter(position=None)


class Leaf(models.Model):
    """One entry of the log, with what opens it. Nothing but the commitment is ever public by itself."""

    sort = models.CharField(max_length=10, choices=Sort.choices)
    commitment = models.BinaryField(max_length=32, unique=True)
    salt = models.BinaryField(max_length=16)
    record = models.JSONField(default=dict, help_text="What is committed to; no personal fact.")
    demand = models.ForeignKey(
        Demand, null=True, blank=True, on_delete=models.PROTECT, related_name="leaves", db_index=False
    )
    position = models.PositiveBigIntegerField(
        null=True, unique=True, help_text="The place in the tree, from 0; none yet if null."
    )

    objects: ClassVar[LeafQuerySet] = LeafQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        verbose_name_plural = "leaves"
        indexes: ClassVar = [
            models.Index(
                fields=["demand", "sort", "-id"],
                name="leaf_of_demand",
                condition=models.Q(demand__isnull=False),
            ),
            models.Index(fields=["id"], name="leaf_waiting", condition=models.Q(position=None)),
        ]

    def __str__(self) -> str:
        return bytes(self.commitment).hex()


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles). It grows at its end, and nowhere else."""

    level = models.PositiveSmallIntegerField()
    place = models.PositiveBigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "place"], name="tile_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.place}"


class Checkpoint(models.Model):
    """The signed head of the tree at one size."""

    size = models.PositiveBigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField(help_text="The signed note (C2SP tlog-checkpoint).")
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        get_latest_by = "size"

    def __str__(self) -> str:
        return str(self.size)


class Cosignature(models.Model):
    """What a witness signed under a checkpoint (C2SP tlog-cosignature)."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    name = models.CharField(max_length=200)
    line = models.TextField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checkpoint", "line"], name="cosignature_once")
        ]

    def __str__(self) -> str:
        return self.name
