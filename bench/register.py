"""The register at a million demands on PostgreSQL and two hundred thousand on SQLite, against ten thousand."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench import databases
from bench.children import Child, answer, child
from bench.register_house import FEW, MANY, fill, house, staff
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

RECEIVED = 300
TRANSITIONS = 200
READINGS = 15
GROWTH = 1.5


def measure() -> Iterator[Result]:
    """Each database filled with few demands, and with many; the same questions to both."""
    for kind in databases.BOTH:
        goals = _goals(kind)
        try:
            found = _measured(kind)
        except NotMeasured as reason:
            yield from (Result(goal, None, str(reason)) for goal in goals.values())
            continue
        few, many = found
        size = MANY[kind]
        for name, goal in goals.items():
            ratio = many[name] / few[name] if few[name] else 0
            yield Result(
                goal, many[name], f"at {size:,} demands; {few[name]:.4g} at {FEW:,} ({ratio:.2f} times)"
            )


def _goals(kind: str) -> dict[str, Goal]:
    return {
        "receive": Goal(f"register-{kind}-receive", "a second", Bound.AT_LEAST, 150),
        "transition": Goal(f"register-{kind}-transition", "ms", Bound.BELOW, 20),
        "dossier": Goal(f"register-{kind}-dossier", "ms", Bound.BELOW, 20),
        "list": Goal(f"register-{kind}-list", "ms", Bound.BELOW, 150),
        "reconcile": Goal(f"register-{kind}-reconcile", "s per million", Bound.AT_MOST, 60),
        "memory": Goal(f"register-{kind}-memory", "MB", Bound.BELOW, 500),
    }


def _measured(kind: str) -> tuple[dict[str, float], dict[str, float]]:
    with databases.fresh(kind, 2) as urls, tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder:
        few, many = (
            _at(url, count, Path(folder) / str(count))
            for url, count in zip(urls, (FEW, MANY[kind]), strict=True)
        )
    return few, many


def _at(url: str, count: int, folder: Path) -> dict[str, float]:
    """What is measured in a database of so many demands. The ground is laid by one process, and measured by another."""
    settings = house(url, folder)
    with child("bench.register", settings) as laying:
        laying.ask("fill", count)
    found: dict[str, float] = {}
    with child("bench.register", settings) as measuring:
        for name in ("receive", "transition", "dossier", "list"):
            found[name] = measuring.ask(name)
    with child("bench.register", settings) as counting:
        found["reconcile"], found["memory"] = _reconcile(counting)
    return found


def _reconcile(counting: Child) -> tuple[float, float]:
    seconds, megabytes = counting.ask("reconcile")
    return seconds, megabytes


def _receive() -> float:
    """Demands a second, with a letter, contacts, three addresses, clocks, event and tallies, on one core."""
    from clarion.register import services
    from clarion.register.papers import Contact, Letter
    from clarion.register.vocabulary import Door, Kind

    _one_core()
    chance = Random(1)
    papers = [Contact(name="Ann Example", email="ann@example.org"), Letter(text="Remove this. " * 100)]
    kinds = [chance.choice(list(Kind)) for _ in range(RECEIVED)]
    for kind in kinds[:20]:
        services.receive(actor=None, door=Door.WEB, kind=kind, papers=papers)
    began = time.perf_counter()
    for number, kind in enumerate(kinds):
        items = [f"https://en.example.org/wiki/{number}/{place}" for place in range(3)]
        services.receive(actor=None, door=Door.WEB, kind=kind, country="DE", items=items, papers=papers)
    return RECEIVED / (time.perf_counter() - began)


def _transition() -> float:
    """Milliseconds of a step of a demand: the middle of steps from triage to closing."""
    from clarion.register import services
    from clarion.register.models import Demand
    from clarion.register.vocabulary import Outcome
    from clarion.register.workflow import Status

    lead, _reviewer, approver = staff()
    taken = []
    newest = list(
        Demand.objects.filter(status=Status.RECEIVED, events_count__gt=0).order_by("-pk")[: TRANSITIONS // 5]
    )
    for demand in newest:
        for do in (
            lambda demand=demand: services.triage(actor=lead, demand=demand, into=Status.REVIEW),
            lambda demand=demand: services.propose(actor=lead, demand=demand, outcome=Outcome.FULL),
            lambda demand=demand: services.approve(actor=approver, demand=demand),
            lambda demand=demand: (
                services.answer(actor=lead, demand=demand)
                if demand.outcome == Outcome.REFUSED
                else services.tag(actor=lead, demand=demand, tags=["bench"])
            ),
            lambda demand=demand: services.send_back(actor=approver, demand=demand),
        ):
            began = time.perf_counter()
            do()
            taken.append(time.perf_counter() - began)
    return median(taken) * 1000


def _dossier() -> float:
    """Milliseconds of reading a dossier, with the event that says so."""
    from clarion.register import services
    from clarion.register.models import Demand

    lead = staff()[0]
    taken = []
    for demand in Demand.objects.filter(events_count__gt=0).order_by("-pk")[:50]:
        began = time.perf_counter()
        services.read_dossier(actor=lead, demand=demand)
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


def _list() -> float:
    """Milliseconds of the first page of a list, for the slowest of several filters."""
    from clarion.register.models import Demand

    lead = staff()[0]
    filters: list[dict[str, Any]] = [
        {},
        {"status": "review"},
        {"kind": "user_data"},
        {"country": "DE"},
        {"country": "DE", "status": "closed"},
        {"assignee": lead},
        {"due_at__isnull": False},
        {"kind": "copyright", "outcome": "full"},
    ]
    slowest = 0.0
    for one in filters:
        taken = []
        for _ in range(READINGS):
            began = time.perf_counter()
            list(Demand.objects.visible_to(lead).filter(**one)[:50])
            taken.append(time.perf_counter() - began)
        slowest = max(slowest, median(taken))
    return slowest * 1000


def _count() -> tuple[float, float]:
    """Seconds per million demands of counting them anew, and the memory that took."""
    from clarion.register.models import Demand
    from clarion.transparency.reconciling import reconcile

    count = Demand.objects.count()
    began = time.perf_counter()
    differences = list(reconcile())
    taken = time.perf_counter() - began
    assert not differences, differences[:3]
    return taken / count * 1_000_000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


BENCHMARK = Benchmark("register", "receiving, deciding and counting anew at a million demands", measure)

if __name__ == "__main__":
    import django

    django.setup()
    answer(
        fill=fill, receive=_receive, transition=_transition, dossier=_dossier, list=_list, reconcile=_count
    )
