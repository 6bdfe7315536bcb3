"""Processes that are killed at any moment: started by forking, so that there are many of them in little time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

Lives = Callable[[], bool]
"""Whether the parent still lives: where that is killed too, nobody goes on unseen."""


def fork(work: Callable[[Lives], None]) -> int:
    """Starts a process that works until it is killed; its id. No connection to a database may be open."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        work(lambda: os.getppid() == parent)
    finally:
        os._exit(1)


def kill(process: int) -> None:
    """Kills a process as the system does that has no memory left."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def lines_of(path: Path) -> list[str]:
    """What is written down in whole lines, none if nothing is."""
    return path.read_text().split("\n")[:-1] if path.exists() else []
