"""Tasks of workers that died are given to others, and those of living ones are left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clarion.core import leases
from clarion.core.models import Heartbeat
from clarion.core.periodic import prune_finished_tasks, worker_beat

pytestmark = pytest.mark.django_db


def running(*workers: str, since: timedelta = timedelta(seconds=5)) -> DBTaskResult:
    """A task that the last of these workers runs."""
    worker_beat.enqueue()
    one = DBTaskResult.objects.ready().get()
    for worker in workers:
        one.claim(worker)
    DBTaskResult.objects.filter(pk=one.pk).update(started_at=timezone.now() - since)
    return one


def heard_of(worker: str, ago: timedelta) -> None:
    leases._beat(worker)
    Heartbeat.objects.filter(name=leases._name(worker)).update(at=timezone.now() - ago)


def state(one: DBTaskResult) -> str:
    one.refresh_from_db()
    return str(one.status)


def test_the_task_of_a_silent_worker_is_given_to_another_once(settings) -> None:
    one = running("a")
    heard_of("a", timedelta(seconds=settings.TASK_LEASE - 5))
    assert (leases.take_back(), state(one)) == (0, "RUNNING")
    heard_of("a", timedelta(seconds=settings.TASK_LEASE + 5))
    assert (leases.take_back(), state(one)) == (1, "READY")
    assert leases.take_back() == 0
    one.claim("b")
    heard_of("b", timedelta(0))
    assert (leases.take_back(), state(one)) == (0, "RUNNING")


def test_a_task_that_kills_every_worker_is_given_up_and_says_so() -> None:
    one = running("a", "b", "c")
    heard_of("c", timedelta(hours=1))
    assert (leases.take_back(), state(one)) == (1, "FAILED")
    assert "ended without a word" in one.traceback
    assert one.exception_class_path == "clarion.core.leases.WorkerDied"
    assert one.finished_at


def test_a_worker_that_gives_no_signs_is_waited_for_an_hour() -> None:
    one = running("of an earlier version", since=timedelta(minutes=59))
    assert leases.take_back() == 0
    DBTaskResult.objects.filter(pk=one.pk).update(started_at=timezone.now() - timedelta(minutes=61))
    assert (leases.take_back(), state(one)) == (1, "READY")


def test_dead_workers_are_forgotten_after_a_day() -> None:
    heard_of("a", timedelta(hours=25))
    heard_of("b", timedelta(hours=23))
    prune_finished_tasks()
    assert [one.name for one in Heartbeat.objects.all()] == [leases._name("b")]
