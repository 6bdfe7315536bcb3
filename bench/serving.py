"""Serving: the baked advocacy page through `clarion serve` and through nginx, and programs beside a busy processor.

Servers are pinned to one core, what loads them to the other. What is compared takes turns within one run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench import demonstration
from bench.baked import edge
from bench.browser import free_port
from bench.children import REPOSITORY, environment
from bench.load import get, nginx, program, rate
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

ROUNDS = 5
CONNECTIONS = 32
PAGE = "/en/advocacy/"

EDGE = Goal("serving-edge", "% of nginx", Bound.AT_LEAST, 33)
NGINX = Goal("serving-nginx", "% of bare nginx", Bound.AT_LEAST, 95)
DYNAMIC = Goal("serving-dynamic", "ms", Bound.BELOW, 100)
EACH_SECOND, FOR_SECONDS = 50, 12
ROUTES = (
    "/en/search/?q=wikipedia",
    "/en/contact/",
    "/api/v1/figures",
    "/en/subscribe/",
)


def measure() -> Iterator[Result]:
    """The shares of nginx, then the slowest answers of dynamic routes."""
    try:
        for name in ("nginx", "wrk"):
            program(name)
    except NotMeasured as missing:
        yield from (Result(goal, None, str(missing)) for goal in (EDGE, NGINX, DYNAMIC))
        return
    settings = demonstration.built()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clarion-bench-")))
        folder.chmod(0o755)
        port, bare_port, ours_port = free_port(), free_port(), free_port()
        site = folder / "site"
        settings = {**settings, "CLARION_SITE_DIR": str(site), "CLARION_BASE_URL": f"http://127.0.0.1:{port}"}
        stack.enter_context(edge(site, settings, port, [PAGE]))
        config = subprocess.run(
            [sys.executable, "-m", "clarion", "manage", "edge_config", "nginx", "--listen", f"127.0.0.1:{ours_port}",
             "--upstream", f"127.0.0.1:{port}"],
            env=environment(**settings), cwd=REPOSITORY, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        bare = (
            f"server {{ listen 127.0.0.1:{bare_port}; root {site}/current; access_log off; "
            "brotli_static on; gzip_static on; }"
        )
        addresses = {name: f"http://127.0.0.1:{one}{PAGE}" for name, one in
                     (("edge", port), ("ours", ours_port), ("bare", bare_port))}  # fmt: skip
        stack.enter_context(nginx(folder / "ours", config, addresses["ours"]))
        stack.enter_context(nginx(folder / "bare", bare, addresses["bare"]))
        rounds = [
            {name: rate(one, connections=CONNECTIONS) for name, one in addresses.items()}
            for _ in range(ROUNDS)
        ]
        middle = {name: median(one[name] for one in rounds) for name in addresses}
        told = ", ".join(f"{name} {speed:,.0f}" for name, speed in middle.items())
        size = (site / "current/en/advocacy/index.html.br").stat().st_size
        note = f"answers a second, {size:,} bytes in Brotli, {CONNECTIONS} connections: {told}"
        yield Result(EDGE, median(one["edge"] / one["bare"] for one in rounds) * 100, note)
        yield Result(NGINX, median(one["ours"] / one["bare"] for one in rounds) * 100, note)
        yield _dynamic(f"http://127.0.0.1:{port}")


def _dynamic(address: str) -> Result:
    """The time within which 99 of 100 dynamic answers come, asked at a steady rate, the core shared with a bake.

    The bake yields to readers, as `nice` has it: what stands for it keeps the same core busy all the while.
    """
    for route in ROUTES * 3:
        get(address + route)
    busy = subprocess.Popen(
        ["nice", "-n", "10", "taskset", "-c", "0", sys.executable, "-c", "while True: sum(range(10_000))"]
    )
    taken: list[float] = []
    failed: list[str] = []

    def ask(route: str, due: float) -> None:
        try:
            get(address + route)
            taken.append(time.monotonic() - due)
        except OSError as error:
            failed.append(str(error))

    began, threads = time.monotonic(), []
    try:
        for number in range(EACH_SECOND * FOR_SECONDS):
            due = began + number / EACH_SECOND
            time.sleep(max(0.0, due - time.monotonic()))
            one = threading.Thread(target=ask, args=(ROUTES[number % len(ROUTES)], due))
            one.start()
            threads.append(one)
        for one in threads:
            one.join()
    finally:
        busy.kill()
        busy.wait()
    if failed:
        raise NotMeasured(f"{len(failed)} of {len(threads)} answers failed: {failed[0]}")
    taken.sort()
    half, most = taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.99)] * 1000
    return Result(
        DYNAMIC, most, f"99 of 100 of {len(taken)} answers, {EACH_SECOND} a second; the middle {half:.0f} ms"
    )


BENCHMARK = Benchmark("serving", "serving baked files and dynamic routes", measure)
