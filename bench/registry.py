"""Every benchmark, in the order in which they run."""

from __future__ import annotations

from bench import figure, import_series

BENCHMARKS = (figure.BENCHMARK, import_series.BENCHMARK)
