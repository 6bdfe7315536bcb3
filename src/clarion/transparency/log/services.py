"""What other rooms ask of the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from clarion.register.models import Demand
from clarion.transparency.log import commitments, entering, keys, notes, reading
from clarion.transparency.log.commitments import EDITION, SALT
from clarion.transparency.log.models import Checkpoint, Cosignature, Leaf, Sort
from clarion.transparency.log.notes import BadNote, Note, Verifier
from clarion.transparency.log.sequencing import sequence

__all__ = [
    "Committed",
    "append_edition",
    "commit_state",
    "cosign",
    "current_states",
    "newest_checkpoint",
    "sequence",
    "sign_note",
    "verifier_key",
]
_CHUNK = 2_000


class Committed(NamedTuple):
    """The newest state of a demand in the log. `position` is None until the sequencer has given it one."""

    commitment: str
    salt: bytes
    first: str
    position: int | None


def commit_state(demands: Iterable[Demand]) -> int:
    """Sees to it that the newest state of each of these demands is committed to; returns how many leaves were new."""
    new, chunk = 0, list[Demand]()
    for one in demands:
        chunk.append(one)
        if len(chunk) == _CHUNK:
            new += entering.commit_missing(chunk)
            chunk = []
    return new + entering.commit_missing(chunk)


def current_states(demand_ids: Iterable[int]) -> Mapping[int, Committed]:
    """The newest state of each of these demands that has one, by the demand's id."""
    found: dict[int, Committed] = {}
    ids = list(demand_ids)
    for at in range(0, len(ids), _CHUNK):
        leaves = Leaf.objects.filter(demand__in=ids[at : at + _CHUNK], sort=Sort.STATE).order_by("id")
        columns = ("demand_id", "commitment", "salt", "record__first", "position")
        for demand_id, committed, salt, first, position in leaves.values_list(*columns):
            found[demand_id] = Committed(bytes(committed).hex(), bytes(salt), first, position)
    return found


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


def newest_checkpoint() -> Checkpoint | None:
    """The newest signed head."""
    return reading.newest()


def sign_note(text: str) -> str:
    """A text, which ends with a line break, as a note signed with the keys of the log.

    Raises:
        NoLogKey: there is no key.
    """
    return notes.signed(text, keys.signers())


def verifier_key() -> str:
    """The newest public key in the form of signed notes; blank where there is none."""
    return next((str(one) for one in keys.verifiers()), "")


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
