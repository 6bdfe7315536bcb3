"""`clarion report verify`: what it prints, and its exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from clarion.core.complaint import Complaint
from clarion.transparency.log.notes import BadNote, Verifier
from clarion.transparency.verifying import receipts
from clarion.transparency.verifying.edition import Edition
from clarion.transparency.verifying.logs import Log, read_keys
from clarion.transparency.verifying.obtaining import log_of, obtained
from clarion.transparency.verifying.receipts import Receipt
from clarion.transparency.verifying.verdicts import Unreadable
from clarion.transparency.verifying.verification import verify

HOLDS, DOES_NOT_HOLD = 0, 1


class CannotVerify(Complaint):
    """There is nothing to verify, or nothing to verify it with."""

    status = 2


def run(place: str, *, key: str, receipt: Path | None, log: str, stdout: TextIO, stderr: TextIO) -> int:
    """Verifies what is at a place; 0 if all holds, 1 if something does not or could not be checked.

    Raises:
        CannotVerify: there is no edition there, or the key or the receipt cannot be read.
    """
    try:
        mine = receipts.read(receipt) if receipt else None
        with obtained(place) as editions:
            held = [_one(one, place, key, mine, log, stdout, stderr) for one in editions]
    except (Unreadable, BadNote) as error:
        raise CannotVerify(str(error) if str(error).endswith(".") else f"{error}.") from error
    return HOLDS if all(held) else DOES_NOT_HOLD


def _one(
    edition: Edition,
    place: str,
    key: str,
    receipt: Receipt | None,
    chosen: str,
    stdout: TextIO,
    stderr: TextIO,
) -> bool:
    log = log_of(edition, place, chosen)
    keys = _keys(key, log, stderr)
    print(f"Edition {edition.name}", file=stdout)
    held = True
    for check in verify(
        edition, log, keys, receipt, lambda step: print(f"{step} …", file=stderr, flush=True)
    ):
        held = held and check.holds is True
        for line in check.lines():
            print(line, file=stdout, flush=True)
    print("All of it holds." if held else "Not all of it holds.", file=stdout)
    return held


def _keys(given: str, log: Log | None, stderr: TextIO) -> list[Verifier]:
    """The keys to believe: the one that is given, or those that the log itself names.

    Raises:
        Unreadable, BadNote: they cannot be read.
    """
    if given:
        path = Path(given)
        is_file = "+" not in given and path.is_file()
        return read_keys(path.read_text(encoding="utf-8") if is_file else given)
    if log is None:
        return []
    found = log.keys()
    print(
        f"The key comes from {log.place} itself: {found[0]}\n"
        "Compare it with one that you have from elsewhere, and give that one with --key.",
        file=stderr,
    )
    return found
