"""Signs the checkpoint of somebody's log as a witness of it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clarion.core.complaint import Complaint
from clarion.transparency.log.notes import COSIGNATURE, BadNote, Signer, Verifier
from clarion.transparency.verifying.fetching import fetcher
from clarion.transparency.verifying.logs import Log, read_keys
from clarion.transparency.verifying.witnessing import NotWitnessed, witness


class Command(BaseCommand):
    help = (
        "Checks that a log grew from what you signed last, and signs its newest checkpoint (C2SP tlog-cosignature). "
        "What you signed stays in the folder; send the file `cosigned` to whoever runs the log."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="where the log is: https://…/log/")
        parser.add_argument(
            "key", help="the verifier key of the log, from elsewhere than the log: name+id+key"
        )
        parser.add_argument("folder", type=Path, help="where your own key and what you signed are kept")
        parser.add_argument("--name", default="", help="your name as a witness, such as witness.example.org")

    def handle(self, *args: Any, address: str, key: str, folder: Path, name: str, **options: Any) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            signer, cosigned = _signer(folder / "key", name), folder / "cosigned"
            kept = cosigned.read_text(encoding="utf-8") if cosigned.exists() else ""
            note = witness(Log.at(address, fetcher()), read_keys(key), kept, signer, int(time.time()))
            unfinished = folder / ".cosigned"
            unfinished.write_text(note, encoding="utf-8")
            unfinished.replace(cosigned)
        except BadNote as error:
            raise Complaint(f"{error}.") from error
        except NotWitnessed as error:
            raise Complaint(f"Not signed: {error}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise Complaint(f"{folder} cannot be used: {error}.") from error
        self.stdout.write(f"Signed, in {cosigned}. Your verifier key:")
        self.stdout.write(str(Verifier(signer.name, signer.verifier.public, COSIGNATURE)))


def _signer(path: Path, name: str) -> Signer:
    """The key of the witness; a new one where there is none yet."""
    if path.exists():
        return Signer.read(path.read_text(encoding="utf-8"))
    if not name:
        raise Complaint(
            f"There is no key in {path.parent} yet. Say your name as a witness with --name, to make one."
        )
    signer = Signer.new(name)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{signer}\n")
    return signer
