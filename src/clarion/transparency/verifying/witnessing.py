"""Being a witness: signing a checkpoint once it is sure that the log only grew (C2SP tlog-cosignature)."""

from __future__ import annotations

from collections.abc import Sequence

from clarion.transparency.log import tiles, tree
from clarion.transparency.log.notes import BadNote, Note, Signature, Signer, TreeHead, Verifier, cosignature
from clarion.transparency.verifying.fetching import Absent
from clarion.transparency.verifying.logs import CHECKPOINT, Log, check_checkpoint


class NotWitnessed(Exception):
    """The log is not one to be signed. The message says why."""


def witness(log: Log, keys: list[Verifier], kept: str, signer: Signer, moment: int) -> str:
    """The newest checkpoint of a log with the cosignature of a witness below it.

    `kept` is the checkpoint that the witness signed last, blank if it never did; `moment` is in seconds since 1970.

    Raises:
        NotWitnessed: the key did not sign the log, or what was signed last is not its beginning.
    """
    checked, head = check_checkpoint(log, keys)
    if head is None:
        raise NotWitnessed(checked.said)
    try:
        note = Note.read(log.read(CHECKPOINT).decode())
        if TreeHead.read(note.text) != head:
            raise NotWitnessed("the checkpoint changed while it was read. Try again.")
        if kept:
            _check_grown(log, TreeHead.read(Note.read(kept).text), head)
    except (BadNote, ValueError, Absent) as error:
        raise NotWitnessed(f"{error}.") from error
    own = Note(note.text, (*_of_keys(note, keys), cosignature(signer, note.text, moment)))
    return str(own)


def _of_keys(note: Note, keys: Sequence[Verifier]) -> list[Signature]:
    named = {(one.name, one.key_id) for one in keys}
    return [one for one in note.signatures if (one.name, one.key_id) in named]


def _check_grown(log: Log, first: TreeHead, second: TreeHead) -> None:
    if first.origin != second.origin:
        raise NotWitnessed(f"the checkpoint kept is of the log {first.origin!r}, not of {second.origin!r}.")
    if first.size > second.size:
        raise NotWitnessed(f"the log has {second.size:,} leaves, and had {first.size:,}.")

    def read(level: int, place: int) -> bytes:
        width = tiles.width_at(second.size, level, place)
        return log.read(f"tile/{level}/{tiles.path_of(place, width)}")

    if first.size == 0:
        return
    proof = tree.consistency(first.size, second.size, tiles.subtrees(read))
    tree.check_consistency(
        first=first.size, second=second.size, first_root=first.root, second_root=second.root, proof=proof
    )
