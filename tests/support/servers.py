"""Real processes: the command, servers on free ports, and waiting for them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from support import databases


def environment(**more: str) -> dict[str, str]:
    """An environment in which nothing of the developer's or the suite's own settings is left."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("CLARION_", "DJANGO_"))
    }
    clean["PYTHONPATH"] = str(databases.REPOSITORY / "src")
    return clean | {"CLARION_ENV_FILE": ""} | more


def free_port() -> int:
    """A port on the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def clarion(
    *arguments: str, cwd: Path, timeout: float = 60, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end and returns what it said."""
    return subprocess.run(
        [sys.executable, "-m", "clarion", *arguments],
        env=environment(**settings),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@contextmanager
def running(command: list[str], env: Mapping[str, str], cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is interrupted at the end, and killed if that does not end it."""
    with subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as started:
        try:
            yield started
        finally:
            if started.poll() is None:
                started.send_signal(signal.SIGINT)
                try:
                    started.communicate(timeout=20)
                except subprocess.TimeoutExpired:
                    os.killpg(started.pid, signal.SIGKILL)


@contextmanager
def demo(data_dir: Path, **more: str) -> Iterator[str]:
    """The web server alone, on the demonstration in `data_dir`, with `more` settings. Gives its address."""
    from clarion.commands.demo import settings_of
    from clarion.commands.serve import web_command

    port = free_port()
    env = environment(**settings_of(data_dir, port), **more)
    if url := databases.own_demo_url():
        env["CLARION_DATABASE_URL"] = url
    with running(web_command("127.0.0.1", port, workers=1, threads=4), env, data_dir) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"


def wait_for(address: str, server: subprocess.Popen[str], timeout: float = 30) -> float:
    """Waits until `address` answers 200. Returns the seconds that took; fails with the server's words if it ends."""
    began = time.monotonic()
    while time.monotonic() - began < timeout:
        if server.poll() is not None:
            raise AssertionError(f"the server ended with {server.returncode}: {server.communicate()[0]}")
        if status(address) == 200:
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"{address} did not answer within {timeout} s")


def status(address: str) -> int | None:
    """The status that a GET of `address` is answered with; none if nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def wait_until(what: str, true: Callable[[], object], timeout: float = 60) -> None:
    """Waits until the callable `true` says so."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {timeout} s: {what}")
