"""Processes of their own for what is measured: each has its settings, its database and its Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
WORKPLACE = REPOSITORY / "var" / "bench"
"""What benchmarks keep between runs: the demonstration they measure, so that it is not built each time."""


class ChildError(Exception):
    """A process ended with an error. The message is the end of what it said."""


def environment(**settings: str) -> dict[str, str]:
    """An environment in which nothing of the developer's own settings is left; Clarion's own are the settings."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("CLARION_", "DJANGO_"))
    }
    clean["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "src")])
    clean["PYTHONWARNINGS"] = "ignore"
    clean["DJANGO_SETTINGS_MODULE"] = "clarion.config.settings"
    return {**clean, "CLARION_ENV_FILE": "", "CLARION_SECRET_KEY": "for-measuring-only-" * 4, **settings}


def run(*command: str, **settings: str) -> None:
    """Runs a Python module, or a file, to its end.

    Raises:
        ChildError: it failed.
    """
    ran = subprocess.run(
        [sys.executable, *command], env=environment(**settings), cwd=REPOSITORY,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise ChildError(_end_of(ran.stdout + ran.stderr))


class Child:
    """A process that answers questions: a line of JSON in, a line of JSON out."""

    def __init__(self, started: subprocess.Popen[str]) -> None:
        self._started = started

    def ask(self, question: str, *arguments: Any) -> Any:
        """The answer of the child's function `question`.

        Raises:
            ChildError: it failed or ended.
        """
        asked, answered = self._started.stdin, self._started.stdout
        assert asked is not None
        assert answered is not None
        try:
            asked.write(json.dumps([question, *arguments]) + "\n")
            asked.flush()
            line = answered.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            said = self._started.stderr.read() if self._started.stderr else ""
            raise ChildError(_end_of(said) or "the process ended without a word")
        return json.loads(line)


@contextmanager
def child(module: str, settings: Mapping[str, str]) -> Iterator[Child]:
    """Starts `module` (which ends by calling `answer`) and stops it at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", module], env=environment(**settings), cwd=REPOSITORY,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as started:  # fmt: skip
        try:
            yield Child(started)
        finally:
            started.kill()


def answer(**functions: Any) -> None:
    """In the child: answers questions by these functions until nobody asks. What they print goes to stderr."""
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(functions[name](*arguments)), file=out, flush=True)


def _end_of(said: str) -> str:
    return "\n".join(said.strip().splitlines()[-8:])
