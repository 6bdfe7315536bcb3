"""Two nodes behind nginx are restarted one after the other, while readers ask and write: everything is answered."""

from __future__ import annotations

import http.client
import itertools
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import databases
from support.killed import lines_of
from support.servers import clarion, environment, free_port, running, wait_for

pytestmark = [pytest.mark.once, pytest.mark.slow]

KEY = "k" * 60
LOAD = 8


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    """The settings of a site with slow addresses; both nodes keep their data in one directory."""
    shutil.copyfile(databases.empty_file(), tmp_path / "clarion.sqlite3")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text(
        json.dumps({"paths": {}, "version": "1.1", "hash": ""})
    )
    return {
        "CLARION_DATA_DIR": str(tmp_path), "CLARION_SECRET_KEY": KEY, "CLARION_WEB_WORKERS": "1",
        "CLARION_TEST_COUNTED_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "support.counted.settings",
        "PYTHONPATH": f"{databases.REPOSITORY / 'src'}:{databases.REPOSITORY / 'tests'}",
    }  # fmt: skip


class Node:
    """`clarion serve` on a port of its own."""

    def __init__(self, site: dict[str, str], folder: Path) -> None:
        self.port, self.site, self.folder = free_port(), site, folder
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "clarion", "serve", "--port", str(self.port)]
        with (self.folder / f"node-{self.port}.log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=environment(**self.site), cwd=self.folder, stdout=log, stderr=log, text=True
            )

    def wait(self) -> None:
        wait_for(f"http://127.0.0.1:{self.port}/healthz", self.process, 120)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0


@pytest.fixture
def nodes(site: dict[str, str], tmp_path: Path) -> Iterator[list[Node]]:
    two = [Node(site, tmp_path), Node(site, tmp_path)]
    try:
        for one in two:
            one.wait()
        yield two
    finally:
        for one in two:
            one.process.terminate()
        for one in two:
            one.process.wait(30)


@pytest.fixture
def front(site: dict[str, str], nodes: list[Node], tmp_path: Path) -> Iterator[int]:
    """The port of nginx, as `clarion manage edge_config` has it configured."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if not program:
        pytest.skip("no nginx found: apt-get install nginx-light")
    port = free_port()
    upstreams = [part for one in nodes for part in ("--upstream", f"127.0.0.1:{one.port}")]
    told = clarion(
        "manage", "edge_config", "nginx", "--no-brotli", "--listen", f"127.0.0.1:{port}", *upstreams,
        cwd=tmp_path, **site,
    )  # fmt: skip
    (tmp_path / "clarion.conf").write_text(told.stdout)
    temporary = "".join(
        f"{one}_temp_path {tmp_path}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; user root; error_log {tmp_path}/error.log; events {{ }}\n"
        f"http {{ include /etc/nginx/mime.types; {temporary} include {tmp_path}/clarion.conf; }}\n"
    )
    with running([program, "-c", str(tmp_path / "nginx.conf")], environment(), tmp_path) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield port


class Readers:
    """Threads that ask all the time, half of them writing; each request has a number of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: list[tuple[str, int, int]] = []
        self._numbers = itertools.count()
        self._enough = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=("POST" if one % 2 else "GET",)) for one in range(LOAD)
        ]

    def __enter__(self) -> Readers:
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for one in self._threads:
            one.join()

    def _ask(self, method: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self._enough.wait(0.02):
            number = next(self._numbers)
            try:
                connection.request(
                    method, f"/answer/{number}/{number % 5 * 20}", b"x" if method == "POST" else None
                )
                answer = connection.getresponse()
                answer.read()
                self.answers.append((method, number, answer.status))
            except OSError:
                self.answers.append((method, number, 0))
                connection.close()
        connection.close()


def test_restarting_two_nodes_in_turn_drops_no_request_and_does_none_twice(
    nodes: list[Node], front: int, tmp_path: Path
) -> None:
    with Readers(front) as readers:
        for node in nodes:
            time.sleep(1)
            node.stop()
            node.start()
            node.wait()
        time.sleep(1)
    statuses = Counter((method, status) for method, _, status in readers.answers)
    assert set(statuses) == {("GET", 200), ("POST", 200)}, statuses
    assert min(statuses.values()) > 100
    written = Counter(int(line.split()[1]) for line in lines_of(tmp_path / "answers"))
    assert {number: written[number] for method, number, _ in readers.answers if method == "POST"} == {
        number: 1 for method, number, _ in readers.answers if method == "POST"
    }
