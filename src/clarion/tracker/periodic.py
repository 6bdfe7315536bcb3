"""The periodic work of the trackers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clarion.core.clock import periodic
from clarion.tracker.services import remind_editors


@periodic(every=timedelta(days=1))
def remind_of_stale_entries() -> None:
    """Tells editors what nobody has checked for long."""
    remind_editors(on=timezone.localdate())
