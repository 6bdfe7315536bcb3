"""`clarion manage reindex`: brings the search index in line with what is published."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from clarion.search.indexing import rebuild


class Command(BaseCommand):
    help = "Bring the search index in line with what is published. Safe to stop and to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--afresh", action="store_true", help="Empty the index first and write everything."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bars: dict[str, Any] = {}

            def show(name: str, done: int, total: int) -> None:
                if name not in bars:
                    bars[name] = progress.add_task(f"Indexing {name}", total=total)
                progress.update(bars[name], completed=done, total=total)

            changed = rebuild(show, afresh=options["afresh"])
        self.stdout.write(f"{changed} entries written or taken out.")
