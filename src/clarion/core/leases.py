"""A task whose worker died is given to another.

A worker says every few seconds that it lives, from a thread of its own, so that a long task does not silence it. What
a worker was doing that has been silent for a lease is taken back by one conditional update, and runs again. So a task
is done at least once: a worker that died between the deed and its mark, or that was merely cut off from the database,
has done it already. Tasks are written so that a second time changes nothing.

Moments are the database's own, so that machines whose clocks differ agree on what silence is.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Case, When
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clarion.core.models import Heartbeat

log = logging.getLogger(__name__)

MOST_RUNS = 3
"""A task that has cost so many workers their lives is not tried again."""

OTHERS_TAKE_AT_MOST = timedelta(hours=1)
"""For workers that give no sign: those of an earlier version, while machines are upgraded in turn."""

_PREFIX = "worker "
_BEATS_IN_A_LEASE = 6


class WorkerDied(Exception):
    """The process that ran the task ended without a word, every time."""


@contextmanager
def lease(worker: str) -> Iterator[None]:
    """Says that a worker lives, for as long as this lasts, and takes back what others left behind."""
    _beat(worker)
    stopping = threading.Event()
    thread = threading.Thread(target=_keep_beating, args=(worker, stopping), daemon=True, name="lease")
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(5)


def take_back() -> int:
    """Takes back the tasks of workers that are silent. Returns how many."""
    length = timedelta(seconds=settings.TASK_LEASE)
    signs = dict(
        Heartbeat.objects.filter(name__startswith=_PREFIX)
        .annotate(is_silent=Case(When(at__lt=Now() - length, then=True), default=False))
        .values_list("name", "is_silent")
    )
    taken = 0
    for one in DBTaskResult.objects.running():
        is_silent = signs.get(_name(one.worker_ids[-1])) if one.worker_ids else None
        if is_silent is None:
            is_silent = one.started_at is None or one.started_at < timezone.now() - OTHERS_TAKE_AT_MOST
        if is_silent:
            taken += _take_back(one)
    return taken


def forget_the_dead() -> None:
    """Forgets workers that have been silent for a day: whatever they were doing was taken back."""
    Heartbeat.objects.filter(name__startswith=_PREFIX, at__lt=timezone.now() - timedelta(days=1)).delete()


def _take_back(one: DBTaskResult) -> int:
    # Only from the run that was seen: another worker may have taken it back, and another again have begun it.
    seen = DBTaskResult.objects.running().filter(pk=one.pk, started_at=one.started_at)
    if len(one.worker_ids) < MOST_RUNS:
        taken = seen.update(status="READY", started_at=None)
        what = "given to another"
    else:
        taken = seen.update(
            status="FAILED",
            finished_at=timezone.now(),
            exception_class_path=f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
            traceback=f"{WorkerDied.__doc__} Runs: {len(one.worker_ids)}.",
        )
        what = "given up"
    if taken:
        log.warning("The worker of the task %s (%s) is silent; it is %s", one.task_path, one.pk, what)
    return int(taken)


def _keep_beating(worker: str, stopping: threading.Event) -> None:
    every = settings.TASK_LEASE / _BEATS_IN_A_LEASE
    try:
        while not stopping.wait(every):
            try:
                _beat(worker)
                take_back()
            except DatabaseError as error:
                log.warning("The database did not answer (%s); trying again in %s s", error, every)
                connection.close()
    finally:
        connection.close()


def _beat(worker: str) -> None:
    Heartbeat.objects.update_or_create(name=_name(worker), defaults={"at": Now()})


def _name(worker: str) -> str:
    return _PREFIX + hashlib.sha256(worker.encode()).hexdigest()[:32]
