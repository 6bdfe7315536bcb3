"""The advocacy page with no page cache, against a page of a bare Wagtail project with as many blocks of the kinds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from statistics import median

from bench import demonstration
from bench.children import Child, child, run
from bench.results import Benchmark, Bound, Goal, Result

PAGE, BARE_PAGE = "advocacy/", "/page/"
ROUNDS = 21
SECONDS = 0.4

QUERIES = Goal("advocacy-queries", "queries", Bound.AT_MOST, 8)
SPEED = Goal("advocacy-speed", "times", Bound.AT_LEAST, 1.5)


def measure() -> Iterator[Result]:
    """The most queries of any language; then pages a second, both projects in turns on SQLite."""
    with child("bench.rendering", demonstration.built()) as own:
        counted = {code: own.ask("queries", f"/{code}/{PAGE}") for code in demonstration.LANGUAGES}
        each = ", ".join(f"{code} {count}" for code, count in counted.items())
        yield Result(QUERIES, max(counted.values()), f"one uncached page, warm: {each}")
        yield _speed(own)


def _speed(own: Child) -> Result:
    path = f"/en/{PAGE}"
    placed, pictures = own.ask("blocks", f"/{PAGE}"), own.ask("pictures", path)
    blocks, chosen, links = placed["blocks"], placed["chosen"], placed["links"]
    with tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder:
        settings = {"BENCH_BARE_DIR": folder, "DJANGO_SETTINGS_MODULE": "bench.bare.settings"}
        run("-m", "bench.bare.build", *map(str, (blocks, pictures, chosen, links)), **settings)
        with child("bench.rendering", settings) as bare:
            own.ask("warm", [path])
            bare.ask("warm", [BARE_PAGE])
            rounds = [
                (own.ask("speed", path, SECONDS), bare.ask("speed", BARE_PAGE, SECONDS))
                for _ in range(ROUNDS)
            ]
            asked = bare.ask("queries", BARE_PAGE)
    ours, theirs = (median(one) for one in zip(*rounds, strict=True))
    return Result(
        SPEED,
        median(one / other for one, other in rounds),
        f"{ours:.0f} pages a second against {theirs:.0f} ({blocks} blocks, {pictures} pictures, {chosen} chosen "
        f"pages, {links} links in texts; {asked} queries)",
    )


BENCHMARK = Benchmark("advocacy", "rendering the advocacy page", measure)
