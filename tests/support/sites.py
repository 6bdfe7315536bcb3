"""A real site for programs of a test's own: its settings, with a fresh database and keys for dossiers."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings

from clarion.core.identities import new_identity
from support import databases
from support.databases import REPOSITORY


def environment_of_site(directory: Path, **more: str) -> dict[str, str]:
    """The environment of a site that keeps everything in a directory; nothing of the developer's own is left."""
    identity, recipient = new_identity()
    (directory / "identity").write_text(identity)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("CLARION_")},
        "CLARION_ENV_FILE": "",
        "CLARION_SECRET_KEY": settings.SECRET_KEY,
        "CLARION_DATA_DIR": str(directory),
        "CLARION_DATABASE_URL": databases.own_empty_url(directory),
        "CLARION_DOSSIER_IDENTITY_FILE": str(directory / "identity"),
        "CLARION_DOSSIER_RECIPIENTS": recipient,
        "DJANGO_SETTINGS_MODULE": "clarion.config.settings",
        "PYTHONPATH": os.pathsep.join(map(str, (REPOSITORY / "src", REPOSITORY / "tests"))),
        **more,
    }


def name_static_files(folder: Path) -> None:
    """Static files as if they were collected: a page names them, and nobody asks for them here."""
    names = [
        path.relative_to(root).as_posix()
        for root in (REPOSITORY / "src" / "clarion").glob("**/static")
        for path in root.rglob("*")
        if path.is_file()
    ]
    (folder / "static").mkdir()
    told = {"paths": {name: name for name in names}, "version": "1.1", "hash": ""}
    (folder / "static" / "staticfiles.json").write_text(json.dumps(told))
