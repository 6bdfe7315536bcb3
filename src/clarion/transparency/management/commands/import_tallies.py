"""Import published history into tallies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandParser

from clarion.transparency.imports import command


class Command(BaseCommand):
    help = "Imports published history (CSV files and a mapping profile) into tallies, and reports contradictions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a directory with a profile.toml, or a CSV file")
        parser.add_argument("--profile", type=Path, help="the mapping profile (TOML)")
        parser.add_argument("--dry-run", action="store_true", help="read, check and report, but keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        # The streams beneath: Django's wrappers end every write with a new line.
        stdout, stderr = cast(TextIO, self.stdout._out), cast(TextIO, self.stderr._out)
        status = command.run(options["path"], options["profile"], options["dry_run"], stdout, stderr)
        if status:
            sys.exit(status)
