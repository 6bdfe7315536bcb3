"""The public site as files: where they lie, and whether they follow every change by themselves."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from clarion.config.environment import Concern
from clarion.config.settings.site import DATA_DIR


class Publishing(Concern):
    """The public site as files."""

    site_dir: str = Field(
        "", description="Where the files of the public site lie. Empty: `site` in the data directory."
    )
    bake: bool = Field(
        False, description="Keep the public site as files, and write anew what a change touches, at once."
    )


_PUBLISHING = Publishing.load()
CLARION_SITE_DIR = Path(_PUBLISHING.site_dir or DATA_DIR / "site").resolve()
CLARION_BAKE = _PUBLISHING.bake
