"""Gives dossiers new keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from clarion.core.progress import progress
from clarion.register.rotation import reseal, rewrap


class Command(BaseCommand):
    help = (
        "Wraps the key of every dossier for CLARION_DOSSIER_RECIPIENTS. The identity that opens them now must be in "
        "CLARION_DOSSIER_IDENTITY_FILE. Stopped at any moment, it goes on from there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reseal-older-than",
            metavar="MOMENT",
            help="also seal every paper anew in dossiers whose key is older, such as 2026-11-24 or 2026-11-24T12:00",
        )

    def handle(self, *args: Any, reseal_older_than: str | None, **options: Any) -> None:
        older_than = _moment(reseal_older_than) if reseal_older_than else None
        with progress("Wrapping keys") as show:
            wrapped = rewrap(show)
        self.stdout.write(f"{wrapped} dossiers were wrapped for the present recipients.")
        if older_than:
            with progress("Sealing papers anew") as show:
                sealed = reseal(show, older_than=older_than)
            self.stdout.write(f"{sealed} dossiers were sealed anew.")


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text) if "T" in text or " " in text else None
        day = parse_date(text) if found is None else None
    except ValueError as error:
        raise CommandError(f"{text} is no moment: {error}.") from error
    if found is None and day is None:
        raise CommandError(f"{text} is no moment. Write 2026-11-24 or 2026-11-24T12:00.")
    if found is None:
        assert day is not None
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware below
    return found if timezone.is_aware(found) else timezone.make_aware(found)
