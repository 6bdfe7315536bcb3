from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from clarion.core import clock
from clarion.core.periodic import ask_the_worker_for_a_beat

log = logging.getLogger("clarion.clock")


class Command(BaseCommand):
    """Runs periodic work when it is due, until told to stop. A database that is away is waited for."""

    help = "Runs periodic work when it is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run what is due now, and end.")
        parser.add_argument(
            "--interval", type=float, default=5.0, help="Seconds between two looks (default: 5)."
        )

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        clock.discover()
        if once:
            for name in clock.run_due():
                self.stdout.write(name)
            return
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        first = True
        while not stopping.is_set():
            try:
                # After a pause the worker's last beat is stale; readiness should not have to wait for the minute.
                if first:
                    ask_the_worker_for_a_beat()
                clock.beat("clock")
                clock.run_due()
                first = False
            except DatabaseError as error:
                log.warning("The database did not answer (%s); trying again in %s s", error, interval)
                connection.close()
            close_old_connections()
            stopping.wait(interval)
