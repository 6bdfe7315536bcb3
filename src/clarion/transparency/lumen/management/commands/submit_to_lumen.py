"""Hands published public copies to Lumen."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clarion.core.progress import progress
from clarion.transparency.lumen import sending
from clarion.transparency.lumen.models import Submission


class Command(BaseCommand):
    help = (
        "Hands the newest public copy of each demand to CLARION_LUMEN_URL with CLARION_LUMEN_TOKEN: what the public "
        "reads here, and nothing else. Run again, it goes on from there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be handed in; submit nothing"
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            count = 0
            for one in sending.ready():
                count += 1
                self.stdout.write(f"{one.notice.type}: {one.notice.content['title']}")
            self.stdout.write(f"{count} notices would be handed in.")
            return
        with progress("Handing in notices") as show:
            tally = sending.submit(show)
        self.stdout.write(str(tally))
        for kept in Submission.objects.filter(state=Submission.State.REFUSED).select_related("copy__demand")[
            :100
        ]:
            self.stderr.write(f"- {kept.copy.demand.reference}: {'; '.join(kept.faults)}")
