"""The import as a command: what it prints, and its exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from clarion.transparency.imports.problems import ImportProblems
from clarion.transparency.imports.run import import_tallies

OK = 0
BAD_INPUT = 2


def run(path: Path, profile: Path | None, dry_run: bool, stdout: TextIO, stderr: TextIO) -> int:
    """Imports tallies and prints the reconciliation report to `stdout`.

    Returns 0, or 2 after bad input, which changes nothing and is told on `stderr`, one line a problem, as
    `file:line:column: message`.
    """
    progress = (lambda name: print(f"… {name}", file=stderr)) if stderr.isatty() else None
    try:
        report = import_tallies(path, profile, dry_run=dry_run, progress=progress)
    except ImportProblems as problems:
        for problem in problems.problems:
            print(problem, file=stderr)
        return BAD_INPUT
    for line in report.lines():
        print(line, file=stdout)
    return OK
