"""The clock: periodic work, run once each time it is due, however many clocks there are.

A room declares its work in its own `periodic.py`::

    @periodic(every=timedelta(hours=1))
    def purge_unconfirmed() -> None: ...

The function is short and safe to run again; long work only enqueues a task. When it last ran is kept in the
database, and a run is claimed by one conditional update: two clocks never run the same work twice, and a clock
that was down for a day runs it once, not once for every time it missed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from clarion.core.models import Heartbeat, PeriodicRun

log = logging.getLogger(__name__)

Work = Callable[[], object]


@dataclass(frozen=True)
class Periodic:
    """A piece of work and how often it is due."""

    name: str
    work: Work
    every: timedelta


REGISTRY: dict[str, Periodic] = {}


def periodic(*, every: timedelta) -> Callable[[Work], Work]:
    """Registers a function of no arguments to be run by the clock.

    Raises:
        ValueError: if `every` is under a second, or another function has the same name.
    """
    if every < timedelta(seconds=1):
        raise ValueError("Periodic work is due every second at most.")

    def register(work: Work) -> Work:
        name = f"{work.__module__}.{work.__qualname__}"
        if name in REGISTRY:
            raise ValueError(f"{name} is registered twice.")
        REGISTRY[name] = Periodic(name, work, every)
        return work

    return register


def discover() -> None:
    """Loads the `periodic` module of every room that has one."""
    autodiscover_modules("periodic")


def run_due(now: datetime | None = None) -> list[str]:
    """Runs whatever is due and nobody else has claimed. A failure is logged and recorded, and stops nothing else.

    Returns:
        The names of the work that this call ran.
    """
    now = now or timezone.now()
    known = {run.name: run for run in PeriodicRun.objects.filter(name__in=REGISTRY)}
    PeriodicRun.objects.bulk_create(
        [PeriodicRun(name=name, due=now) for name in REGISTRY if name not in known], ignore_conflicts=True
    )
    ran = []
    for one in REGISTRY.values():
        if one.name in known and known[one.name].due > now:
            continue
        if _claim(one, now):
            _run(one)
            ran.append(one.name)
    return ran


def beat(name: str) -> None:
    """Records that the process `name` is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def _claim(one: Periodic, now: datetime) -> bool:
    return bool(
        PeriodicRun.objects.filter(name=one.name, due__lte=now).update(
            due=now + one.every, started=timezone.now()
        )
    )


def _run(one: Periodic) -> None:
    failure = ""
    try:
        one.work()
    except Exception as error:
        log.exception("%s failed; it is due again in %s", one.name, one.every)
        failure = f"{type(error).__name__}: {error}"[:300]
    PeriodicRun.objects.filter(name=one.name).update(finished=timezone.now(), failure=failure)
