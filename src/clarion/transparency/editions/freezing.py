"""Files of an edition: written in a folder beside, flushed to the disk, and put in place whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from clarion.transparency.editions.content import Content
from clarion.transparency.editions.errors import NotWritten

MANIFEST = "manifest.json"
TABLES = "tables.json"
CHANGES = "changes.json"
"""The difference table of a correction."""
CASES = "cases.parquet"
NOTE = "manifest.note"
"""The signed note over the SHA-256 of the manifest, beside it once the edition is published."""

_READ_AT_ONCE = 1 << 20


class NewFile(NamedTuple):
    """A file that a writer has put into the folder."""

    name: str
    media_type: str


class FrozenFile(NamedTuple):
    """A file of an edition with its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    media_type: str
    size: int
    sha256: str


Writer = Callable[[Content, Path], Iterable[NewFile]]
"""Writes files of an edition into a folder, and names them. It runs before the manifest is made."""

_WRITERS: dict[str, list[Writer]] = {}


def write_with(series: str, writer: Writer) -> None:
    """Adds a writer for every edition of a series; a second time changes nothing. Called in `ready` of an app."""
    known = _WRITERS.setdefault(series, [])
    if writer not in known:
        known.append(writer)


def write_tables(content: Content, folder: Path) -> list[NewFile]:
    """`tables.json`: every table, what was withheld, what readers have to know, and the sources."""
    told = {
        "tables": [one.as_json() for one in content.tables],
        "withheld": {name: dict(kinds) for name, kinds in content.withheld.items()},
        "findings": [one.as_json() for one in content.findings if one.is_public],
        "sources": [dict(one) for one in content.sources],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    (folder / TABLES).write_text(text + "\n", encoding="utf-8")
    return [NewFile(TABLES, "application/json")]


def write_cases(content: Content, folder: Path) -> list[NewFile]:
    """`cases.parquet`: the public case rows, where there are any."""
    if content.cases is None:
        return []
    shutil.copyfile(content.cases.path, folder / CASES)
    return [NewFile(CASES, "application/vnd.apache.parquet")]


def writers_of(series: str) -> tuple[Writer, ...]:
    """The writers of a series, in the order in which they were added. Tables and cases are always written."""
    return (write_tables, write_cases, *_WRITERS.get(series, ()))


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder to write into, that takes the place of `folder` when all has gone well, and is gone otherwise.

    Raises:
        NotWritten: the disk is full or refuses to be written to.
    """
    new: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        yield new
        _flush(new)
        new.chmod(0o755)
        _put_in_place(new, folder)
    except OSError as error:
        raise NotWritten(_trouble(error, folder)) from error
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all.

    Raises:
        NotWritten: the disk is full or refuses to be written to.
    """
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync(path.parent)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise NotWritten(_trouble(error, path)) from error


def frozen(folder: Path, files: Iterable[NewFile]) -> list[FrozenFile]:
    """Size and SHA-256 of files in a folder, by name."""
    found = []
    for one in sorted(files):
        path = folder / one.name
        found.append(FrozenFile(one.name, one.media_type, path.stat().st_size, sha256_of(path)))
    return found


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; it is read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ_AT_ONCE):
            found.update(piece)
    return found.hexdigest()


def manifest_of(facts: Mapping[str, Any], files: Iterable[FrozenFile]) -> str:
    """The text of `manifest.json`: what the edition is, and each of its files with size and SHA-256."""
    told = {**facts, "files": [one._asdict() for one in files]}
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def remove(folder: Path) -> None:
    """Takes away the files of a draft."""
    shutil.rmtree(folder, ignore_errors=True)


def _flush(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o644)
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put_in_place(new: Path, folder: Path) -> None:
    """What stood there before, a draft, makes way."""
    old = None
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        folder.replace(old)
    new.replace(folder)
    _sync(folder.parent)
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)


def _trouble(error: OSError, path: Path) -> str:
    reason = error.strerror or str(error)
    advice = "Make room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "See to that"
    return f"the edition cannot be written in {path.parent}: {reason}. {advice}, and build it again."
