"""Writing entries into the index and taking them out."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from clarion.search.documents import Document
from clarion.search.models import Entry, Posting, Spelling, Term, Wording
from clarion.search.weights import Occurrences, weigh

MOST_LOOKED_UP = 500
"""Values named in one query; SQLite allows a limited number."""

SHORTEST_CORRECTED = 2
LONGEST_CORRECTED = 30
_LOCK = 7_305_820_114
"""Any number, the same in every process: who holds it writes the index."""


def write(source: str, documents: Sequence[Document]) -> int:
    """Brings the entries of these documents up to date; those that have not changed are left alone.

    Returns:
        How many were written.
    """
    with transaction.atomic():
        _take_turns()
        kept = _digests(source, documents)
        fresh = [one for one in documents if kept.get((one.key, one.language)) != one.digest]
        if not fresh:
            return 0
        weighed = [weigh(one) for one in fresh]
        term_ids = _term_ids(fresh, weighed)
        entries = _entries(source, fresh)
        Posting.objects.filter(entry__in=entries).delete()
        _insert(
            Posting,
            ("term_id", "entry_id", "weight", "positions"),
            [
                (term_ids[one.language, term], entry.pk, seen.weight, packed(seen))
                for one, entry, terms in zip(fresh, entries, weighed, strict=True)
                for term, seen in terms.items()
            ],
        )
        return len(fresh)


def remove(source: str, keys: Collection[str], languages: Collection[str] | None = None) -> int:
    """Takes entries out of the index, with every word that only they had. Returns how many there were."""
    with transaction.atomic():
        _take_turns()
        gone = 0
        wanted = sorted(keys)
        for first in range(0, len(wanted), MOST_LOOKED_UP):
            entries = Entry.objects.filter(source=source, key__in=wanted[first : first + MOST_LOOKED_UP])
            if languages is not None:
                entries = entries.filter(language__in=languages)
            gone += _remove(list(entries.values_list("pk", flat=True)))
        return gone


def packed(seen: Occurrences) -> bytes:
    """Positions as they are kept: two bytes each, the low one first."""
    return struct.pack(f"<{len(seen.positions)}H", *seen.positions)


def unpacked(positions: bytes) -> tuple[int, ...]:
    """The positions that `packed` kept."""
    return struct.unpack(f"<{len(positions) // 2}H", positions)


def spellings(word: str) -> set[str]:
    """A word, and what is left of it without any one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))} - {""}


def _take_turns() -> None:
    # SQLite has one writer anyway. On PostgreSQL two writers could each wait for terms that the other one made.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _digests(source: str, documents: Sequence[Document]) -> dict[tuple[str, str], str]:
    rows = Entry.objects.filter(source=source, key__in={one.key for one in documents})
    found = rows.values_list("key", "language", "wording__digest")
    return {(key, language): digest for key, language, digest in found}


def _entries(source: str, documents: Sequence[Document]) -> list[Entry]:
    entries = Entry.objects.bulk_create(
        [_entry(source, one) for one in documents],
        update_conflicts=True,
        unique_fields=["source", "key", "language"],
        update_fields=["type", "year", "day"],
    )
    Wording.objects.bulk_create(
        [_wording(entry, one) for entry, one in zip(entries, documents, strict=True)],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["address", "digest", "title", "summary", "text"],
    )
    return entries


def _entry(source: str, one: Document) -> Entry:
    return Entry(
        source=source,
        key=one.key,
        language=one.language,
        type=one.type,
        year=one.date.year if one.date else None,
        day=one.date.toordinal() if one.date else None,
    )


def _wording(entry: Entry, one: Document) -> Wording:
    return Wording(
        entry=entry,
        address=one.address,
        digest=one.digest,
        title=one.title,
        summary=one.summary,
        text=one.text,
    )


def _term_ids(
    documents: Sequence[Document], weighed: Sequence[dict[str, Occurrences]]
) -> dict[tuple[str, str], int]:
    shown: dict[str, dict[str, str]] = {}
    for one, terms in zip(documents, weighed, strict=True):
        words = shown.setdefault(one.language, {})
        for term, seen in terms.items():
            if not words.get(term) or (seen.shown and len(seen.shown) < len(words[term])):
                words[term] = seen.shown
    found: dict[tuple[str, str], int] = {}
    for language, words in shown.items():
        known = _known(language, words)
        new = {text: word for text, word in words.items() if text not in known}
        if new:
            Term.objects.bulk_create([Term(language=language, text=t, shown=w) for t, w in new.items()])
            made = _known(language, new)
            _spell(language, made, new)
            known |= made
        found |= {(language, text): pk for text, pk in known.items()}
    return found


def _known(language: str, texts: Iterable[str]) -> dict[str, int]:
    wanted = sorted(texts)
    found: dict[str, int] = {}
    for first in range(0, len(wanted), MOST_LOOKED_UP):
        rows = Term.objects.filter(language=language, text__in=wanted[first : first + MOST_LOOKED_UP])
        found.update(rows.values_list("text", "pk"))
    return found


def _spell(language: str, ids: dict[str, int], shown: dict[str, str]) -> None:
    _insert(
        Spelling,
        ("term_id", "language", "form"),
        [
            (pk, language, form)
            for text, pk in ids.items()
            if shown[text] and SHORTEST_CORRECTED <= len(text) <= LONGEST_CORRECTED and not text.isdigit()
            for form in spellings(text)
        ],
    )


def _insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows at once. `bulk_create` makes an object of each first, which takes several times as long."""
    if not rows:
        return
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _remove(entries: list[int]) -> int:
    postings = Posting.objects.filter(entry__in=entries)
    terms = list(postings.values_list("term_id", flat=True).distinct())
    postings.delete()
    Wording.objects.filter(entry__in=entries).delete()
    Entry.objects.filter(pk__in=entries).delete()
    for first in range(0, len(terms), MOST_LOOKED_UP):
        unused = Term.objects.filter(pk__in=terms[first : first + MOST_LOOKED_UP]).exclude(
            Exists(Posting.objects.filter(term=OuterRef("pk")))
        )
        ids = list(unused.values_list("pk", flat=True))
        Spelling.objects.filter(term__in=ids).delete()
        Term.objects.filter(pk__in=ids).delete()
    return len(entries)
