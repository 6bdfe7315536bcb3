"""The files of editions on this machine and, by setting, in a bucket that all machines share.

Each machine reads its own disk. What is not there, or is of a draft that was built anew elsewhere, is fetched, and
every file is compared with the digest that the database has of it.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages

from clarion.transparency.editions import freezing
from clarion.transparency.editions.errors import NotFetched, NotWritten
from clarion.transparency.editions.models import Edition
from clarion.transparency.periods import Period

log = logging.getLogger(__name__)

STORAGE = "editions"
"""What the bucket is called among the storages of the settings; without the setting there is none."""


def place(series: str, period: Period, number: int) -> Path:
    """Where the files of an edition lie on this machine, or are to lie."""
    return Path(settings.CLARION_EDITIONS_DIR) / series / str(period) / str(number)


def place_of(edition: Edition) -> Path:
    """The same, of one that is in the database."""
    return place(edition.series, edition.period, edition.number)


def folder_of(edition: Edition) -> Path:
    """Where the files of an edition lie on this machine, with all of them there.

    Raises:
        NotFetched: the bucket does not answer, or does not hold what was built.
        NotWritten: the disk is full or refuses to be written to.
    """
    folder, bucket = place_of(edition), _bucket()
    if bucket is None or _is_here(folder, edition):
        return folder
    with _alone_with(folder):
        if not _holds(folder / freezing.MANIFEST, edition.manifest):
            with freezing.staged(folder) as new:
                _fetch(bucket, edition, new)
        if edition.signature:
            freezing.write_atomically(folder / freezing.NOTE, edition.signature.encode())
    return folder


def share(edition: Edition) -> None:
    """Gives the files of an edition, as they lie here, to all machines.

    Raises:
        NotWritten: the bucket does not take them.
    """
    if (bucket := _bucket()) is None:
        return
    folder, names = place_of(edition), set(edition.files.values_list("name", flat=True))
    try:
        for name in sorted(names):
            with (folder / name).open("rb") as file:
                bucket.save(_key(edition, name), File(file))
        _delete(bucket, edition, but=names)
    except OSError as error:
        raise NotWritten(
            f"the edition cannot be shared. {error}. See to that, and build it again."
        ) from error


def remove(edition: Edition) -> None:
    """Takes away the files of a draft, here and in the bucket. Other machines keep theirs until the next draft."""
    freezing.remove(place_of(edition))
    try:
        if bucket := _bucket():
            _delete(bucket, edition)
    except OSError as error:
        log.warning("The files of a discarded draft stay in the bucket, at %s: %s", _key(edition), error)


def _bucket() -> Any:
    return storages[STORAGE] if STORAGE in storages.backends else None


def _key(edition: Edition, name: str = "") -> str:
    """What a file is called in the bucket: as it lies here."""
    return (place_of(edition) / name).relative_to(settings.CLARION_EDITIONS_DIR).as_posix()


def _delete(bucket: Any, edition: Edition, but: Collection[str] = ()) -> None:
    for name in bucket.listdir(_key(edition))[1]:
        if name not in but:
            bucket.delete(_key(edition, name))


def _is_here(folder: Path, edition: Edition) -> bool:
    """By the manifest, which names every file with its digest, and by the note that signs it."""
    return _holds(folder / freezing.MANIFEST, edition.manifest) and (
        not edition.signature or _holds(folder / freezing.NOTE, edition.signature)
    )


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except OSError:
        return False


def _fetch(bucket: Any, edition: Edition, new: Path) -> None:
    for name, sha256 in edition.files.values_list("name", "sha256"):
        try:
            source = bucket.open(_key(edition, name))
        except OSError as error:
            raise NotFetched(f"{_key(edition, name)} is not on this machine. {error}") from error
        with source, (new / name).open("wb") as file:
            for piece in source.chunks():
                file.write(piece)
        if freezing.sha256_of(new / name) != sha256:
            raise NotFetched(f"{_key(edition, name)} in the bucket is not as it was built.")
    (new / freezing.MANIFEST).write_text(edition.manifest, encoding="utf-8")


@contextmanager
def _alone_with(folder: Path) -> Iterator[None]:
    """No other process of this machine fetches an edition of this period meanwhile."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / ".fetching").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
