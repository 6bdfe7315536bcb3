"""What runs: periodic work and the signs of life of background processes."""

from __future__ import annotations

from django.db import models


class PeriodicRun(models.Model):
    """One piece of periodic work: when it last ran, when it is due again, and whether it failed."""

    name = models.CharField(max_length=200, primary_key=True)
    due = models.DateTimeField(help_text="The next run may be claimed from this moment on.")
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    failure = models.CharField(
        max_length=300, blank=True, help_text="The last run's error; empty after a good run."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """The last sign of life of a background process (`clock`, `worker`)."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
