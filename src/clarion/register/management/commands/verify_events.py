"""Finds what was changed in the register behind Clarion's back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clarion.core.complaint import Complaint
from clarion.core.progress import progress
from clarion.register.verification import verify


class Tampered(Complaint):
    """Something is not as the events say."""


class Command(BaseCommand):
    help = "Recomputes the chain of events of every demand, and names each row that is not as it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--files", action="store_true", help="read the sealed and the published files as well"
        )

    def handle(self, *args: Any, files: bool, **options: Any) -> None:
        found = 0
        with progress("Verifying events") as show:
            for problem in verify(show, files=files):
                found += 1
                self.stdout.write(str(problem))
        if found:
            raise Tampered(f"{found} rows are not as they were written; they are named above.")
        self.stdout.write("Every event, demand, item, deadline and paper is as it was written.")
