"""What files depend on besides the database: the code, the static files, and the settings that pages show."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings

import clarion

_SETTINGS = (
    "BASE_URL", "LANGUAGES", "LANGUAGE_CODE", "TIME_ZONE", "ORGANISATION", "DATA_LICENCE", "SECURITY_CONTACT",
    "WAGTAIL_SITE_NAME", "CLARION_DEMO", "CLARION_OFFLINE", "DEBUG", "STATIC_URL", "MEDIA_URL", "LOG_KEYS",
)  # fmt: skip


def mark() -> str:
    """A digest of all that. Another one means that every file is to be rendered again."""
    digest = hashlib.sha256()
    for name in _SETTINGS:
        digest.update(f"{name}={getattr(settings, name, None)!r}\n".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.is_file() else b"")
    root = Path(clarion.__file__).parent
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if one not in {"__pycache__", "migrations"})
        for name in sorted(names):
            if name.endswith((".py", ".html", ".toml", ".mo", ".json", ".xml", ".txt")):
                told = (Path(folder) / name).stat()
                digest.update(f"{folder}/{name} {told.st_size} {told.st_mtime_ns}\n".encode())
    return digest.hexdigest()
