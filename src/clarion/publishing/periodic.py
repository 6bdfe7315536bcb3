"""What the clock asks of this room."""

from __future__ import annotations

from datetime import timedelta
from time import time

from clarion.core.clock import periodic
from clarion.publishing.changes import KEPT
from clarion.publishing.models import Change


@periodic(every=timedelta(hours=1))
def forget_old_changes() -> None:
    """Deletes changes that all files have followed long since."""
    Change.objects.filter(at__lt=int(time()) - KEPT).delete()
