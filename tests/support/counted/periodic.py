"""Periodic work that says which period it ran for, when, and in which process."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from clarion.core.clock import periodic
from clarion.core.models import PeriodicRun
from support.counted.tasks import write_down


@periodic(every=timedelta(seconds=1))
def each_second() -> None:
    due = PeriodicRun.objects.get(name__endswith="each_second").due
    write_down("periodic", f"{due.timestamp():.3f}", f"{time.time():.3f}", os.getpid())
