from __future__ import annotations

import logging
from typing import Any

from django_tasks_db.management.commands import db_worker

from clarion.core.leases import lease


class Command(db_worker.Command):
    """The task worker, quiet: it speaks of tasks that fail, not of every one that is done."""

    help = "Runs the tasks that wait in the database."

    def configure_logging(self, verbosity: int) -> None:
        super().configure_logging(verbosity)
        if verbosity < 2:
            logging.getLogger("django_tasks").setLevel(logging.WARNING)
            logging.getLogger("django_tasks_db").setLevel(logging.ERROR)

    def handle(self, *, worker_id: str, **options: Any) -> None:
        with lease(worker_id):
            super().handle(worker_id=worker_id, **options)
