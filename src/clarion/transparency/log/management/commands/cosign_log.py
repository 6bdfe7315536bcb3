"""Keeps what a witness signed under a checkpoint."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clarion.core.complaint import Complaint
from clarion.transparency.log import services
from clarion.transparency.log.notes import BadNote


class Refused(Complaint):
    """What was given is not what a witness signed."""

    status = 2


class Command(BaseCommand):
    help = "Keeps the cosignature of a witness (C2SP tlog-cosignature), to be served under its checkpoint."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "note",
            help="the file with the cosigned checkpoint; - reads standard input",
        )
        parser.add_argument("witness", help="the verifier key of the witness: name+id+key")

    def handle(self, *args: Any, note: str, witness: str, **options: Any) -> None:
        try:
            text = sys.stdin.read() if note == "-" else Path(note).read_text(encoding="utf-8")
            kept = services.cosign(note=text, witness=witness)
        except OSError as error:
            raise Refused(f"cannot read {note}: {error.strerror}.") from error
        except (BadNote, UnicodeDecodeError) as error:
            raise Refused(f"{note}: {error}.") from error
        self.stdout.write(f"Kept: {kept.name} signed the checkpoint of {kept.checkpoint.size} leaves.")
