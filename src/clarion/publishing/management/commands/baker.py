from __future__ import annotations

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from clarion.core import clock
from clarion.publishing.baking import Bakery, bakery

log = logging.getLogger("clarion.baker")

_BEAT = 30.0
_SWEEP = 60.0
_FIRST_AGAIN = 1.0
_LONGEST_PAUSE = 30.0


class Command(BaseCommand):
    """Keeps the files of the public site as the site is, until told to stop.

    A database that is away, a disk that is full: both are waited for, and readers go on seeing what they saw.
    """

    help = "Keeps the files of the public site as the site is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=0.1, help="Seconds between two looks (default: 0.1)."
        )

    def handle(self, *args: Any, interval: float, **options: Any) -> None:
        self._stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stopping.set())
        pause = 0.0
        with bakery(settings.CLARION_SITE_DIR) as oven:
            while not self._stopping.is_set():
                began = time.monotonic()
                try:
                    self._keep_up(oven, interval)
                except DatabaseError as error:
                    log.warning("The database did not answer (%s); trying again", error)
                    connection.close()
                except OSError as error:
                    log.error("The files cannot be written (%s); readers see what they saw before", error)
                has_worked = time.monotonic() - began > _LONGEST_PAUSE
                pause = 1.0 if has_worked else min(max(pause, 0.5) * 2, _LONGEST_PAUSE)
                self._stopping.wait(pause)

    def _keep_up(self, oven: Bakery, interval: float) -> None:
        if not oven.is_whole():
            clock.beat("baker")
            oven.bake()
        beat = sweep = 0.0
        again, quiet = _FIRST_AGAIN, True
        while not self._stopping.is_set():
            # The clock of the wall may jump; this one does not.
            now = time.monotonic()
            if now - beat > _BEAT:
                clock.beat("baker")
                close_old_connections()
                beat = now
            if now >= sweep:
                oven.sweep()
                sweep = now + _SWEEP
            baked = oven.follow(idle=quiet)
            quiet = not baked.rendered
            if baked.troubles:  # What failed is tried again soon, and then ever less often.
                sweep, again = min(sweep, now + again), min(again * 2, _SWEEP)
            elif baked.rendered:
                again = _FIRST_AGAIN
            self._stopping.wait(interval)
