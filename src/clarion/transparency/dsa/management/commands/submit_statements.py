"""Submits statements of reasons to the DSA Transparency Database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clarion.core.progress import progress
from clarion.transparency.dsa.models import Statement
from clarion.transparency.dsa.statements import compose, sending


class Command(BaseCommand):
    help = (
        "Composes a statement of reasons for each restriction that was carried out, checks it, and submits those that "
        "are complete to CLARION_DSA_DATABASE_URL with CLARION_DSA_DATABASE_TOKEN. Run again, it goes on from there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="compose and check; submit nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        counts = compose.compose_all()
        self.stdout.write(f"{counts['ready']} statements are complete, {counts['invalid']} are not.")
        for one in Statement.objects.filter(state=Statement.State.INVALID).select_related("demand")[:100]:
            self.stderr.write(f"- {one.demand.reference}, item {one.item}: {'; '.join(one.faults)}")
        if dry_run:
            return
        with progress("Submitting statements") as show:
            tally = sending.submit(show)
        self.stdout.write(str(tally))
        for one in Statement.objects.filter(state=Statement.State.REFUSED).select_related("demand")[:100]:
            self.stderr.write(f"- {one.demand.reference}, item {one.item}: {'; '.join(one.faults)}")
