"""`clarion bake`: the whole public site as files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TextIO

from django.conf import settings

from clarion.core.progress import progress
from clarion.publishing.baking import bakery
from clarion.publishing.checking import differences
from clarion.publishing.pool import processes as as_many_as_processors
from clarion.publishing.press import at_the_press


def run(stdout: TextIO, stderr: TextIO, *, anew: bool = False, processes: int | None = None) -> int:
    """Bakes; says what was written, and what could not be rendered.

    Returns:
        1 if something could not be rendered, 0 otherwise.
    """
    folder = settings.CLARION_SITE_DIR
    with bakery(folder, processes) as oven, progress("Baking") as told:
        baked = oven.bake(told, anew=anew)
    for address, trouble in sorted(baked.troubles.items()):
        print(f"clarion: {address}: {trouble}", file=stderr)
    print(
        f"{baked.rendered} rendered, {baked.files} files in {folder / 'current'}, {baked.changed} laid.",
        file=stdout,
    )
    return 1 if baked.troubles else 0


def check(stdout: TextIO, stderr: TextIO, *, processes: int | None = None) -> int:
    """Says what lies there that would be rendered otherwise now. Changes nothing.

    Returns:
        1 if anything would, 0 otherwise.
    """
    folder = settings.CLARION_SITE_DIR
    count = 0
    with (
        tempfile.TemporaryDirectory(prefix="clarion-check-") as scratch,
        at_the_press(),
        progress("Checking") as told,
    ):
        for line in differences(folder, Path(scratch), processes or as_many_as_processors(), told):
            count += 1
            print(f"clarion: {line}", file=stderr)
    if count:
        print(f"{count} differences. `clarion bake` renders the site anew.", file=stdout)
        return 1
    print("What lies there is what would be rendered now.", file=stdout)
    return 0
