"""What other rooms ask of the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction

from clarion.register.models import Demand
from clarion.transparency.log import commitments, entering, keys, notes
from clarion.transparency.log.commitments import EDITION, SALT
from clarion.transparency.log.models import Checkpoint, Cosignature, Leaf, Sort
from clarion.transparency.log.notes import BadNote, Note, Verifier
from clarion.transparency.log.sequencing import sequence

__all__ = [
    "append_edition",
    "commit_state",
    "cosign",
    "sequence",
    "sign_note",
]
_CHUNK = 2_000


def commit_state(demands: Iterable[Demand]) -> int:
    """Sees to it that the newest state of each of these demands is committed to; returns how many leaves were new."""
    new, chunk = 0, list[Demand]()
    for one in demands:
        chunk.append(one)
        if len(chunk) == _CHUNK:
            new += entering.commit_missing(chunk)
            chunk = []
    return new + entering.commit_missing(chunk)


def append_edition(*, series: str, period: str, number: int, manifest: str) -> Leaf:
    """Enters an edition. `manifest` is the SHA-256 of its manifest, in hexadecimal; its salt is public."""
    record = {"series": series, "period": period, "number": number, "manifest": manifest}
    salt = secrets.token_bytes(SALT)
    return Leaf.objects.create(
        sort=Sort.EDITION,
        record=record,
        salt=salt,
        commitment=commitments.commitment(EDITION, record, salt),
    )


def sign_note(text: str) -> str:
    """A text, which ends with a line break, as a note signed with the keys of the log.

    Raises:
        NoLogKey: there is no key.
    """
    return notes.signed(text, keys.signers())


def cosign(*, note: str, witness: str) -> Cosignature:
    """Keeps what a witness signed under a checkpoint. `witness` is its verifier key.

    Raises:
        BadNote: the note is no checkpoint of this log, or the witness did not sign it.
    """
    given, key = Note.read(note), Verifier.read(witness)
    head = notes.TreeHead.read(given.text)
    checkpoint = Checkpoint.objects.filter(size=head.size).first()
    if checkpoint is None or Note.read(checkpoint.note).text != given.text:
        raise BadNote(f"this log has no checkpoint of {head.size} leaves with that root")
    given.check(key)
    mine = [one for one in given.signatures if (one.name, one.key_id) == (key.name, key.key_id)]
    with transaction.atomic():
        return Cosignature.objects.get_or_create(
            checkpoint=checkpoint, line=str(mine[-1]), defaults={"name": key.name}
        )[0]
