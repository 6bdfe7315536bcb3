"""The periodic work of the log."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from clarion.core.clock import periodic
from clarion.transparency.log.sequencing import sequence


@periodic(every=timedelta(hours=settings.LOG_HOURS))
def sequence_log() -> None:
    """Gives new leaves their places. Seldom, so that many share a batch."""
    if settings.LOG_KEYS:
        sequence()
