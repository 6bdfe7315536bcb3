"""A receipt: what whoever sent a request holds, and what it proves."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

from clarion.transparency.log.commitments import RECEIVED, commitment, salt_of_receipt
from clarion.transparency.verifying.openings import Opened
from clarion.transparency.verifying.verdicts import Check, Unreadable, bad, good, unknown

_LINE = re.compile(r"^\W*(reference|secret)\W*[:=]\W*([\w-]+)\W*$", re.IGNORECASE | re.MULTILINE)
_LARGEST = 100_000


class Receipt(NamedTuple):
    """The reference of a request and the secret that goes with it."""

    reference: str
    secret: str

    @property
    def commitment(self) -> bytes:
        """The entry of the log that says that the request was received."""
        hashed = hashlib.sha256(self.secret.encode()).hexdigest()
        return commitment(RECEIVED, {"reference": self.reference}, salt_of_receipt(hashed))


def read(path: Path) -> Receipt:
    """The receipt in a file: JSON, or lines `reference: …` and `secret: …`.

    Raises:
        Unreadable: it is none.
    """
    try:
        text = path.read_text(encoding="utf-8")[:_LARGEST]
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"the receipt {path} cannot be read: {error}.") from error
    try:
        told = json.loads(text)
    except ValueError:
        told = {name.lower(): value for name, value in _LINE.findall(text)}
    try:
        return Receipt(str(told["reference"]).strip(), str(told["secret"]).strip())
    except (KeyError, TypeError) as error:
        raise Unreadable(
            f"{path} is no receipt: it needs two lines, `reference: …` and `secret: …`."
        ) from error


def check_receipt(receipt: Receipt, rows: Opened, missing: set[bytes], is_log_proved: bool) -> Check:
    """That the request is in the log, and counted once in the edition."""
    what = "Receipt"
    entry = receipt.commitment
    if not is_log_proved:
        return unknown(what, "the log could not be read as it was signed.")
    if entry in missing:
        return bad(
            what,
            f"the log has no entry for {receipt.reference} with this secret: one of the two is mistyped, "
            "or it never was entered. A new request gets its place in the log within a day.",
        )
    times = rows.firsts.count(entry)
    if times == 1:
        return good(what, f"{receipt.reference} is in the log, and counted once.")
    if times:
        return bad(what, f"{receipt.reference} is in the log, and counted {times} times.")
    return bad(
        what,
        f"{receipt.reference} is in the log, and not in the rows of this edition: it was received in another "
        "period, is of a kind that is only told in bands, or was not counted.",
    )
