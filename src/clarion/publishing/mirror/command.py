"""What `clarion mirror` prints, and its exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from django.conf import settings

from clarion.core.complaint import Complaint
from clarion.core.progress import progress
from clarion.publishing.mirror import epubs, making, manifests, zims
from clarion.publishing.mirror.source import Baked
from clarion.transparency.log import keys
from clarion.transparency.log.notes import BadNote, Verifier

HOLDS, DOES_NOT_HOLD = 0, 1


class CannotVerify(Complaint):
    """There is no copy, or nothing to verify it with."""

    status = 2


def mirror(target: Path, stdout: TextIO) -> None:
    """Makes or renews a copy."""
    baked = Baked.read(settings.CLARION_SITE_DIR)
    with progress("Copying") as told:
        made = making.make(baked, target.absolute(), told)
    print(
        f"{made.files} files in {target}, {made.changed} changed. To verify it: {made.signed_by}", file=stdout
    )


def verify(target: Path, key: str, stdout: TextIO, stderr: TextIO) -> int:
    """Says of a copy what does not hold, a line each; 0 if all does, else 1."""
    if not target.is_dir():
        raise CannotVerify(f"{target} is no folder.")
    verifier = _verifier(key)
    try:
        found = manifests.faults(target, verifier)
    except OSError as error:
        raise CannotVerify(f"{target} cannot be read: {error.strerror}.") from error
    for line in found:
        print(line, file=stderr)
    if found:
        print(f"{target} does not hold: {len(found)} faults.", file=stdout)
        return DOES_NOT_HOLD
    print(f"{target} holds, as {verifier.name} signed it.", file=stdout)
    return HOLDS


def zim(folder: Path, stdout: TextIO) -> None:
    """Makes a ZIM file in each language."""
    baked = Baked.read(settings.CLARION_SITE_DIR)
    with progress("Making ZIM files") as told:
        for made in zims.make(baked, folder, told):
            print(made, file=stdout)


def epub(folder: Path, stdout: TextIO) -> None:
    """Makes an EPUB of the newest report in each language."""
    for made in epubs.make(folder):
        print(made, file=stdout)


def _verifier(key: str) -> Verifier:
    ours = keys.verifiers()
    if not key and not ours:
        raise CannotVerify("there is no key to verify with: give the one of the log with --key.")
    if not key:
        return ours[0]
    try:
        given = Path(key).read_text(encoding="utf-8") if Path(key).is_file() else key
        return Verifier.read(given)
    except (OSError, UnicodeDecodeError, BadNote) as error:
        raise CannotVerify(f"--key: {error}.") from error
