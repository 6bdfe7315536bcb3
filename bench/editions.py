"""Building an edition of a million demands on PostgreSQL, and reading its tables, beside DuckDB's own time."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import databases
from bench.children import answer, child
from bench.register_house import fill, house
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

COUNT = int(os.environ.get("CLARION_BENCH_DEMANDS", "1000000"))
EVER = "2010-01-01..2026-06-30"
"""All days on which demands of the ground were received."""
HALF = "2017-h1"
READINGS = 9

GOALS = {
    "build": Goal("editions-build", "s", Bound.BELOW, 20),
    "half": Goal("editions-build-half-year", "s", Bound.BELOW, 20),
    "memory": Goal("editions-memory", "MB", Bound.BELOW, 1000),
    "live": Goal("editions-live-table", "ms", Bound.BELOW, 10),
    "table": Goal("editions-table", "ms", Bound.BELOW, 10),
    "grouping": Goal("editions-grouping-ratio", "times DuckDB", Bound.AT_MOST, 3),
    "ratio": Goal("editions-table-ratio", "times DuckDB", Bound.AT_MOST, 3),
}


def measure() -> Iterator[Result]:
    """One process lays the ground; each of the others measures one thing, so that memory is its own."""
    try:
        with databases.fresh(databases.POSTGRESQL) as (url,), tempfile.TemporaryDirectory() as folder:
            settings = house(url, Path(folder) / "house")
            with child("bench.editions", settings) as laying:
                laying.ask("fill", COUNT)
                laying.ask("log")
            with child("bench.editions", settings) as building:
                build, memory, rows = building.ask("build", EVER)
            with child("bench.editions", settings) as building:
                half, _memory, half_rows = building.ask("build", HALF)
            with child("bench.editions", settings) as reading:
                mine, raw = reading.ask("group", EVER)
                slowest, name, beside = reading.ask("tables")
                live, live_name = reading.ask("live")
    except NotMeasured as reason:
        yield from (Result(goal, None, str(reason)) for goal in GOALS.values())
        return
    yield Result(GOALS["build"], build, f"an edition of {rows:,} demands of {COUNT:,} in the register")
    yield Result(GOALS["half"], half, f"the edition of a half-year: {half_rows:,} demands of {COUNT:,}")
    yield Result(GOALS["memory"], memory, "the builder's own, at its highest, for the larger of them")
    yield Result(GOALS["live"], live, f"the slowest table of a half-year from tallies: {live_name}")
    yield Result(
        GOALS["table"],
        slowest,
        f"the slowest table of a half-year's edition to read, as it is frozen: {name}",
    )
    yield Result(
        GOALS["grouping"],
        mine / raw,
        f"all tables from case rows: {mine:.0f} ms, DuckDB over Parquet {raw:.0f} ms",
    )
    yield Result(
        GOALS["ratio"], slowest / beside, f"that table: {slowest:.1f} ms, DuckDB over Parquet {beside:.1f} ms"
    )


def _build(period: str) -> tuple[float, float, int]:
    """Seconds and megabytes of building a draft, and how many demands it counts."""
    from clarion.transparency.editions import services
    from clarion.transparency.periods import parse

    began = time.perf_counter()
    edition = services.build(actor=None, period=parse(period), confirmed=[services.OPEN, services.OVERLAP])
    taken = time.perf_counter() - began
    rows = json.loads(edition.manifest)["cases"]
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows


def _log() -> int:
    """Enters every demand in the log, as the steps of each would have."""
    from django.db import connection

    from clarion.register.models import Demand
    from clarion.transparency.log.services import commit_state

    entered = commit_state(Demand.objects.order_by("pk").iterator(chunk_size=2000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return entered


def _group(period: str) -> tuple[float, float]:
    """Milliseconds of making all tables of the case rows, and of DuckDB's grouping alone."""
    import duckdb

    from clarion.transparency.editions import depot, freezing, tabulating
    from clarion.transparency.periods import parse

    path = depot.place("report", parse(period), 1) / freezing.CASES
    with duckdb.connect(config={"threads": 2}) as duck:
        duck.read_parquet(str(path)).create_view("cases")
        mine = _timed(lambda: tabulating.tables_of(duck))

        def grouped() -> None:
            for dimensions in tabulating.TABLES.values():
                listed = ", ".join(["kind", "outcome", *dimensions])
                duck.execute(
                    f"SELECT {listed}, count(*), sum(items_full), sum(items_refused), "  # noqa: S608
                    "sum(accounts_potential_low), sum(accounts_actual_low) FROM cases GROUP BY ALL"
                ).fetchall()

        return mine, _timed(grouped)


def _tables() -> tuple[float, str, float]:
    """The slowest table of a half-year to read, in milliseconds, and DuckDB's time to group it anew."""
    import duckdb

    from clarion.transparency.editions import depot, freezing, tabulating
    from clarion.transparency.editions.content import Table
    from clarion.transparency.editions.models import Edition
    from clarion.transparency.periods import parse

    edition = Edition.objects.of(parse(HALF)).get()
    taken = {
        key: _timed(lambda key=key: Table.from_json(edition.tables.get(key=key).content))
        for key in tabulating.TABLES
    }
    slowest = max(taken, key=lambda one: taken[one])
    path = depot.place("report", parse(HALF), 1) / freezing.CASES
    listed = ", ".join(["kind", "outcome", *tabulating.TABLES[slowest]])
    asked = f"SELECT {listed}, count(*) FROM cases GROUP BY ALL"  # noqa: S608 - our own names
    with duckdb.connect(config={"threads": 2}) as duck:
        duck.read_parquet(str(path)).create_view("cases")
        beside = _timed(lambda: duck.execute(asked).fetchall())
    return taken[slowest], slowest, beside


def _live() -> tuple[float, str]:
    """The slowest table of a half-year's report from tallies, in milliseconds, and which that is.

    Of the register itself public pages tell totals alone, so its tallies are read as those of a published account.
    """
    from clarion.transparency.models import Source
    from clarion.transparency.periods import parse
    from clarion.transparency.report.tables import TABLES

    Source.objects.update(standing=Source.Standing.DATASET)
    half = parse(HALF)
    return max((_timed(lambda table=table: table.panels(half, "en")), table.key) for table in TABLES)


def _timed(do: object) -> float:
    """Milliseconds, the middle of several."""
    taken = []
    for _ in range(READINGS):
        began = time.perf_counter()
        do()  # type: ignore[operator]
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


BENCHMARK = Benchmark("editions", "building an edition of a million demands, and its tables", measure)

if __name__ == "__main__":
    import django

    django.setup()
    answer(fill=fill, log=_log, build=_build, group=_group, tables=_tables, live=_live)
