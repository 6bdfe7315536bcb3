"""`clarion bake`: the whole public site as files."""

from __future__ import annotations

from typing import TextIO

from django.conf import settings

from clarion.core.progress import progress
from clarion.publishing.baking import bake
from clarion.publishing.trees import Site


def run(stdout: TextIO, stderr: TextIO) -> int:
    """Bakes; says what was written, and what could not be rendered.

    Returns:
        1 if something could not be rendered, 0 otherwise.
    """
    with progress("Baking") as told:
        baked = bake(Site(settings.CLARION_SITE_DIR), told)
    for address, trouble in baked.troubles.items():
        print(f"clarion: {address}: {trouble}", file=stderr)
    print(
        f"{baked.files} files in {settings.CLARION_SITE_DIR / 'current'}, {baked.changed} changed.",
        file=stdout,
    )
    return 1 if baked.troubles else 0
