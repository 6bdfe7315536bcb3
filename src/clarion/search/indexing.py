"""The index follows what is published. All of it can be made again at any time: it holds nothing of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection

from clarion.search import writing
from clarion.search.documents import Document, Source
from clarion.search.models import Entry, Posting, Spelling, Term, Wording
from clarion.search.sources import every
from clarion.search.sources import source as named

BATCH = 50

Show = Callable[[str, int, int], None]
"""Told the name of a source, how many of its documents are done, and how many there are."""


def rebuild(show: Show | None = None, *, afresh: bool = False) -> int:
    """Brings the whole index in line with its sources. Stopped half-way, the next run goes on from there.

    `afresh` writes even what has not changed.

    Returns:
        How many entries were written or taken out.
    """
    if afresh:
        _empty()
    known = {one.name for one in every()}
    changed = sum(_rebuild(one, show) for one in every())
    for name in set(Entry.objects.values_list("source", flat=True).distinct()) - known:
        changed += writing.remove(name, set(Entry.objects.filter(source=name).values_list("key", flat=True)))
    return changed


def refresh(source: str, keys: Collection[str]) -> int:
    """Brings what a source has under these keys in line with it: written, or taken out if it is no longer public."""
    wanted = set(keys)
    documents = list(named(source).documents(wanted))
    changed = sum(
        writing.write(source, documents[first : first + BATCH]) for first in range(0, len(documents), BATCH)
    )
    found = {(one.key, one.language) for one in documents}
    for key, language in Entry.objects.filter(source=source, key__in=wanted).values_list("key", "language"):
        if (key, language) not in found:
            changed += writing.remove(source, {key}, {language})
    return changed


def _rebuild(source: Source, show: Show | None) -> int:
    stale = set(Entry.objects.filter(source=source.name).values_list("key", "language"))
    total, done, changed = source.count(), 0, 0
    batch: list[Document] = []
    for document in source.documents():
        stale.discard((document.key, document.language))
        batch.append(document)
        if len(batch) == BATCH:
            changed += writing.write(source.name, batch)
            done += len(batch)
            batch = []
            if show:
                show(source.name, done, max(total, done))
    changed += writing.write(source.name, batch)
    if show:
        show(source.name, total, total)
    for key, language in stale:
        changed += writing.remove(source.name, {key}, {language})
    return changed


def _empty() -> None:
    Posting.objects.all().delete()
    Spelling.objects.all().delete()
    Term.objects.all().delete()
    Wording.objects.all().delete()
    Entry.objects.all().delete()
