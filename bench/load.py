"""Servers pinned to one core, and what loads them from the other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.children import REPOSITORY
from bench.results import NotMeasured

SECONDS = 3
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_ON_ONE_CORE = ("taskset", "-c", "0")
_ON_THE_OTHER = ("taskset", "-c", "1")
_PACKAGES = {"nginx": "nginx-light", "php-fpm8.2": "php-fpm php-mysql", "mariadbd": "mariadb-server"}


def program(name: str) -> str:
    """Where a program lies.

    Raises:
        NotMeasured: it or a part of it is not installed, or there is one core alone.
    """
    if (os.cpu_count() or 1) < 2:
        raise NotMeasured("there is one processor, and the load needs another")
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not found:
        raise NotMeasured(f"no {name} found: apt-get install {_PACKAGES.get(name, name)}")
    if name == "nginx" and not BROTLI_MODULE.exists():
        raise NotMeasured("nginx has no Brotli: apt-get install libnginx-mod-http-brotli-static")
    return found


@contextmanager
def running(command: list[str], env: Mapping[str, str] | None = None) -> Iterator[None]:
    """A program on the core of the servers, for as long as this lasts."""
    with subprocess.Popen(
        [*_ON_ONE_CORE, *command], env=os.environ if env is None else env, cwd=REPOSITORY,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as started:  # fmt: skip
        try:
            yield
        finally:
            started.terminate()
            try:
                started.wait(timeout=15)
            except subprocess.TimeoutExpired:
                started.kill()


@contextmanager
def nginx(folder: Path, server: str, address: str) -> Iterator[None]:
    """nginx with one worker and a `server { }`; it works in `folder`, and answers at `address`."""
    folder.mkdir()
    (folder / "nginx.conf").write_text(
        f"load_module {BROTLI_MODULE}; pcre_jit on; daemon off; worker_processes 1; pid {folder}/pid; user root;\n"
        f"error_log {folder}/error.log crit; events {{ worker_connections 1024; }}\n"
        f"http {{ include /etc/nginx/mime.types; sendfile on; {server} }}\n"
    )
    with running([program("nginx"), "-c", str(folder / "nginx.conf")]):
        wait_for(address)
        yield


def rate(address: str, *, connections: int, coding: str = "br") -> float:
    """Answers a second, of which every one is a success."""
    said = subprocess.run(
        [*_ON_THE_OTHER, program("wrk"), "-t1", f"-c{connections}", f"-d{SECONDS}",
         "-H", f"Accept-Encoding: {coding}", address],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if found is None or "Non-2xx" in said:
        raise NotMeasured(f"{address} failed under load")
    return float(found[1])


def get(address: str) -> bytes:
    """What is answered there."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def wait_for(address: str) -> None:
    """Until something is answered there.

    Raises:
        NotMeasured: nothing was, for a minute.
    """
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            get(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotMeasured(f"the server did not answer at {address}")
