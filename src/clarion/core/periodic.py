"""The periodic work of the house itself."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from clarion.core import leases, rate_limits
from clarion.core.clock import beat, periodic

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)
KEEP_BEATS = timedelta(hours=1)
_SAMPLE = 1_000
"""Rows of each index that SQLite looks at: a moment's work at any size."""


@task()
def worker_beat() -> None:
    """Runs in the worker, and so proves that tasks are taken up."""
    beat("worker")


@periodic(every=timedelta(minutes=1))
def ask_the_worker_for_a_beat() -> None:
    """Enqueues one beat, unless an earlier one still waits."""
    path = worker_beat.module_path
    if not DBTaskResult.objects.ready().filter(task_path=path).exists():
        worker_beat.enqueue()


@periodic(every=timedelta(minutes=1))
def publish_scheduled_pages() -> None:
    """Publishes and unpublishes pages whose moment has come."""
    call_command("publish_scheduled", verbosity=0)


@periodic(every=timedelta(hours=1))
def prune_finished_tasks() -> None:
    """Deletes tasks that are done: beats after an hour, others after a week, failed ones after a month."""
    now = timezone.now()
    finished = DBTaskResult.objects.finished()
    finished.filter(task_path=worker_beat.module_path, finished_at__lt=now - KEEP_BEATS).delete()
    leases.forget_the_dead()
    finished.filter(
        Q(status="SUCCESSFUL", finished_at__lt=now - KEEP_DONE) | Q(finished_at__lt=now - KEEP_FAILED)
    ).delete()


@periodic(every=timedelta(days=1))
def look_at_the_data() -> None:
    """Has SQLite look at samples of the data, so that it plans queries by them. PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
            cursor.execute("ANALYZE")


@periodic(every=timedelta(hours=1))
def purge_rate_records() -> None:
    """Forgets who used which form."""
    rate_limits.purge()


@periodic(every=timedelta(days=1))
def clear_expired_sessions() -> None:
    """Deletes the sessions of staff that have ended."""
    SessionStore.clear_expired()
