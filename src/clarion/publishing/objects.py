"""Where the content of files is kept, by its digest: `objects/ab/abcd…`, with its compressed twins beside it.

Trees are hard links to what lies here, so that a file which does not change is written once however often it is
rendered, and a bake that was cut off finds what it had made.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

import brotli

from clarion.publishing.layout import COMPRESSED

BROTLI_QUALITY = 6
"""Within some percent of the best at a twentieth of the time: a change is to be live at once."""

GZIP_LEVEL = 6

_TEXTUAL = {
    "application/json", "application/ld+json", "application/manifest+json", "application/xml", "application/atom+xml",
    "application/javascript", "image/svg+xml",
}  # fmt: skip
_LEAST_TO_COMPRESS = 200


class Objects:
    """The contents under a directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where a content lies."""
        return self.folder / sha256[:2] / sha256

    def keep(self, body: bytes, media_type: str) -> str:
        """Keeps a content with its compressed twins; what is there already is left as it is.

        Returns:
            Its SHA-256.

        Raises:
            OSError: the disk is full, or may not be written to. Nothing half written stays under the name.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        place = self.path(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        if compresses(media_type) and len(body) >= _LEAST_TO_COMPRESS:
            _write(_twin(place, ".gz"), gzip.compress(body, GZIP_LEVEL, mtime=0))
            _write(_twin(place, ".br"), brotli.compress(body, quality=BROTLI_QUALITY, lgwin=18))
        # Last, since its being there says that the twins are.
        _write(place, body)
        return sha256

    def adopt(self, source: Path, sha256: str) -> None:
        """Keeps a file that lies elsewhere, and never changes, under its digest: a hard link where there can be one."""
        place = self.path(sha256)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        for ending in (*COMPRESSED, ""):
            if ending and not _twin(source, ending).is_file():
                continue
            link(_twin(source, ending), _twin(place, ending))

    def twins(self, sha256: str) -> list[str]:
        """The endings of the compressed twins that a content has."""
        place = self.path(sha256)
        return [ending for ending in COMPRESSED if _twin(place, ending).exists()]

    def body(self, sha256: str) -> bytes:
        """A content.

        Raises:
            OSError: it is not there.
        """
        return self.path(sha256).read_bytes()

    def forget_all_but(self, used: Container[str]) -> int:
        """Removes what no tree links to. Returns how many files went."""
        gone = 0
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            for one in os.scandir(folder):
                if one.name.partition(".")[0] not in used:
                    Path(one.path).unlink(missing_ok=True)
                    gone += 1
        return gone


def compresses(media_type: str) -> bool:
    """Whether a type is text, and gets compressed twins."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind in _TEXTUAL


def link(source: Path, target: Path) -> None:
    """A hard link in the place of whatever is there; a copy where there can be no link."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        fresh.unlink()
    try:
        os.link(source, fresh)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, fresh)
    # Between two names of one file a rename does nothing, and leaves both (rename(2)).
    fresh.replace(target)
    with suppress(FileNotFoundError):
        fresh.unlink()


def _twin(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending) if ending else path


def _write(path: Path, body: bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(body)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
