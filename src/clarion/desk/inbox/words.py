"""The words by which demands are found: those of their public facts, cut the same way as what people look for.

Latin letters lose case and accents, so that a search need not spell them; Chinese, which puts no spaces between words,
is cut into characters and pairs of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import unquote

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from clarion.desk.models import Words
from clarion.register.models import Demand, Item

FOLLOWED = frozenset({"added", "tags", "project", "legal_basis", "governing_law", "public_summary"})
"""What has words that are looked for. A step that changes none of it writes no words."""

MOST_ITEMS = 500
"""Addresses of one demand whose words are kept. Each of the others is found by its whole address."""

MOST_WORDS = 4_000
LONGEST_WORD = 40
SHORTEST_BEGINNING = 3
"""Letters from which on the last word of a search may be the beginning of a longer one."""

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def words_of(text: str) -> Iterator[str]:
    """The words of a text, in order."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in decomposed if unicodedata.category(one) != "Mn" and one != "\u0640")
    for found in _WORD.findall(unicodedata.normalize("NFC", plain)):
        start = 0
        for run in _RUN.finditer(found):
            yield from _cut(found[start : run.start()])
            yield from run.group()
            yield from (a + b for a, b in pairwise(run.group()))
            start = run.end()
        yield from _cut(found[start:])


def _cut(word: str) -> Iterator[str]:
    if word:
        yield word[:LONGEST_WORD]


def text_of(demand: Demand, tags: Iterable[str] = ()) -> str:
    """All words of a demand's public facts and of its tags, each once."""
    addresses = Item.objects.filter(demand=demand).order_by("position").values_list("address", flat=True)
    parts: Iterable[str] = (
        demand.reference,
        str(demand.number),
        demand.project,
        demand.legal_basis,
        demand.governing_law,
        demand.public_summary,
        *tags,
        *(unquote(one) for one in addresses[:MOST_ITEMS]),
    )
    found = dict.fromkeys(word for part in parts for word in words_of(part))
    return " ".join(list(found)[:MOST_WORDS])


def follow(*, demand: Demand, changed: frozenset[str] | None) -> None:
    """Keeps the words of a demand that was received or changed, in the transaction of its step."""
    if changed is None:
        Words.objects.bulk_create([Words(demand=demand, text=text_of(demand))])
    elif changed & FOLLOWED:
        Words.objects.update_or_create(demand=demand, defaults={"text": text_of(demand, _tags(demand))})


def _tags(demand: Demand) -> list[str]:
    return list(demand.tags.values_list("name", flat=True))


def index(demands: QuerySet[Demand]) -> int:
    """Writes the words of demands that came in past `receive`, as a restored or converted database has them."""
    written = 0
    for demand in demands.filter(words=None).iterator(chunk_size=500):
        Words.objects.create(demand=demand, text=text_of(demand, _tags(demand)))
        written += 1
    return written


def matching(text: str) -> RawSQL | None:
    """The ids of demands with all words of a text, to be used with `pk__in`; None if it has no word.

    The last word may be the beginning of a longer one.
    """
    looked_for = list(dict.fromkeys(words_of(text)))[:20]
    if not looked_for:
        return None
    *whole, last = looked_for
    begins = len(last) >= SHORTEST_BEGINNING and not _RUN.search(last)
    if connection.vendor == "postgresql":
        query = " & ".join([*(f"'{one}'" for one in whole), f"'{last}'{':*' if begins else ''}"])
        return RawSQL(
            "SELECT demand_id FROM desk_words WHERE array_to_tsvector(string_to_array(text, ' ')) @@ %s::tsquery",
            [query],
        )
    query = " ".join([*(f'"{one}"' for one in whole), f'"{last}"{"*" if begins else ""}'])
    return RawSQL("SELECT rowid FROM desk_words_found WHERE desk_words_found MATCH %s", [query])


def first_of(matches: RawSQL, most: int) -> list[int]:
    """Some ids of what `matching` found, at most so many."""
    with connection.cursor() as cursor:
        # Planned as if all were wanted: for the first few, PostgreSQL would rather read every row than use the index.
        cursor.execute(
            f"WITH found (id) AS MATERIALIZED ({matches.sql}) SELECT id FROM found LIMIT {int(most)}",  # noqa: S608
            matches.params,
        )
        return [pk for (pk,) in cursor.fetchall()]
