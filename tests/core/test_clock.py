from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clarion.core import clock
from clarion.core.models import Heartbeat, PeriodicRun
from clarion.core.periodic import ask_the_worker_for_a_beat, prune_finished_tasks

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(clock, "REGISTRY", {})


@pytest.mark.django_db
def test_work_runs_when_it_is_due_and_not_before(registry):
    ran = []

    @clock.periodic(every=timedelta(minutes=5))
    def sweep() -> None:
        ran.append(timezone.now())

    clock.run_due(NOON)
    clock.run_due(NOON + timedelta(minutes=4, seconds=59))
    assert len(ran) == 1
    clock.run_due(NOON + timedelta(minutes=5))
    assert len(ran) == 2


@pytest.mark.django_db
def test_a_clock_that_was_down_runs_missed_work_once(registry):
    ran = []
    clock.periodic(every=timedelta(minutes=1))(lambda: ran.append(1))
    clock.run_due(NOON)
    clock.run_due(NOON + timedelta(days=1))
    clock.run_due(NOON + timedelta(days=1, seconds=1))
    assert len(ran) == 2


@pytest.mark.django_db
def test_a_failure_is_recorded_and_stops_nothing_else(registry):
    ran = []

    @clock.periodic(every=timedelta(minutes=1))
    def broken() -> None:
        raise OSError("no room left")

    @clock.periodic(every=timedelta(minutes=1))
    def sound() -> None:
        ran.append(1)

    clock.run_due(NOON)
    assert ran == [1]
    assert PeriodicRun.objects.get(name__endswith="broken").failure == "OSError: no room left"
    assert PeriodicRun.objects.get(name__endswith="sound").failure == ""


@pytest.mark.django_db
def test_a_good_run_clears_the_failure_of_the_one_before(registry):
    outcomes = iter([OSError("once"), None])

    @clock.periodic(every=timedelta(minutes=1))
    def moody() -> None:
        if error := next(outcomes):
            raise error

    clock.run_due(NOON)
    clock.run_due(NOON + timedelta(minutes=1))
    assert PeriodicRun.objects.get().failure == ""


@pytest.mark.django_db(transaction=True)
def test_several_clocks_never_run_one_thing_twice(registry):
    ran = []
    for number in range(6):
        work = lambda number=number: ran.append(number)  # noqa: E731
        work.__qualname__ = f"work_{number}"
        clock.periodic(every=timedelta(minutes=1))(work)

    def tick(_: int) -> None:
        try:
            clock.run_due(NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as clocks:
        list(clocks.map(tick, range(6)))
    assert sorted(ran) == list(range(6))


def test_a_name_is_registered_once(registry):
    def sweep() -> None: ...

    clock.periodic(every=timedelta(minutes=1))(sweep)
    with pytest.raises(ValueError, match="twice"):
        clock.periodic(every=timedelta(minutes=1))(sweep)


@pytest.mark.django_db
def test_the_worker_is_asked_for_one_beat_at_a_time_and_answers():
    ask_the_worker_for_a_beat()
    ask_the_worker_for_a_beat()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_beat_that_the_worker_takes_up_shows_that_it_lives():
    ask_the_worker_for_a_beat()
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert timezone.now() - Heartbeat.objects.get(name="worker").at < timedelta(seconds=30)


@pytest.mark.django_db
def test_finished_tasks_are_kept_a_week_and_failed_ones_a_month():
    with time_machine.travel(NOON, tick=False):
        for age, status in [
            (6, "SUCCESSFUL"),
            (8, "SUCCESSFUL"),
            (8, "FAILED"),
            (31, "FAILED"),
            (40, "READY"),
        ]:
            DBTaskResult.objects.create(
                task_path="some.work", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
                run_after=NOON, status=status, finished_at=NOON - timedelta(days=age) if status != "READY" else None,
                exception_class_path="", traceback=f"{age}",
            )  # fmt: skip
        prune_finished_tasks()
    assert set(DBTaskResult.objects.values_list("traceback", flat=True)) == {"6", "8", "40"}
    assert not DBTaskResult.objects.filter(traceback="8", status="SUCCESSFUL").exists()


@pytest.mark.django_db
def test_the_clock_command_runs_the_work_of_every_room_once(capsys):
    call_command("clock", once=True)
    said = capsys.readouterr().out
    assert "clarion.core.periodic.publish_scheduled_pages" in said
    assert not PeriodicRun.objects.exclude(failure="").exists()
