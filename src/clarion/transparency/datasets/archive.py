"""All that was ever published in one archive: every edition with its files, and the log that they stand in."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from clarion.transparency.datasets.published import published
from clarion.transparency.editions.depot import folder_of
from clarion.transparency.editions.freezing import sha256_of
from clarion.transparency.log import copying

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_STORED = (".zip", ".parquet", ".xlsx", ".ods")
"""What is compressed already."""


class Archive(NamedTuple):
    """The archive on the disk, with its SHA-256 in hexadecimal."""

    path: Path
    sha256: str


def newest() -> Archive:
    """The archive of what is published now; made anew when an edition has come since. The same gives the same bytes.

    The log in it is the one that all of these editions stand in, under the first head that has them; so it is proved
    without asking anybody.
    """
    editions = sorted(published(), key=lambda one: (one.period_start, one.period_end, one.number))
    head = copying.head_of([one.leaf for one in editions if one.leaf is not None])
    signed = copying.small_files(head) if head else {}
    told = [one.signature + one.manifest for one in editions] + [one.decode() for one in signed.values()]
    state = hashlib.sha256("\n".join(told).encode()).hexdigest()
    folder = Path(settings.CLARION_EDITIONS_DIR) / "archives"
    kept = sorted(folder.glob(f"{state[:16]}-*.zip"))
    if kept:
        return Archive(kept[0], kept[0].stem.partition("-")[2])
    folder.mkdir(parents=True, exist_ok=True)
    folders = [folder_of(one) for one in editions]
    descriptor, name = tempfile.mkstemp(prefix=".", dir=folder)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        with zipfile.ZipFile(unfinished, "w") as archive:
            for path in _files(folders):
                _add(archive, path, str(path.relative_to(settings.CLARION_EDITIONS_DIR)))
            for name, content in chain(signed.items(), copying.entries(head) if head else ()):
                archive.writestr(_entry(f"log/{name}"), content)
        unfinished.chmod(0o644)
        sha256 = sha256_of(unfinished)
        path = unfinished.replace(folder / f"{state[:16]}-{sha256}.zip")
    finally:
        unfinished.unlink(missing_ok=True)
    for one in folder.glob("*.zip"):
        if one != path:
            one.unlink(missing_ok=True)
    return Archive(path, sha256)


def _files(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.external_attr = 0o644 << 16
    return entry


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = _entry(name)
    if not name.endswith(_STORED):
        entry.compress_type = zipfile.ZIP_DEFLATED
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as kept:
        while piece := source.read(1 << 20):
            kept.write(piece)
