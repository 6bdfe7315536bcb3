"""Serving: the baked advocacy page through `clarion serve` and through nginx, and programs beside a busy processor.

Servers are pinned to one core, what loads them to the other. What is compared takes turns within one run.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench import demonstration
from bench.browser import free_port
from bench.children import REPOSITORY, environment
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

ROUNDS = 5
SECONDS = 3
CONNECTIONS = 32
PAGE = "/en/advocacy/"
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

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
        nginx, wrk = _program("nginx"), _program("wrk")
        if not BROTLI_MODULE.exists():
            raise NotMeasured("nginx has no Brotli: apt-get install libnginx-mod-http-brotli-static")
        if (os.cpu_count() or 1) < 2:
            raise NotMeasured("there is one processor, and the load needs another")
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
        stack.enter_context(_edge(port, settings))
        _lay(site, f"http://127.0.0.1:{port}")
        config = subprocess.run(
            [sys.executable, "-m", "clarion", "manage", "edge_config", "nginx", "--listen", f"127.0.0.1:{ours_port}",
             "--upstream", f"127.0.0.1:{port}"],
            env=environment(**settings), cwd=REPOSITORY, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        bare = (
            f"server {{ listen 127.0.0.1:{bare_port}; root {site}/current; access_log off; "
            "brotli_static on; gzip_static on; }"
        )
        stack.enter_context(_nginx(nginx, folder / "ours", config, ours_port))
        stack.enter_context(_nginx(nginx, folder / "bare", bare, bare_port))
        addresses = {name: f"http://127.0.0.1:{one}{PAGE}" for name, one in
                     (("edge", port), ("ours", ours_port), ("bare", bare_port))}  # fmt: skip
        for address in addresses.values():
            _wait_for(address)
        rounds = [{name: _rate(wrk, one) for name, one in addresses.items()} for _ in range(ROUNDS)]
        middle = {name: median(one[name] for one in rounds) for name in addresses}
        told = ", ".join(f"{name} {rate:,.0f}" for name, rate in middle.items())
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
        _get(address + route)
    busy = subprocess.Popen(
        ["nice", "-n", "10", "taskset", "-c", "0", sys.executable, "-c", "while True: sum(range(10_000))"]
    )
    taken: list[float] = []
    failed: list[str] = []

    def ask(route: str, due: float) -> None:
        try:
            _get(address + route)
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


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not found:
        raise NotMeasured(f"no {name} found: apt-get install {'nginx-light' if name == 'nginx' else name}")
    return found


@contextmanager
def _edge(port: int, settings: dict[str, str]) -> Iterator[None]:
    from clarion.commands.serve import web_command

    command = ["taskset", "-c", "0", *web_command("127.0.0.1", port, workers=1, threads=4, files=True)]
    with _running(command, environment(**settings)):
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield


@contextmanager
def _nginx(program: str, folder: Path, config: str, port: int) -> Iterator[None]:
    folder.mkdir()
    (folder / "nginx.conf").write_text(
        f"load_module {BROTLI_MODULE}; pcre_jit on; daemon off; worker_processes 1; pid {folder}/pid; user root;\n"
        f"error_log {folder}/error.log crit; events {{ worker_connections 1024; }}\n"
        f"http {{ include /etc/nginx/mime.types; sendfile on; {config} }}\n"
    )
    with _running(["taskset", "-c", "0", program, "-c", str(folder / "nginx.conf")], dict(os.environ)):
        _wait_for(f"http://127.0.0.1:{port}{PAGE}")
        yield


@contextmanager
def _running(command: list[str], env: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        command, env=env, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        try:
            yield
        finally:
            started.terminate()
            try:
                started.wait(timeout=15)
            except subprocess.TimeoutExpired:
                started.kill()


def _lay(site: Path, address: str) -> None:
    """A tree with the one page, as the demonstration answers it."""
    import brotli

    file = site / "current" / PAGE[1:] / "index.html"
    file.parent.mkdir(parents=True)
    body = _get(address + PAGE)
    file.write_bytes(body)
    file.with_name("index.html.gz").write_bytes(gzip.compress(body))
    file.with_name("index.html.br").write_bytes(brotli.compress(body))
    entry = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "type": "text/html; charset=utf-8",
             "language": "en", "rendered": ""}  # fmt: skip
    path = json.dumps(str(file.relative_to(site / "current")))
    (site / "manifest.json").write_text(f"{{\n{path}: {json.dumps(entry)}\n}}\n")


def _rate(wrk: str, address: str) -> float:
    """Answers a second; every one of them has to be a success, and compressed."""
    said = subprocess.run(
        ["taskset", "-c", "1", wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "-H", "Accept-Encoding: br", address],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if found is None or "Non-2xx" in said:
        raise NotMeasured(f"{address} failed under load")
    return float(found[1])


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            _get(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotMeasured(f"the server did not answer at {address}")


BENCHMARK = Benchmark("serving", "serving baked files and dynamic routes", measure)
