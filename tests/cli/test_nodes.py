"""Two machines' worth of processes on one PostgreSQL and one Redis: they share the work, and none of it is done twice,
whichever of them is killed.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
import redis
from aiosmtpd.controller import Controller

from clarion.commands.serve import web_command
from clarion.newsletter.forms import FORM_NAME
from support.forms import filled_in
from support.killed import lines_of
from support.mail_server import MailServer
from support.servers import free_port, wait_for, wait_until
from support.sites import environment_of_site

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

LEASE = 2
REDIS = os.environ.get("CLARION_TEST_REDIS_URL", "redis://127.0.0.1:6379/13")


@dataclass
class Nodes:
    """Web servers, workers and clocks, by their names (`web a`, `worker b`), and what is seen of them from outside."""

    folder: Path
    env: dict[str, str]
    mail: MailServer
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    def start(self, kind: str, node: str) -> None:
        manage = [sys.executable, "-m", "clarion", "manage"]
        if kind == "web":
            self.ports[node] = free_port()
            command = web_command("127.0.0.1", self.ports[node], workers=1, threads=2)
        elif kind == "worker":
            command = [*manage, "worker", "--interval", "0.1", "--no-startup-delay", "--worker-id", node]
        else:
            command = [*manage, "clock", "--interval", "0.2"]
        with (self.folder / f"{kind} {node}.log").open("a") as log:
            self.running[f"{kind} {node}"] = subprocess.Popen(
                command,
                env=self.env,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                text=True,
            )

    def kill(self, name: str) -> None:
        """As the system does that has no memory left; a web server with its own process."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def get(self, node: str, address: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[node]}{address}", timeout=10) as answer:
            return str(answer.read().decode())

    def subscribe(self, node: str, number: int) -> None:
        """Somebody signs up, from a network of their own; a mail to confirm it waits for a worker."""
        body = urllib.parse.urlencode(filled_in(FORM_NAME, email=f"reader{number}@example.org"))
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[node], timeout=10)
        connection.request(
            "POST", "/en/subscribe/", body,
            {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": f"10.{number}.0.1"},
        )  # fmt: skip
        assert connection.getresponse().status == 303
        connection.close()

    def rows(self, query: LiteralString, *values: str) -> list[Any]:
        with psycopg.connect(self.env["CLARION_DATABASE_URL"]) as connection:
            return connection.execute(query, values or None).fetchall()

    def tasks(self, path: str) -> list[tuple[str, list[str]]]:
        """The state and the workers of every task of that kind."""
        return self.rows(
            "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult "
            "WHERE task_path LIKE %s ORDER BY enqueued_at",
            f"%{path}",
        )

    def states(self) -> Counter[str]:
        """How many mails are in each state."""
        return Counter(state for (state,) in self.rows("SELECT state FROM mail_outboxmessage"))

    def written(self, name: str) -> list[list[str]]:
        return [line.split() for line in lines_of(self.folder / name)]

    def logs(self) -> str:
        return "\n".join(f"{one.name}: {one.read_text()}" for one in self.folder.glob("*.log"))


def _forget(prefix: str) -> None:
    """Leaves nothing behind in the cache, which other runs share."""
    with redis.Redis.from_url(REDIS) as cache:
        for key in cache.scan_iter(f"{prefix}*"):
            cache.delete(key)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    folder = tmp_path_factory.mktemp("nodes")
    mail = MailServer()
    controller = Controller(mail, hostname="127.0.0.1", port=free_port())
    prefix = f"counted-{uuid.uuid4()}"
    env = environment_of_site(
        folder, DJANGO_SETTINGS_MODULE="support.counted.settings", CLARION_TEST_COUNTED_DIR=str(folder),
        CLARION_TEST_CACHE_PREFIX=prefix, CLARION_TASK_LEASE=str(LEASE), CLARION_CACHE_URL=REDIS,
        CLARION_TRUSTED_PROXIES="1",
        CLARION_SMTP_HOST="127.0.0.1", CLARION_SMTP_PORT=str(controller.port), CLARION_SMTP_TLS="false",
    )  # fmt: skip
    found = Nodes(folder, env, mail)
    with ExitStack() as at_the_end:
        controller.start()
        at_the_end.callback(_forget, prefix)
        at_the_end.callback(controller.stop)
        at_the_end.callback(lambda: [found.kill(name) for name in list(found.running)])
        for node in "ab":
            for kind in ("web", "worker", "clock"):
                found.start(kind, node)
        for node in "ab":
            wait_for(f"http://127.0.0.1:{found.ports[node]}/healthz", found.running[f"web {node}"])
        wait_until("both workers live", lambda: len(found.rows(
            "SELECT 1 FROM core_heartbeat WHERE name LIKE 'worker %'"
        )) == 2)  # fmt: skip
        yield found


def test_every_task_is_done_and_none_twice_although_a_worker_and_a_web_server_are_killed(
    nodes: Nodes,
) -> None:
    for number in range(2):
        nodes.get("ab"[number], f"/counted/held{number}/0")
    wait_until("each has taken one", lambda: len(nodes.written("tasks")) == 2)
    (_, lost, pid), (_, kept, other) = nodes.written("tasks")
    assert pid != other
    for number in range(20):
        nodes.get("ab"[number % 2], f"/counted/task{number}/100")
    for number in range(6):
        nodes.subscribe("ab"[number % 2], number)
    # What one web server remembers, the other knows.
    key = uuid.uuid4()
    assert [nodes.get(node, f"/remember/{key}") for node in "ab"] == ["new", "known"]

    victim = next(node for node in "ab" if nodes.running[f"worker {node}"].pid == int(pid))
    nodes.kill(f"worker {victim}")
    (nodes.folder / "let-go").touch()
    nodes.kill("web a")
    for number in range(20, 30):
        nodes.get("b", f"/counted/task{number}/100")
    nodes.start("worker", f"{victim}2")
    wait_until(
        "all tasks are done",
        lambda: {state for state, _ in nodes.tasks("counted.tasks.work")} == {"SUCCESSFUL"},
        20,
    )
    wait_until("all mails are sent", lambda: nodes.states() == {"sent": 6}, 20)

    done = Counter(name for what, name, _ in nodes.written("tasks") if what == "done")
    assert done == {lost: 1, kept: 1, **{f"task{number}": 1 for number in range(30)}}
    begun = Counter(name for what, name, _ in nodes.written("tasks") if what == "begun")
    assert begun == done | {lost: 2}
    runs = [workers for _, workers in nodes.tasks("counted.tasks.work")]
    assert sorted(len(one) for one in runs) == [1] * 31 + [2]
    assert next(one for one in runs if len(one) == 2)[0] == victim
    assert sorted(one["To"] for one in nodes.mail.received) == [f"reader{n}@example.org" for n in range(6)]


def test_a_mail_that_was_being_handed_over_by_a_killed_worker_is_not_sent_again(nodes: Nodes) -> None:
    """Whether the server has taken it, nobody can know: it stays visible, for a person to decide. Others go out."""
    before, sent = len(nodes.mail.bodies), nodes.states()["sent"]
    nodes.mail.hold = threading.Event()
    nodes.subscribe("b", 50)
    assert nodes.mail.holding.wait(10)
    ((_, workers),) = [one for one in nodes.tasks("deliver_due_mail") if one[0] == "RUNNING"]
    nodes.kill(f"worker {workers[-1]}")
    nodes.mail.hold.set()
    nodes.start("worker", "c")
    nodes.subscribe("b", 51)
    wait_until("the other is sent", lambda: nodes.states() == {"sent": sent + 1, "sending": 1}, 20)
    wait_until("the task is done by another", lambda: all(
        state == "SUCCESSFUL" for state, _ in nodes.tasks("deliver_due_mail")
    ), 20)  # fmt: skip
    runs = [ids for _, ids in nodes.tasks("deliver_due_mail") if ids[0] == workers[-1] and len(ids) == 2]
    assert len(runs) == 1
    arrived = Counter(one["To"] for one in nodes.mail.received[before:])
    assert arrived == {"reader50@example.org": 1, "reader51@example.org": 1}


def test_periodic_work_runs_once_in_each_period_although_a_clock_is_killed(nodes: Nodes) -> None:
    pids = {str(nodes.running[f"clock {node}"].pid) for node in "ab"}
    nodes.kill("clock a")
    killed = time.time()
    wait_until("the other goes on", lambda: float(nodes.written("periodic")[-1][1]) > killed + 3, 10)
    assert {pid for *_, pid in nodes.written("periodic")} <= pids
    periods = [float(period) for period, *_ in nodes.written("periodic")]
    assert all(later - earlier >= 1 for earlier, later in pairwise(periods)), periods
    assert len(periods) >= (periods[-1] - periods[0]) / 2
