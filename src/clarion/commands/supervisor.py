"""One parent that keeps several programs running, and stops them all.

Every child has a session of its own, so that a ctrl-C in the terminal reaches only the parent, which stops
the children in order. On Linux the kernel ends the children even when the parent is killed outright.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
STEADY_AFTER = 60.0
GRACE = 15.0
LOOK_EVERY = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Program:
    """A command that is to be running. Pauses between restarts double, from one second to a minute."""

    name: str
    command: Sequence[str]
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default=0.0)

    def start(self) -> None:
        """Starts the command in a session of its own, once nothing of the one before is left."""
        self.clear()
        # The parent has one thread, so that running code between fork and exec is safe here.
        self.child = subprocess.Popen(
            self.command, start_new_session=True, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent
        )
        self.began = time.monotonic()

    def clear(self) -> None:
        """Kills what is left of the session: a server's own workers outlive it when it dies of a sudden."""
        if self.child is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None


class Supervisor:
    """Runs the first program, then the others; restarts any that ends; stops all on a signal."""

    def __init__(self, first: Program, others: Sequence[Program], answers: Callable[[], bool]) -> None:
        self.first = first
        self.programs = [first, *others]
        self._answers = answers
        self._asked_to_stop = 0

    def run(self, when_ready: Callable[[], None]) -> int:
        """Blocks until a signal asks to stop. `when_ready` is called once, when the first program answers.

        Returns:
            0 after a signal; 1 if the first program ended before it ever answered.
        """
        kept = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}
        try:
            self.first.start()
            if not self._wait_for_first():
                return 0 if self._asked_to_stop else 1
            when_ready()
            for program in self.programs[1:]:
                program.start()
            while not self._asked_to_stop:
                self._restart_the_ended()
                time.sleep(LOOK_EVERY)
            return 0
        finally:
            self._stop()
            for number, handler in kept.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: object) -> None:
        self._asked_to_stop += 1

    def _wait_for_first(self) -> bool:
        while self.first.running and not self._asked_to_stop:
            if self._answers():
                return True
            time.sleep(LOOK_EVERY)
        if not self._asked_to_stop:
            _say(f"the {self.first.name} ended before it answered; what it said stands above.")
        return False

    def _restart_the_ended(self) -> None:
        now = time.monotonic()
        for program in self.programs:
            if program.running:
                continue
            if not program.due:
                if now - program.began > STEADY_AFTER:
                    program.pause = FIRST_PAUSE
                program.due = now + program.pause
                _say(f"the {program.name} ended; starting it again in {program.pause:.0f} s.")
                program.pause = min(program.pause * 2, LONGEST_PAUSE)
            elif now >= program.due:
                program.due = 0.0
                program.start()

    def _stop(self) -> None:
        """Asks every child to end, waits, and kills what is left. A second signal kills at once."""
        children = [program.child for program in reversed(self.programs) if program.child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + GRACE
        already = self._asked_to_stop
        while any(child.poll() is None for child in children):
            if time.monotonic() > end or self._asked_to_stop > already:
                break
            time.sleep(LOOK_EVERY / 2)
        for program in self.programs:
            program.clear()


def _say(line: str) -> None:
    print(f"clarion: {line}", file=sys.stderr, flush=True)


def _die_with_parent() -> None:
    """Asks the kernel to end this process when its parent ends (Linux; `prctl(2)`, PR_SET_PDEATHSIG)."""
    if _PRCTL is not None and threading.current_thread() is threading.main_thread():
        _PRCTL(1, signal.SIGTERM)


_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
