"""How much comes over the wire for the first view of the advocacy page, pictures apart."""

from __future__ import annotations

from collections.abc import Iterator

from bench import demonstration
from bench.browser import Transfer, chromium, first_view, free_port, server
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

PAGE = "advocacy/"
WEIGHT = Goal("advocacy-weight", "KB", Bound.AT_MOST, 90)
_KB = 1000
_PICTURES = ("image/", "video/")


def measure() -> Iterator[Result]:
    """The heaviest language: HTML, styles, scripts and the fonts it needs, as the server sends them."""
    port = free_port()
    try:
        with chromium() as browser, server(demonstration.built(port), port) as address:
            loaded = {
                code: first_view(browser, f"{address}/{code}/{PAGE}") for code in demonstration.LANGUAGES
            }
    except NotMeasured as reason:
        yield Result(WEIGHT, None, str(reason))
        return
    parts = {code: _by_kind(files) for code, files in loaded.items()}
    totals = {code: sum(kinds.values()) for code, kinds in parts.items()}
    heaviest = max(totals, key=lambda code: totals[code])
    each = ", ".join(f"{code} {total / _KB:.1f}" for code, total in totals.items())
    made_of = ", ".join(f"{kind.lower()} {size / _KB:.1f}" for kind, size in sorted(parts[heaviest].items()))
    yield Result(WEIGHT, totals[heaviest] / _KB, f"{each}; {heaviest} is {made_of}")


def _by_kind(files: list[Transfer]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in files:
        if not one.media_type.startswith(_PICTURES):
            found[one.kind] = found.get(one.kind, 0) + one.size
    return found


BENCHMARK = Benchmark("weight", "loading the advocacy page for the first time", measure)
