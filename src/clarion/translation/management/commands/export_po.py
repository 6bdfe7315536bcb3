"""Writes pages out for translators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from clarion.translation.exchange.files import site_archive


def locale_named(code: str) -> Locale:
    """The language with this code.

    Raises:
        CommandError: the site has no pages in it; says which it has.
    """
    found = Locale.objects.filter(language_code=code.lower()).first()
    if found is None:
        known = ", ".join(Locale.objects.values_list("language_code", flat=True))
        raise CommandError(f"No language {code!r} here. There are: {known}.")
    return found


class Command(BaseCommand):
    help = "Writes every page as a PO file for one language, in a ZIP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", help="the language to translate into, such as ar")
        parser.add_argument("path", type=Path, help="the ZIP to write")

    def handle(self, *args: Any, **options: Any) -> None:
        locale = locale_named(options["language"])
        try:
            options["path"].write_bytes(site_archive(locale))
        except OSError as error:
            raise CommandError(f"{options['path']}: cannot write it: {error.strerror}.") from error
        self.stdout.write(f"Written to {options['path']}.")
