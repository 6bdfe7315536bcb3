"""Every benchmark, in the order in which they run."""

from __future__ import annotations

from bench import (
    advocacy_page,
    bake,
    datasets,
    desk,
    editions,
    figure,
    import_series,
    lighthouse,
    log,
    page_weight,
    register,
    search,
    serving,
    wordpress,
)

BENCHMARKS = (
    advocacy_page.BENCHMARK,
    bake.BENCHMARK,
    datasets.BENCHMARK,
    desk.BENCHMARK,
    editions.BENCHMARK,
    figure.BENCHMARK,
    import_series.BENCHMARK,
    lighthouse.BENCHMARK,
    log.BENCHMARK,
    page_weight.BENCHMARK,
    register.BENCHMARK,
    search.BENCHMARK,
    serving.BENCHMARK,
    wordpress.BENCHMARK,
)
