"""`clarion manage preview_mail DIRECTORY`: every e-mail in every language, as files to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clarion.mail.registry import KINDS
from clarion.mail.rendering import render


class Command(BaseCommand):
    """Writes the previews."""

    help = "Writes every e-mail that the site sends, in every language, as HTML and text files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write to."""
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes two files per e-mail and language."""
        directory: Path = options["directory"]
        try:
            directory.mkdir(parents=True, exist_ok=True)
            count = sum(
                self._write(directory, key, code)
                for key in sorted(KINDS)
                for code in dict(settings.LANGUAGES)
            )
        except OSError as error:
            raise CommandError(
                f"Cannot write to {directory}: {error.strerror}. Name another directory."
            ) from error
        self.stdout.write(f"{count} e-mails written to {directory}")

    def _write(self, directory: Path, key: str, language: str) -> int:
        kind = KINDS[key]
        rendered = render(kind, kind.sample(language), language)
        stem = directory / f"{key}.{language}"
        stem.with_name(stem.name + ".html").write_text(rendered.html, encoding="utf-8")
        stem.with_name(stem.name + ".txt").write_text(
            f"{rendered.subject}\n\n{rendered.text}", encoding="utf-8"
        )
        return 1
