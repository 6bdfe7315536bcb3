"""Runs the benchmarks, prints what they find as a table, and keeps it in `var/bench.json`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback

from rich.console import Console
from rich.table import Table

from bench.children import REPOSITORY, ChildError
from bench.registry import BENCHMARKS
from bench.results import Benchmark, Result

KEPT = REPOSITORY / "var" / "bench.json"
_USAGE = 2


def main(arguments: list[str]) -> int:
    """Returns 0 when everything was measured that could be, 1 when a benchmark broke, 2 for a name there is none of.

    A goal that is missed is said in the table and in the file; it is a finding, not a failure.
    """
    names = [one.name for one in BENCHMARKS]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=os.environ.get("ONLY", ""), help=f"one of {', '.join(names)}")
    only = parser.parse_args(arguments).only
    if only and only not in names:
        print(f"bench: there is no benchmark {only!r}. There are: {', '.join(names)}.", file=sys.stderr)
        return _USAGE
    console = Console(stderr=True)
    results: list[Result] = []
    broken = 0
    for benchmark in BENCHMARKS:
        if only in ("", benchmark.name):
            with console.status(f"{benchmark.name}: {benchmark.about}"):
                broken += _measure(benchmark, results)
    Console(width=None if sys.stdout.isatty() else 160).print(_table(results))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps([one.as_json() for one in results], indent=1, ensure_ascii=False) + "\n")
    print(f"Kept in {KEPT.relative_to(REPOSITORY)}.")
    return 1 if broken else 0


def _measure(benchmark: Benchmark, results: list[Result]) -> int:
    """Adds what `benchmark` finds; returns 1 if it broke on the way."""
    try:
        results.extend(benchmark.measure())
    except ChildError as error:
        print(f"bench: {benchmark.name} broke:\n{error}", file=sys.stderr)
        return 1
    except Exception:
        # One that breaks must not keep the others from being measured.
        print(f"bench: {benchmark.name} broke:", file=sys.stderr)
        traceback.print_exc()
        return 1
    return 0


def _table(results: list[Result]) -> Table:
    table = Table("benchmark", "value", "unit", "goal", "met", "what was measured", box=None, pad_edge=False)
    for one in results:
        value = "—" if one.value is None else f"{one.value:.4g}"
        met = {True: "yes", False: "[bold red]NO[/]", None: "[yellow]not measured[/]"}[one.met]
        table.add_row(one.goal.name, value, one.goal.unit, str(one.goal), met, one.note)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
