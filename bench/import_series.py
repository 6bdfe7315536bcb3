"""How long it takes to import the whole real series into an empty database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from bench import databases
from bench.children import answer, child
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

ROUNDS = 3


def measure() -> Iterator[Result]:
    """The middle of three imports, each into a fresh database."""
    for kind in databases.BOTH:
        goal = Goal(f"import-{kind}", "s", Bound.BELOW, 5)
        try:
            taken, written = _measured(kind)
        except NotMeasured as reason:
            yield Result(goal, None, str(reason))
            continue
        yield Result(goal, median(taken), f"{written:,} tallies, with the reconciliation report")


def _measured(kind: str) -> tuple[list[float], int]:
    taken, written = [], 0
    with databases.fresh(kind, ROUNDS) as urls:
        for url in urls:
            with child("bench.import_series", {"CLARION_DATABASE_URL": url}) as importer:
                seconds, written = importer.ask("import")
            taken.append(seconds)
    return taken, written


def _import() -> tuple[float, int]:
    from django.core.management import call_command

    from bench.synthetic import SERIES
    from clarion.transparency.imports import import_tallies
    from clarion.transparency.models import Tally

    call_command("migrate", "transparency", verbosity=0)
    began = time.perf_counter()
    list(import_tallies(SERIES).lines())
    return time.perf_counter() - began, Tally.objects.count()


BENCHMARK = Benchmark("import", "importing the whole real series", measure)

if __name__ == "__main__":
    import django

    django.setup()
    answer(**{"import": _import})
