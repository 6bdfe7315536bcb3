"""Takes in what translators send back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clarion.core.complaint import Complaint
from clarion.translation.exchange.files import unpack
from clarion.translation.exchange.intake import take_in
from clarion.translation.management.commands.export_po import locale_named


class Command(BaseCommand):
    help = "Takes in PO files, or ZIPs of them: all or none. Pages become drafts unless --publish is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", help="the language of the files, such as ar")
        parser.add_argument("path", type=Path, nargs="+", help="a .po or .zip file")
        parser.add_argument("--publish", action="store_true", help="publish the pages at once")

    def handle(self, *args: Any, **options: Any) -> None:
        locale = locale_named(options["language"])
        files: list[tuple[str, str]] = []
        try:
            for path in options["path"]:
                files += unpack(str(path), path.read_bytes())
            taken = take_in(files=files, locale=locale, publish=options["publish"])
        except OSError as error:
            raise CommandError(f"{error.filename}: cannot read it: {error.strerror}.") from error
        except Complaint as error:
            raise CommandError(str(error), returncode=error.status) from error
        state = "published" if options["publish"] else "as drafts"
        self.stdout.write(f"Taken in: {taken.pieces} pieces on {taken.pages} pages, {state}.")
        if taken.outdated:
            self.stdout.write(f"Left out, since their original says something else now: {taken.outdated}.")
