"""Published editions, and where each of their files lies."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from clarion.transparency.editions.depot import folder_of
from clarion.transparency.editions.freezing import MANIFEST, NOTE
from clarion.transparency.editions.models import Edition, EditionQuerySet, Series

EXTRA = (MANIFEST, NOTE)
"""What lies beside the files that a manifest names."""


class FoundFile(NamedTuple):
    """A file of an edition on the disk."""

    path: Path
    media_type: str
    sha256: str


def published() -> EditionQuerySet:
    """Every published edition of the report with its files: the newest period first, its newest edition first."""
    return Edition.objects.published().filter(series=Series.REPORT).prefetch_related("files")


def manifest_sha256(edition: Edition) -> str:
    """The SHA-256 of its manifest, in hexadecimal."""
    return hashlib.sha256(edition.manifest.encode()).hexdigest()


def find_file(edition: Edition, name: str) -> FoundFile | None:
    """A file of an edition by its name; None if it has none of that name."""
    folder = folder_of(edition)
    if name == MANIFEST:
        return FoundFile(folder / name, "application/json", manifest_sha256(edition))
    if name == NOTE and edition.signature:
        digest = hashlib.sha256(edition.signature.encode()).hexdigest()
        return FoundFile(folder / name, "text/plain; charset=utf-8", digest)
    for one in edition.files.all():
        if one.name == name:
            return FoundFile(folder / name, one.media_type, one.sha256)
    return None
