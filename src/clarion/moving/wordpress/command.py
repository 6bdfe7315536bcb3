"""`clarion import wordpress`: what it prints, and its exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from clarion.core.complaint import Complaint
from clarion.media.licences import UnknownLicence, licence_of
from clarion.moving.wordpress.carry import Wishes, carry
from clarion.moving.wordpress.files import Credit
from clarion.moving.wordpress.tongues import ours

SHOWN = 40
"""Notes on the screen; all of them are in the file."""


def run(
    path: Path,
    *,
    media: Path | None,
    language: str,
    author: str,
    licence: str,
    dry_run: bool,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    """Carries an export over; prints the report and keeps it in the data directory. Returns 0.

    Raises:
        Complaint: an option means nothing, or the file is no export. Nothing was changed.
    """
    wishes = Wishes(_folder(media), _language(language), _credit(author, licence), dry_run)
    with Progress(console=Console(file=stderr), transient=True, disable=not stderr.isatty()) as bars:
        tasks: dict[str, object] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done)  # type: ignore[arg-type]

        report = carry(path, wishes, show)
    lines = report.lines()
    notes = lines[: len(report.counts) + 2 + SHOWN]
    print("\n".join(notes), file=stdout)
    if dry_run:
        print("\nNothing was changed (--dry-run).", file=stdout)
        return 0
    kept = settings.DATA_DIR / "moving" / f"wordpress-{timezone.now():%Y%m%d-%H%M%S}.txt"
    report.write(kept)
    if len(lines) > len(notes):
        print(f"  … and {len(lines) - len(notes)} more.", file=stdout)
    print(f"\nThe whole report: {kept}", file=stdout)
    return 0


def _folder(media: Path | None) -> Path | None:
    if media is not None and not media.is_dir():
        raise _Wrong(f"--media {media}: there is no such folder. Give the copy of wp-content/uploads.")
    return media


def _language(code: str) -> str:
    if code and not ours(code):
        languages = ", ".join(dict(settings.LANGUAGES))
        raise _Wrong(
            f"--language {code}: the site speaks {languages}. Choose one, or add it to CLARION_LANGUAGES."
        )
    return code


def _credit(author: str, licence: str) -> Credit:
    if not licence:
        return Credit(author)
    try:
        return Credit(author, licence_of(licence).code)
    except UnknownLicence as error:
        raise _Wrong(f"--licence {licence}: {error}") from error


class _Wrong(Complaint):
    status = 2
