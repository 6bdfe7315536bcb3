"""What `clarion report build|correct --format dsa` adds to the command of editions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from clarion.transparency.dsa import building, wording
from clarion.transparency.dsa.building import Given
from clarion.transparency.dsa.cases import CaseProblem
from clarion.transparency.editions.models import Series
from clarion.transparency.editions.services import Builder
from clarion.transparency.periods import PeriodError, parse

OK = 0
_OPTIONS = ("cases", "add_cases", "declaration", "out")


def given(options: argparse.Namespace) -> Given:
    """The files that a command names.

    Raises:
        CaseProblem: they are named for another format, or contradict each other.
    """
    if options.format != Series.DSA:
        for name in _OPTIONS:
            if getattr(options, name, None):
                raise CaseProblem(f"--{name.replace('_', '-')} goes with --format dsa alone.")
    if options.cases and options.add_cases:
        raise CaseProblem("--cases stands in place of the register, --add-cases beside it: give one of them.")
    return Given(options.cases, options.add_cases, options.declaration)


def builder(series: str, given: Given) -> Builder | None:
    """Computes the report with these files; None for another series, which computes itself."""
    return building.builder(given) if series == Series.DSA else None


def rehearse(period: str, given: Given, folder: Path, stdout: TextIO, stderr: TextIO) -> int:
    """Writes the report into a folder and keeps nothing.

    Raises:
        CaseProblem: bad input.
    """
    try:
        days = parse(period)
    except PeriodError as error:
        raise CaseProblem(str(error)) from error
    content = building.rehearse(days, given, folder)
    for one in content.findings:
        print(f"- {wording.gap(one.facts)}", file=stderr)
    print(f"A rehearsal, written to {folder}. Nothing is kept of it.", file=stdout)
    return OK
