"""What Lighthouse says of the five main kinds of pages, as files, with its telephone on a slow line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import demonstration
from bench.baked import edge
from bench.browser import free_port
from bench.children import REPOSITORY
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

PROGRAM = REPOSITORY / "tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = ("", "advocacy/", "policy/copyright/", "news/", "transparency/2017/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {name: Goal(f"lighthouse-{name}", "points", Bound.AT_LEAST, 99) for name in CATEGORIES}
RUNS = 3
"""A busy machine lets a page look slow; the best of so many is what the page can do."""


def measure() -> Iterator[Result]:
    """For each category the page that does worst."""
    try:
        found = _points()
    except NotMeasured as reason:
        for goal in GOALS.values():
            yield Result(goal, None, str(reason))
        return
    for name, goal in GOALS.items():
        each = ", ".join(f"/en/{page} {points[name]:.0f}" for page, points in found.items())
        yield Result(goal, min(points[name] for points in found.values()), f"best of {RUNS}: {each}")


def _points() -> dict[str, dict[str, float]]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise NotMeasured("no Chromium found: install it, or set CHROMIUM to its path")
    if not (shutil.which("node") and PROGRAM.is_file()):
        raise NotMeasured("Lighthouse is not installed: npm ci --ignore-scripts --prefix tools/lighthouse")
    port = free_port()
    pages = [f"/en/{page}" for page in PAGES]
    with (
        tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder,
        edge(Path(folder) / "site", demonstration.built(port), port, pages) as address,
    ):
        return {page: _best(f"{address}/en/{page}", chromium) for page in PAGES}


def _best(address: str, chromium: str) -> dict[str, float]:
    runs = [_run(address, chromium) for _ in range(RUNS)]
    return {name: max(one[name] for one in runs) for name in CATEGORIES}


def _run(address: str, chromium: str) -> dict[str, float]:
    categories = told(address, chromium)["categories"]
    return {name: 100 * float(categories[name]["score"]) for name in CATEGORIES}


def told(address: str, chromium: str) -> dict[str, Any]:
    """All that Lighthouse tells of a page, as its JSON has it."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        subprocess.run(
            [
                "node",
                str(PROGRAM),
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            env={**os.environ, "CHROME_PATH": chromium},
            check=True,
            capture_output=True,
            timeout=180,
        )
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


BENCHMARK = Benchmark("lighthouse", "asking Lighthouse about the main kinds of pages", measure)
