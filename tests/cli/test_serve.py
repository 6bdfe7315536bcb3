"""Real processes under `clarion serve`: they start, are restarted, and leave nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import databases
from support.servers import clarion, environment, free_port, running, status, wait_for, wait_until

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
]


@pytest.fixture
def data_dir(tmp_path) -> Path:
    shutil.copyfile(databases.empty_file(), tmp_path / "clarion.sqlite3")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text(
        json.dumps({"paths": {}, "version": "1.1", "hash": ""})
    )
    return tmp_path


def settings_of(data_dir: Path) -> dict[str, str]:
    return {"CLARION_DATA_DIR": str(data_dir), "CLARION_SECRET_KEY": "k" * 60, "CLARION_WEB_WORKERS": "1"}


@contextmanager
def served(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    command = [sys.executable, "-m", "clarion", "serve", "--port", str(port)]
    with running(command, environment(**settings_of(data_dir)), data_dir) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield server, f"http://127.0.0.1:{port}"


def processes(data_dir: Path) -> dict[int, str]:
    """Every process with the settings of `data_dir`: its number and command line."""
    found = {}
    for directory in Path("/proc").iterdir():
        try:
            if (
                directory.name.isdecimal()
                and f"CLARION_DATA_DIR={data_dir}\0".encode() in (directory / "environ").read_bytes() + b"\0"
            ):
                command = (directory / "cmdline").read_text().replace("\0", " ")
                if command:
                    found[int(directory.name)] = command
        except OSError:
            continue
    return found


def processes_named(data_dir: Path, words: str) -> list[int]:
    return [number for number, command in processes(data_dir).items() if words in command]


def number_of(data_dir: Path, words: str) -> int | None:
    return next(iter(processes_named(data_dir, words)), None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_everything_cleanly(data_dir, number):
    with served(data_dir) as (server, address):
        wait_until("clock and worker are alive", lambda: status(f"{address}/readyz") == 200)
        server.send_signal(number)
        said, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in said
    assert "Serving on" in said
    assert processes(data_dir) == {}


@pytest.mark.parametrize(("name", "words"), [("task worker", "manage worker"), ("clock", "manage clock")])
def test_what_dies_is_started_again(data_dir, name, words):
    with served(data_dir) as (server, _):
        wait_until(f"the {name} runs", lambda: number_of(data_dir, words))
        killed = number_of(data_dir, words)
        os.kill(killed, signal.SIGKILL)
        wait_until(f"another {name} runs", lambda: number_of(data_dir, words) not in {None, killed})
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=20)
    assert f"the {name} ended; starting it again" in said
    assert processes(data_dir) == {}


def test_a_web_server_that_dies_answers_again(data_dir):
    with served(data_dir) as (_, address):
        wait_until("all three run", lambda: number_of(data_dir, "manage clock"))
        killed = set(processes_named(data_dir, "granian"))
        os.kill(min(killed), signal.SIGKILL)
        wait_until("nothing is left of it", lambda: not killed & set(processes_named(data_dir, "granian")))
        wait_until("it answers again", lambda: status(f"{address}/healthz") == 200)


def test_no_child_outlives_a_parent_that_was_killed_outright(data_dir):
    if sys.platform != "linux":
        pytest.skip("only Linux tells a child that its parent has died")
    with served(data_dir) as (server, _):
        wait_until("the worker runs", lambda: number_of(data_dir, "manage worker"))
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        wait_until("all have ended", lambda: not processes(data_dir))


def test_a_taken_port_is_one_clear_line_before_anything_starts(data_dir):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        began = time.monotonic()
        ran = clarion("serve", "--port", str(port), cwd=data_dir, **settings_of(data_dir))
        demo = clarion("demo", "--port", str(port), "--data-dir", str(data_dir / "demo"), cwd=data_dir)
    for one in (ran, demo):
        assert one.returncode == 1
        assert one.stderr.startswith(f"clarion: port {port} is taken")
        assert len(one.stderr.strip().splitlines()) == 1
    assert not (data_dir / "demo").exists()
    assert time.monotonic() - began < 15
    assert processes(data_dir) == {}


def test_a_site_whose_database_is_not_migrated_does_not_start(data_dir):
    (data_dir / "clarion.sqlite3").unlink()
    ran = clarion("serve", "--port", str(free_port()), cwd=data_dir, **settings_of(data_dir))
    assert ran.returncode == 1
    assert "clarion manage migrate" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_site_without_static_files_does_not_start(data_dir):
    (data_dir / "static" / "staticfiles.json").unlink()
    ran = clarion("serve", "--port", str(free_port()), cwd=data_dir, **settings_of(data_dir))
    assert ran.returncode == 1
    assert "clarion manage collectstatic" in ran.stderr
