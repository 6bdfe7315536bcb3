"""`clarion export content`: into a folder, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import Progress

from clarion.core.complaint import Complaint
from clarion.moving.out.content import write_content


def run(folder: Path, *, replace: bool, drafts: bool, stdout: TextIO, stderr: TextIO) -> int:
    """Writes the content into a folder; one that holds anything is replaced only if asked. Returns 0.

    Raises:
        Complaint: the folder cannot be written, or holds something already. It was left as it was.
    """
    if folder.exists() and not folder.is_dir():
        raise Complaint(f"{folder} is a file. Name a folder.")
    if folder.is_dir() and any(folder.iterdir()) and not replace:
        raise Complaint(f"{folder} holds something already. Name an empty folder, or add --replace.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
            with Progress(console=Console(file=stderr), transient=True, disable=not stderr.isatty()) as bars:
                task = bars.add_task("Writing pages")
                written = write_content(
                    Path(made),
                    drafts=drafts,
                    show=lambda _, done, total: bars.update(task, completed=done, total=total),
                )
            _put(Path(made), folder)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise Complaint(f"{place}{error.strerror or error}. Nothing was written into {folder}.") from error
    print(
        f"{written.pages} pages, {written.images} images and {written.documents} documents are in {folder}.",
        file=stdout,
    )
    return 0


def _put(made: Path, folder: Path) -> None:
    """Moves the finished folder into its place; the old one goes only when the new one stands."""
    old = made.with_name(f"{made.name}-old")
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    made.mkdir()  # For the one who made it to clean up.
    shutil.rmtree(old, ignore_errors=True)
    folder.chmod(0o755)
