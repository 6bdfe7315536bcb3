"""The desk at a million demands on PostgreSQL and two hundred thousand on SQLite, against ten thousand.

Pages are asked for as a browser asks, through every middleware, by somebody who is signed in.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench import databases
from bench.children import answer, child
from bench.register_house import FEW, MANY, fill, house, look_at_the_data, staff
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

READINGS = 9
BATCH = 2000
FILTERS = (
    "", "?lane=mine", "?lane=unassigned", "?lane=due", "?lane=overdue", "?lane=approve", "?lane=afterwards",
    "?lane=telling", "?lane=all", "?lane=all&kind=threat", "?lane=all&country=DE", "?lane=all&requester=company",
    "?lane=all&project=commons", "?lane=all&language=xx", "?lane=all&tag=bench", "?lane=all&country=ZZ&kind=emergency",
    "?lane=open&country=DE&kind=user_data", "?lane=all&since=2013-01-01&until=2013-12-31&kind=copyright",
    "?lane=all&sort=urgent", "?lane=all&q=wiki", "?lane=all&q=wiki+common&country=DE", "?lane=all&q=2013-000123",
    "?lane=all&q=https://en.example.org/wiki/777/1", "?lane=all&q=nothingofthesort", "?lane=all&process=court_order",
    "?lane=all&outcome=partial", "?lane=all&country=DE&outcome=full&sort=urgent", "?lane=open&outcome=partial",
    "?lane=all&q=wiki&country=DE&sort=urgent", "?lane=open&q=wiki&project=commons", "?lane=telling&country=FR",
    "?lane=overdue&kind=content&q=wiki", "?lane=all&q=wiki&outcome=withdrawn&since=2013-01-01&until=2013-12-31",
)  # fmt: skip
"""Lanes, filters, filters together, and searches for what is common, rare and not there."""


def measure() -> Iterator[Result]:
    """Each database filled with few demands, and with many; the same pages of both."""
    for kind in databases.BOTH:
        goals = {
            "inbox": Goal(f"desk-{kind}-inbox", "ms", Bound.BELOW, 150),
            "demand": Goal(f"desk-{kind}-demand", "ms", Bound.BELOW, 100),
        }
        try:
            with (
                databases.fresh(kind, 2) as urls,
                tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder,
            ):
                few, many = (
                    _at(url, count, Path(folder) / str(count))
                    for url, count in zip(urls, (FEW, MANY[kind]), strict=True)
                )
        except NotMeasured as reason:
            yield from (Result(goal, None, str(reason)) for goal in goals.values())
            continue
        for name, goal in goals.items():
            value, which = many[name]
            yield Result(goal, value, f"{which} at {MANY[kind]:,} demands; {few[name][0]:.4g} at {FEW:,}")


def _at(url: str, count: int, folder: Path) -> dict[str, tuple[float, str]]:
    settings = house(url, folder)
    with child("bench.desk", settings) as laying:
        laying.ask("fill", count)
    with child("bench.desk", settings) as measuring:
        return {name: tuple(measuring.ask(name)) for name in ("inbox", "demand")}  # type: ignore[misc]


def _lay(count: int) -> int:
    """The ground of the register's benchmark, with the words of each demand."""
    from bench.register_ground import copy
    from clarion.desk.inbox.words import words_of
    from clarion.desk.models import Words
    from clarion.register.models import Demand, Item

    fill(count)
    rows = list(Demand.objects.order_by("pk").values_list("pk", "reference", "project"))
    with _indexed_at_the_end():
        for start in range(0, len(rows), BATCH):
            texts = {pk: f"{reference} {project} en.example.org/wiki/{pk}/1"
                     for pk, reference, project in rows[start : start + BATCH]}  # fmt: skip
            copy(
                Words,
                [
                    Words(demand_id=pk, text=" ".join(dict.fromkeys(words_of(text))))
                    for pk, text in texts.items()
                ],
            )
    assert Item.objects.exists()
    look_at_the_data()
    return count


@contextmanager
def _indexed_at_the_end() -> Iterator[None]:
    """SQLite writes its index of words down after every row; here it makes it once, of all of them."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'desk_words_added'")
        (trigger,) = cursor.fetchone()
        cursor.execute("DROP TRIGGER desk_words_added")
        yield
        cursor.execute("INSERT INTO desk_words_found (desk_words_found) VALUES ('rebuild')")
        cursor.execute(trigger)


def _signed_in() -> Any:
    from django.conf import settings
    from django.test import Client, override_settings

    # Nothing here is served, so that static files need not be gathered.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(
        SECOND_FACTOR_REQUIRED=False,
        ALLOWED_HOSTS=["*"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ).enable()
    client = Client()
    client.force_login(staff()[0])
    return client


def _inbox() -> tuple[float, str]:
    """Milliseconds of a page of the inbox, for the slowest of many filters, and which that is."""
    client = _signed_in()
    return max((_taken(client, f"/admin/desk/{one}"), one or "open") for one in FILTERS)


def _demand() -> tuple[float, str]:
    """Milliseconds of a demand's page, with an opened dossier, items, clocks, history and relations."""
    from clarion.register import services
    from clarion.register.models import Demand
    from clarion.register.papers import Contact, Letter
    from clarion.register.vocabulary import Door, Kind
    from clarion.register.workflow import Status

    lead = staff()[0]
    receipt = services.receive(
        actor=None,
        door=Door.WEB,
        kind=Kind.COPYRIGHT,
        country="DE",
        items=[f"https://en.example.org/wiki/{number}/1" for number in range(100, 150)],
        papers=[Contact(name="Ann Example", email="ann@example.org"), Letter(text="Remove this. " * 100)],
        elements={"work": True},
    )
    demand = Demand.objects.get(pk=receipt.demand_id)
    services.triage(actor=lead, demand=demand, into=Status.REVIEW)
    return _taken(_signed_in(), f"/admin/desk/demands/{receipt.reference}/"), "a page"


def _taken(client: Any, path: str) -> float:
    taken = []
    for _ in range(READINGS):
        began = time.perf_counter()
        assert client.get(path).status_code == 200
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


BENCHMARK = Benchmark("desk", "the inbox with any filter and a demand's page at a million demands", measure)

if __name__ == "__main__":
    import django

    django.setup()
    answer(fill=_lay, inbox=_inbox, demand=_demand)
