"""What reading a figure costs when the account was fed from few source rows, and from very many."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench import databases
from bench.children import answer, child
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

FEW, MANY = 1_000, 1_000_000
ROUNDS = 15
READINGS = 60
FIGURES = (
    "takedown-requests-received.2017",
    "takedown-requests-granted.2016-h1",
    "takedown-requests-received.2017.country-de",
    "takedown-requests-received.2017.project-en.wikipedia",
    "user-data-requests-received.2017.process-court_order",
    "takedown-requests-received.all",
    "countries-of-takedown-requests.2017",
)
OF_REGISTER = (
    "takedown-requests-received.2017",
    "takedown-requests-received.all",
    "user-data-requests-received.2017",
)
"""Totals, which are all that the register tells before an edition; some stand apart, and few are not told."""


def measure() -> Iterator[Result]:
    """The slowest of several kinds of figures, on each database; rounds on both sizes take turns."""
    for kind in databases.BOTH:
        cost = Goal(f"figure-{kind}", "ms", Bound.BELOW, 1)
        growth = Goal(f"figure-{kind}-growth", "times", Bound.AT_MOST, 1.5)
        try:
            found = _measured(kind)
        except NotMeasured as reason:
            yield Result(cost, None, str(reason))
            yield Result(growth, None, str(reason))
            continue
        times = {key: (median(few), median(many)) for key, (few, many) in found.items()}
        slowest = max(times, key=lambda key: max(times[key]))
        ratios = {key: many / few for key, (few, many) in times.items()}
        steepest = max(ratios, key=lambda key: ratios[key])
        few, many = times[slowest]
        yield Result(
            cost,
            max(times[slowest]),
            f"the slowest of {len(times)} kinds, {slowest}: {few:.3f} ms from {FEW:,} rows, {many:.3f} from {MANY:,}",
        )
        yield Result(growth, ratios[steepest], f"{MANY:,} rows against {FEW:,}; the most for {steepest}")


def _measured(kind: str) -> dict[str, tuple[list[float], list[float]]]:
    """For each figure, the milliseconds of each round, at both sizes."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    with databases.fresh(kind, 2) as urls, child("bench.figure", {"CLARION_DATABASE_URL": urls[0]}) as reader:
        for url, count in zip(urls, (FEW, MANY), strict=True):
            reader.ask("fill", url, count)
        for _ in range(ROUNDS):
            for place, url in enumerate(urls):
                for key, taken in reader.ask("read", url).items():
                    found.setdefault(key, ([], []))[place].append(taken)
    return found


def _use(url: str) -> None:
    import dj_database_url
    from django.db import connection

    wanted: Any = dj_database_url.parse(url)
    if connection.settings_dict["NAME"] != wanted["NAME"]:
        connection.close()
        connection.settings_dict["NAME"] = wanted["NAME"]


def _fill(url: str, count: int) -> int:
    from django.core.management import call_command

    from bench.register_house import look_at_the_data
    from bench.synthetic import SERIES, shares, standings
    from clarion.transparency.feeding import feed, register_source
    from clarion.transparency.imports import import_tallies
    from clarion.transparency.models import Source

    _use(url)
    call_command("migrate", "transparency", verbosity=0)
    import_tallies(SERIES)
    shape = shares()
    Source.objects.all().delete()
    fed = feed(register_source(), standings(shape, count))
    look_at_the_data()
    return fed


def _read(url: str) -> dict[str, float]:
    """Milliseconds of one reading of each figure: the middle of many.

    Of a published account all of them, of the register itself the totals.
    """
    from clarion.transparency.models import Source

    _use(url)
    Source.objects.update(standing=Source.Standing.DATASET)
    taken = _times(FIGURES, are_known=True)
    Source.objects.update(standing=Source.Standing.REGISTER)
    return taken | {
        f"{key} of the register": one for key, one in _times(OF_REGISTER, are_known=False).items()
    }


def _times(keys: tuple[str, ...], *, are_known: bool) -> dict[str, float]:
    from clarion.transparency.figures import Figure, read_one

    taken = {}
    for key in keys:
        figure = Figure.parse(key)
        assert read_one(figure).is_known or not are_known, f"{key} has no value"
        times = []
        for _ in range(READINGS):
            began = time.perf_counter()
            read_one(figure)
            times.append(time.perf_counter() - began)
        taken[key] = median(times) * 1000
    return taken


BENCHMARK = Benchmark("figure", "reading one figure, fed from few rows and from many", measure)

if __name__ == "__main__":
    import django

    django.setup()
    answer(fill=_fill, read=_read)
