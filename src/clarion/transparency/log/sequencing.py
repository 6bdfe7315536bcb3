"""Giving leaves their places: shuffled, filled up with decoys, put into tiles, and signed, in one transaction.

The order of leaves tells nothing of the order of demands, and the log grows by whole buckets: how many demands came
on a day cannot be read from it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from clarion.transparency.log import keys, notes, reading, tree, writing
from clarion.transparency.log.commitments import DIGEST, SALT
from clarion.transparency.log.edge import Edge
from clarion.transparency.log.models import Checkpoint, Leaf
from clarion.transparency.log.notes import TreeHead

MOST_AT_ONCE = 32_768
_LOCK = 0x636C61726C6F67
"""The number of an advisory lock of PostgreSQL; SQLite has one writer anyway."""


def sequence() -> Checkpoint | None:
    """Gives every waiting leaf its place, and signs the new head; returns the newest one, None if there is none yet.

    What is killed in between has changed nothing. Two at once wait for one another.

    Raises:
        NoLogKey: there is no key to sign with; nothing is changed.
    """
    signers = keys.signers()
    while True:
        head, may_more_wait = _sequence_some(signers)
        if not may_more_wait:
            return head


def _sequence_some(signers: Sequence[notes.Signer]) -> tuple[Checkpoint | None, bool]:
    """Takes some of the waiting leaves; the newest head, and whether more may wait."""
    with transaction.atomic():
        _lock()
        listed = Leaf.objects.waiting().order_by("id").values_list("id", "commitment")[:MOST_AT_ONCE]
        waiting = list(listed)
        newest = reading.newest()
        if not waiting:
            return newest, False
        size = newest.size if newest else 0
        is_last = len(waiting) < MOST_AT_ONCE
        decoys = -(size + len(waiting)) % settings.LOG_BUCKET if is_last else 0
        places = list(range(size, size + len(waiting) + decoys))
        secrets.SystemRandom().shuffle(places)
        entries = {place: bytes(committed) for place, (_, committed) in zip(places, waiting, strict=False)}
        writing.place((place, pk) for place, (pk, _) in zip(places, waiting, strict=False))
        entries |= _decoys(places[len(waiting) :])
        edge = Edge.of_tree(size)
        edge.extend([tree.leaf_hash(entries[place]) for place in range(size, size + len(places))])
        edge.save()
        return sign(edge.size, edge.root(), signers), not is_last


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _decoys(places: Sequence[int]) -> dict[int, bytes]:
    """New leaves that commit to nothing, at these places; the commitment of each."""
    made = {place: secrets.token_bytes(DIGEST) for place in places}
    writing.add_decoys((place, committed, secrets.token_bytes(SALT)) for place, committed in made.items())
    return made


def sign(size: int, root: bytes, signers: Sequence[notes.Signer]) -> Checkpoint:
    """Signs the head of the tree of this size, with this root, and keeps it."""
    head = TreeHead(signers[0].name, size, root)
    return Checkpoint.objects.create(
        size=size,
        root=head.root,
        note=notes.signed(str(head), list(signers)),
        made_at=timezone.now(),
    )
