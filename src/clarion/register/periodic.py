"""The periodic work of the register."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clarion.core.clock import periodic
from clarion.register import reminders, seals, stray


@periodic(every=timedelta(minutes=1))
def seal_events() -> None:
    """Binds the newest events together, so that none can be cut off unseen."""
    seals.seal()


@periodic(every=timedelta(minutes=15))
def remind_of_deadlines() -> None:
    """Writes to whoever is in charge of what is due soon."""
    reminders.remind()


@periodic(every=timedelta(days=1))
def delete_stray_files() -> None:
    """Deletes sealed files that a killed process left behind before their demand was written."""
    stray.sweep(older_than=timezone.now() - timedelta(days=1))
