"""The signed list of what a copy holds, and what does not hold of it.

`manifest.txt` is a signed note (C2SP signed-note, Ed25519) by the key of the log. Its text is `clarion mirror 1`, the
address of the living site, and a line for each file: SHA-256, size, path. No checkpoint of a log has such a second
line, so that neither signature can be taken for the other.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from clarion.transparency.log.notes import BadNote, Note, Verifier

NAME = "manifest.txt"
_FIRST = "clarion mirror 1"
_LINE = re.compile(r"([0-9a-f]{64}) (\d+) (\S+)")


@dataclass(frozen=True, slots=True)
class Held:
    """One file: its digest and its bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, body: bytes) -> Held:
        """That of a content."""
        return cls(hashlib.sha256(body).hexdigest(), len(body))


def text_of(site: str, files: dict[str, Held]) -> str:
    """What is signed."""
    lines = (f"{one.sha256} {one.size} {quote(path)}\n" for path, one in sorted(files.items()))
    return f"{_FIRST}\n{site}\n{''.join(lines)}"


def read(note: Note) -> tuple[str, dict[str, Held]]:
    """The living site and the files that a manifest names.

    Raises:
        BadNote: it is none of a copy.
    """
    first, site, *lines = [*note.text.splitlines(), ""]
    found = [_LINE.fullmatch(line) for line in lines if line]
    if first != _FIRST or not all(found):
        raise BadNote("this is no manifest of a mirror")
    return site, {unquote(one[3]): Held(one[1], int(one[2])) for one in found if one}


def there(target: Path) -> Note | None:
    """The manifest of a copy; None where there is none that can be read."""
    try:
        return Note.read((target / NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BadNote):
        return None


def faults(target: Path, verifier: Verifier) -> list[str]:
    """What does not hold of a copy, a line each; empty where all does.

    Raises:
        OSError: the copy cannot be read.
    """
    try:
        note = Note.read((target / NAME).read_text(encoding="utf-8"))
        note.check(verifier)
        _, files = read(note)
    except FileNotFoundError:
        return [f"missing: {NAME}"]
    except (BadNote, UnicodeDecodeError) as error:
        return [f"bad signature: {NAME}: {error}"]
    found = []
    lying = set(_lying(target)) - {NAME}
    for path, held in sorted(files.items()):
        if path not in lying:
            found.append(f"missing: {path}")
        elif not _is(target / path, held):
            found.append(f"altered: {path}")
    return [*found, *(f"added: {path}" for path in sorted(lying - files.keys()))]


def _is(file: Path, held: Held) -> bool:
    if file.is_symlink() or not file.is_file() or file.stat().st_size != held.size:
        return False
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == held.sha256


def _lying(target: Path) -> list[str]:
    found = []
    for folder, folders, names in os.walk(target):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        found += [(Path(folder) / name).relative_to(target).as_posix() for name in (*names, *links)]
    return found
