"""Giving leaves their places: shuffled, filled up with decoys, put into tiles, and signed, in one transaction.

The order of leaves tells nothing of the order of demands, and the log grows by whole buckets: how many demands came
on a day cannot be read from it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from clarion.transparency.log import keys, notes, reading, tree
from clarion.transparency.log.commitments import DIGEST, SALT
from clarion.transparency.log.models import Checkpoint, Leaf, Sort, Tile
from clarion.transparency.log.notes import TreeHead
from clarion.transparency.log.tiles import HASH, HEIGHT, WIDTH

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
    while _sequence_some(signers):
        pass
    return reading.newest()


def _sequence_some(signers: Sequence[notes.Signer]) -> bool:
    """Takes some of the waiting leaves; whether more may wait."""
    with transaction.atomic():
        _lock()
        listed = Leaf.objects.waiting().order_by("id").values_list("id", "commitment")[:MOST_AT_ONCE]
        waiting = [(pk, bytes(committed)) for pk, committed in listed]
        if not waiting:
            return False
        newest = reading.newest()
        size = newest.size if newest else 0
        is_last = len(waiting) < MOST_AT_ONCE
        if is_last:
            waiting += _decoys(-(size + len(waiting)) % settings.LOG_BUCKET)
        secrets.SystemRandom().shuffle(waiting)
        _place(waiting, size)
        append(size, [tree.leaf_hash(committed) for _, committed in waiting])
        sign(size + len(waiting), signers)
    return not is_last


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _decoys(count: int) -> list[tuple[int, bytes]]:
    made = Leaf.objects.bulk_create(
        Leaf(sort=Sort.DECOY, commitment=secrets.token_bytes(DIGEST), salt=secrets.token_bytes(SALT))
        for _ in range(count)
    )
    return [(one.pk, bytes(one.commitment)) for one in made]


def _place(leaves: Sequence[tuple[int, bytes]], size: int) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE log_leaf SET position = %s WHERE id = %s",
            [(size + place, pk) for place, (pk, _) in enumerate(leaves)],
        )


def append(size: int, hashes: Iterable[bytes]) -> None:
    """Puts the hashes of leaves behind the `size` that there are, into tiles of every level."""
    row: Sequence[bytes] = list(hashes)
    level, count = 0, size
    while row:
        place, width = divmod(count, WIDTH)
        kept = Tile.objects.filter(level=level, place=place).first() if width else None
        if width and (kept is None or len(kept.hashes) != width * HASH):
            raise RuntimeError(f"tile {level}/{place} of the log has not the {width} hashes that it should")
        together = bytes(kept.hashes if kept else b"") + b"".join(row)
        pieces = [together[at : at + WIDTH * HASH] for at in range(0, len(together), WIDTH * HASH)]
        if kept:
            kept.hashes = pieces[0]
            kept.save(update_fields=["hashes"])
        new = [(place + further, piece) for further, piece in enumerate(pieces) if further or not kept]
        Tile.objects.bulk_create(
            (Tile(level=level, place=at, hashes=piece) for at, piece in new), batch_size=200
        )
        row = [tree.folded(_split(piece)) for piece in pieces if len(piece) == WIDTH * HASH]
        level, count = level + 1, count >> HEIGHT


def sign(size: int, signers: Sequence[notes.Signer]) -> Checkpoint:
    """Signs the head of the tree at this size and keeps it."""
    head = TreeHead(signers[0].name, size, tree.root(size, reading.subtrees()))
    return Checkpoint.objects.create(
        size=size,
        root=head.root,
        note=notes.signed(str(head), list(signers)),
        made_at=timezone.now(),
    )


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]
