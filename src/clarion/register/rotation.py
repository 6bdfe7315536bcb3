"""New keys for dossiers: wrapped for other recipients, which is quick; or sealed anew throughout, which is thorough.

Both go dossier by dossier and remember where they are in the rows themselves: stopped at any moment, they go on from
there when they are run again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from clarion.register import sealing
from clarion.register.dossiers import context_of, digest_of, storage, store
from clarion.register.models import Demand, Dossier, EventKind
from clarion.register.steps import note_event

Show = Callable[[int, int], None]
_BATCH = 200


def waiting() -> int:
    """How many dossiers are wrapped for other recipients than those that are set.

    Raises:
        NoKey: no recipient is set.
    """
    return Dossier.objects.exclude(recipients=sealing.recipients_mark()).count()


def rewrap(show: Show) -> int:
    """Wraps the key of each such dossier for the recipients that are set; returns how many. Nothing else is touched.

    Raises:
        NoKey: the identity that opens them is not here.
    """
    mark, total, done = sealing.recipients_mark(), waiting(), 0
    last = 0
    while batch := list(
        Dossier.objects.filter(pk__gt=last)
        .exclude(recipients=mark)
        .order_by("pk")
        .only("wrapped_key")[:_BATCH]
    ):
        for one in batch:
            one.wrapped_key, one.recipients = sealing.wrap(sealing.unwrap(one.wrapped_key)), mark
        with transaction.atomic():
            Dossier.objects.bulk_update(batch, ["wrapped_key", "recipients"])
        last, done = batch[-1].pk, done + len(batch)
        show(done, total)
    return done


def reseal(show: Show, *, older_than: datetime) -> int:
    """Seals all papers of dossiers whose key is older under a new key; returns how many dossiers.

    Raises:
        NoKey: the identity that opens them is not here, or a paper was tampered with.
    """
    old = Dossier.objects.filter(key_since__lt=older_than).order_by("pk")
    total = old.count()
    for done, pk in enumerate(list(old.values_list("pk", flat=True)), 1):
        _reseal(pk, older_than)
        show(done, total)
    return total


def _reseal(pk: int, older_than: datetime) -> None:
    left: list[str] = []
    made: list[str] = []
    try:
        with transaction.atomic():
            demand = Demand.objects.select_for_update().get(dossier=pk)
            dossier = Dossier.objects.get(pk=pk)
            if dossier.key_since >= older_than:
                return
            told = _reseal_papers(dossier, left, made)
            dossier.key_since = timezone.now()
            dossier.save(update_fields=["wrapped_key", "recipients", "key_since"])
            note_event(
                row=demand,
                kind=EventKind.DOSSIER_RESEALED,
                actor=None,
                at=timezone.now(),
                facts={"entries": told},
            )
    except BaseException:
        for name in made:
            storage().delete(name)
        raise
    for name in left:
        storage().delete(name)


def _reseal_papers(dossier: Dossier, left: list[str], made: list[str]) -> list[dict[str, str]]:
    before, key = sealing.unwrap(dossier.wrapped_key), sealing.new_key()
    dossier.wrapped_key, dossier.recipients = sealing.wrap(key), sealing.recipients_mark()
    told = []
    for entry in dossier.entries.all():
        context = context_of(dossier, entry)
        entry.sealed = sealing.seal(key, sealing.unseal(before, bytes(entry.sealed), context), context)
        digest = digest_of(entry.sealed)
        if entry.file:
            context = context_of(dossier, entry, file=True)
            with storage().open(entry.file) as file:
                sealed = sealing.seal(key, sealing.unseal(before, file.read(), context), context)
            left.append(entry.file)
            entry.file = store(sealed)
            made.append(entry.file)
            digest = f"{digest}+{digest_of(sealed)}"
        entry.save(update_fields=["sealed", "file"])
        told.append({"entry": str(entry.uuid), "paper": entry.paper, "digest": digest})
    return told
