"""A task that takes its time."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


def write_down(name: str, *words: object) -> None:
    """Adds a line, whole, whoever else writes."""
    line = " ".join(map(str, words)) + "\n"
    path = Path(os.environ["CLARION_TEST_COUNTED_DIR"]) / name
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


@task()
def work(name: str, milliseconds: int) -> None:
    """Says when it begins and when it has done its deed, with the process that did it. `held…` waits to be let go."""
    write_down("tasks", "begun", name, os.getpid())
    time.sleep(milliseconds / 1000)
    while name.startswith("held") and not (Path(os.environ["CLARION_TEST_COUNTED_DIR"]) / "let-go").exists():
        time.sleep(0.02)
    write_down("tasks", "done", name, os.getpid())
