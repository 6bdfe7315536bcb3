"""Whoever reads while somebody edits gets whole pages: each as it was before an edit or as it is after, and soon."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, NamedTuple

import pytest

from publishing.following.editor import SECRET, told
from support.servers import free_port, wait_for, wait_until
from support.sites import environment_of_site, name_static_files

SECONDS = float(os.environ.get("CLARION_TEST_READERS_SECONDS", "8"))
"""With 600 it takes ten minutes: for a change of how files follow, or of how they are shown."""

READERS = 4
LIVE_WITHIN = 45.0
"""Seconds after which any edit is live, while readers, editor and other tests share two processors. What failed and
waited for the next minute would be later. How soon it is on a quiet machine, `make bench` says."""

READ_ON = 5.0
"""Seconds that readers go on after the last edit."""

PAUSE = 0.004
PATIENCE = 180


class Reading(NamedTuple):
    """What one reader got: when he asked, when he had it, and whether it came from a file."""

    address: str
    said: str
    asked: float
    had: float
    is_file: bool
    is_secret: bool


@dataclass
class Edits:
    """What the editor did so far: the states of the site, and when each came about."""

    did: list[str] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    states: list[dict[str, str]] = field(default_factory=list)
    is_at_the_end: bool = False
    _kept: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def follow(self, editor: subprocess.Popen[str]) -> None:
        """Takes down what the editor says until he rests."""
        assert editor.stdout
        for line in editor.stdout:
            one = json.loads(line)
            if one["did"] == "rests":
                self.is_at_the_end = True
                return
            self.did.append(one["did"])
            self.began.append(one["began"])
            self.done.append(one["done"])
            self.states.append(one["state"])

    def may_be(self, reading: Reading) -> tuple[list[int], float]:
        """The states in which the site said what was read, out of those that had begun; how late it was, at least.

        To be asked when the editor rests. An address that is not known yet was nothing.
        """
        numbers = self._saying(reading.address, reading.said)
        found = numbers[: bisect_left(numbers, bisect_right(self.began, reading.had))]
        if not found or found[-1] + 1 >= len(self.states):
            return found, 0.0
        return found, max(0.0, reading.asked - self.done[found[-1] + 1])

    def _saying(self, address: str, said: str) -> list[int]:
        if (address, said) not in self._kept:
            self._kept[address, said] = [
                number for number, state in enumerate(self.states) if state.get(address, "404") == said
            ]
        return self._kept[address, said]


@contextmanager
def program(
    command: list[str], env: dict[str, str], folder: Path, said: Path
) -> Iterator[subprocess.Popen[str]]:
    with said.open("w") as errors:
        started = subprocess.Popen(
            command, env=env, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield started
        finally:
            started.terminate()
            try:
                started.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, 9)
                started.communicate()


def read(port: int, edits: Edits, chance: Random, readings: list[Reading], is_over: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not is_over.is_set():
        address = chance.choice(list(edits.states[-1]))
        asked = time.monotonic()
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        had = time.monotonic()
        readings.append(
            Reading(
                address, told(answer.status, answer.headers.get("Location", ""), body), asked, had,
                "Accept-Ranges" in answer.headers, SECRET.encode() in body,
            )
        )  # fmt: skip
        time.sleep(PAUSE)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_each_page_that_is_read_is_of_one_state_and_edits_are_live_in_time(tmp_path: Path) -> None:
    port = free_port()
    env = environment_of_site(
        tmp_path, CLARION_BASE_URL=f"http://127.0.0.1:{port}", CLARION_LANGUAGES="en fr", CLARION_BAKE="true",
        CLARION_WEB_WORKERS="1",
    )  # fmt: skip
    name_static_files(tmp_path)
    edits, readings, is_over = Edits(), [], threading.Event()
    seed = int(os.environ.get("CLARION_TEST_READERS_SEED", "1"))
    edit = [sys.executable, "-W", "ignore", "-m", "publishing.following.editor", str(SECONDS), str(seed)]
    serve = [sys.executable, "-W", "ignore", "-m", "clarion", "serve", "--port", str(port)]
    with program(edit, env, tmp_path, tmp_path / "editor.log") as editor:
        following = threading.Thread(target=edits.follow, args=(editor,))
        following.start()
        wait_until("the site is laid", lambda: edits.states or not following.is_alive(), PATIENCE)
        assert edits.states, (tmp_path / "editor.log").read_text()[-3000:]
        with program(serve, env, tmp_path, tmp_path / "server.log") as server:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, PATIENCE)
            wait_until("there are files", (tmp_path / "site" / "current").exists, PATIENCE)
            threads = [
                threading.Thread(target=read, args=(port, edits, Random(number), readings, is_over))
                for number in range(READERS)
            ]
            for one in threads:
                one.start()
            assert editor.stdin
            editor.stdin.write("go\n")
            editor.stdin.flush()
            following.join()
            time.sleep(READ_ON)
            is_over.set()
            for one in threads:
                one.join()
    assert edits.is_at_the_end, (tmp_path / "editor.log").read_text()[-3000:]
    wrong, late, where = judge(edits, readings)
    print(
        f"{len(edits.states) - 1} edits, {len(readings)} readings, {sum(one.is_file for one in readings)} of files; "
        f"live after {median(late.values()):.2f} s (median of edits), {max(late.values()):.2f} s at most; "
        f"{len(wrong)} wrong"
    )
    slowest = sorted(late, key=lambda number: late[number])[-5:]
    print("\n".join(f"{late[number]:.2f} s: {edits.did[number]} ({where[number]})" for number in slowest))
    for address in sorted({one.address for one, _ in wrong}):
        some = [(one, about) for one, about in wrong if one.address == address]
        first, last = some[0][0], some[-1][0]
        print(
            f"{len(some)} wrong at {address}, {first.asked:.2f} to {last.had:.2f}, file: {first.is_file}: {some[0][1]}"
        )
    assert wrong == []
    assert max(late.values()) <= LIVE_WITHIN
    assert sum(one.is_file for one in readings) > len(readings) / 2


def judge(edits: Edits, readings: list[Reading]) -> tuple[list[Any], dict[int, float], dict[int, str]]:
    """The readings that are of no state, with what was done about then; how late each edit was seen, at most, and at
    which address.
    """
    wrong: list[Any] = []
    late: dict[int, float] = dict.fromkeys(range(1, len(edits.states)), 0.0)
    where: dict[int, str] = dict.fromkeys(late, "")
    for one in readings:
        states, seconds = edits.may_be(one)
        if not states or one.is_secret:
            about = [
                what for what, done in zip(edits.did, edits.done, strict=True) if abs(done - one.asked) < 3
            ]
            wrong.append((one, about))
        elif seconds and seconds > late[states[-1] + 1]:
            late[states[-1] + 1], where[states[-1] + 1] = seconds, one.address
    return wrong, late, where
