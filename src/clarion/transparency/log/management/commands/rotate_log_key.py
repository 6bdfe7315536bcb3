"""A new key for the log beside the old one, and the old one retired."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from clarion.core.complaint import Complaint
from clarion.transparency.log import keys
from clarion.transparency.log.notes import BadNote, Signer


class Command(BaseCommand):
    help = (
        "Puts a new key of the same name before the one in CLARION_LOG_KEY_FILE: both sign from the next start on. "
        "With --retire, only the public half of all keys but the newest stays there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retire", action="store_true", help="let the older keys sign no more")

    def handle(self, *args: Any, retire: bool, **options: Any) -> None:
        if not settings.LOG_KEY_FILE:
            raise Complaint("CLARION_LOG_KEY_FILE names no file: put the key of the log into one first.")
        path = Path(settings.LOG_KEY_FILE)
        try:
            signing, retired = keys.read(path.read_text(encoding="utf-8").split())
            if not signing:
                raise Complaint(f"{path} holds no key that signs.")
            if retire:
                if len(signing) == 1:
                    raise Complaint(
                        f"{path} holds one key that signs. Make a new one first, without --retire."
                    )
                retired = [*(one.verifier for one in signing[1:]), *retired]
                signing = signing[:1]
            else:
                signing = [Signer.new(signing[0].name), *signing]
            _replace(path, "".join(f"{one}\n" for one in (*signing, *retired)))
        except BadNote as error:
            raise Complaint(f"{path}: {error}.") from error
        except (OSError, UnicodeDecodeError) as error:
            raise Complaint(f"{path} cannot be read or written: {error}.") from error
        self.stdout.write(
            f"Retired in {path}: {', '.join(one.key_id.hex() for one in retired)}. Restart."
            if retire
            else f"Put before the others in {path}: {signing[0].verifier}\nKeep a copy of the file, and restart."
        )


def _replace(path: Path, text: str) -> None:
    """Whole or not at all: a key that is lost halfway is lost for good."""
    unfinished = path.with_name(f".{path.name}.new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
