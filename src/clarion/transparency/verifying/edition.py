"""A published edition as files: its manifest, the signature, and whether each file is the one that was signed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clarion.transparency.log.notes import BadNote, Note, Verifier
from clarion.transparency.verifying.verdicts import Check, Unreadable, bad, good, unknown

MANIFEST, NOTE, TABLES, CASES = "manifest.json", "manifest.note", "tables.json", "cases.parquet"
_FORMAT = "clarion edition 1"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition in a folder. `manifest` is what `manifest.json` says, `sha256` that of its bytes."""

    folder: Path
    manifest: Mapping[str, Any]
    sha256: str

    @property
    def name(self) -> str:
        """Series, period and number, as they are signed."""
        told = self.manifest
        return f"{told['series']} {told['period']} {told['edition']}"

    @property
    def files(self) -> list[Mapping[str, Any]]:
        """Its files by name, with size and SHA-256."""
        return list(self.manifest["files"])

    def has(self, name: str) -> bool:
        """Whether the manifest names a file that is there."""
        return any(one["name"] == name for one in self.files) and (self.folder / name).is_file()


def read(folder: Path) -> Edition:
    """The edition in a folder.

    Raises:
        Unreadable: there is none, or its manifest cannot be read.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest = json.loads(content)
        told = [manifest[one] for one in ("series", "period", "edition", "first_day", "last_day")]
        is_one = manifest["format"] == _FORMAT and all(told)
        names = [Path(one["name"]).name == one["name"] and one["sha256"] for one in manifest["files"]]
    except OSError as error:
        raise Unreadable(f"{folder / MANIFEST} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{folder / MANIFEST} is no manifest of an edition: {error!r}.") from error
    if not is_one or not all(names):
        raise Unreadable(f"{folder / MANIFEST} is no manifest of the format {_FORMAT!r}.")
    return Edition(folder, manifest, hashlib.sha256(content).hexdigest())


def check_signature(edition: Edition, keys: Sequence[Verifier]) -> Check:
    """That the manifest is the one that the key of the log signed."""
    what = "Signature"
    path = edition.folder / NOTE
    if not keys:
        return unknown(what, "there is no key to check it with: give --key.")
    if not path.is_file():
        return bad(
            what, f"there is no {NOTE}: this edition is not published, or its signature was taken away."
        )
    try:
        note = Note.read(path.read_text(encoding="utf-8"))
        signer = _signed_by(note, keys)
    except (BadNote, UnicodeDecodeError) as error:
        return bad(what, f"{NOTE}: {error}.")
    lines = note.text.splitlines()
    if lines[:2] != ["clarion edition", edition.name]:
        return bad(
            what, f"what was signed is another edition: {' '.join(lines[1:2])!r}, not {edition.name!r}."
        )
    if f"sha256 {edition.sha256}" not in lines[2:3]:
        return bad(what, f"{MANIFEST} is not the one that was signed: its SHA-256 is {edition.sha256}.")
    return good(
        what, f"{signer.name} signed {MANIFEST} of {edition.name} with the key {signer.key_id.hex()}."
    )


def leaf_opening(edition: Edition) -> str:
    """What opens the edition's own leaf of the log, as the signed note tells it; blank if it does not."""
    path = edition.folder / NOTE
    if path.is_file():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[3:4]:
            if line.startswith("opening "):
                return line.removeprefix("opening ")
    return ""


def _signed_by(note: Note, keys: Sequence[Verifier]) -> Verifier:
    """The first of the keys that signed.

    Raises:
        BadNote: none did, or its signature does not hold.
    """
    named = {(one.name, one.key_id) for one in note.signatures}
    mine = [one for one in keys if (one.name, one.key_id) in named]
    for one in mine[:1] or keys[:1]:
        note.check(one)
        return one
    raise BadNote("there is no key")


def check_files(edition: Edition) -> Check:
    """That every file is there, byte for byte as the manifest says, and that no other file pretends to belong."""
    what = "Files"
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [one for one in pool.map(lambda file: _trouble(edition.folder, file), edition.files) if one]
    named = {one["name"] for one in edition.files} | {MANIFEST, NOTE}
    wrong += [
        f"{one.name} is not named by the manifest"
        for one in sorted(edition.folder.iterdir())
        if one.is_file() and one.name not in named and not one.name.startswith(".")
    ]
    if wrong:
        return bad(what, f"they are not those that {MANIFEST} names.", wrong)
    return good(what, f"all {len(edition.files)} are those that {MANIFEST} names.")


def _trouble(folder: Path, file: Mapping[str, Any]) -> str:
    path = folder / file["name"]
    if not path.is_file():
        return f"{file['name']} is missing"
    if path.stat().st_size != file["size"]:
        return f"{file['name']} has {path.stat().st_size:,} bytes, and {file['size']:,} were signed"
    found = hashlib.sha256()
    with path.open("rb") as content:
        while piece := content.read(_PIECE):
            found.update(piece)
    if found.hexdigest() != file["sha256"]:
        return f"{file['name']} has the SHA-256 {found.hexdigest()}, and {file['sha256']} was signed"
    return ""
