"""The words by which demands are found: those of their public facts, cut the same way as what people look for.

Latin letters lose case and accents, so that a search need not spell them; Chinese, which puts no spaces between words,
is cut into characters and pairs of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from clarion.core.writes import Writes
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
    if text.isascii():
        yield from (found[:LONGEST_WORD] for found in _WORD.findall(text.lower()))
        return
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


def text_of(demand: Demand, addresses: Sequence[str] | None = None, tags: Iterable[str] = ()) -> str:
    """All words of a demand's public facts and of its tags, each once."""
    parts: Iterable[str] = (
        demand.reference,
        str(demand.number),
        demand.project,
        demand.legal_basis,
        demand.governing_law,
        demand.public_summary,
        *tags,
        *(unquote(one) for one in (_addresses(demand) if addresses is None else addresses[:MOST_ITEMS])),
    )
    found = dict.fromkeys(word for part in parts for word in words_of(part))
    return " ".join(list(found)[:MOST_WORDS])


def follow(
    *, demand: Demand, changed: frozenset[str] | None, addresses: Sequence[str], writes: Writes
) -> None:
    """Keeps the words of a demand that was received or changed, in the transaction of its step."""
    if changed is None:
        writes.insert([Words(demand=demand, text=text_of(demand, addresses))])
    elif changed & FOLLOWED:
        Words.objects.update_or_create(demand=demand, defaults={"text": text_of(demand, tags=_tags(demand))})


def _addresses(demand: Demand) -> QuerySet[Item, str]:
    found = Item.objects.filter(demand=demand).order_by("position")
    return found.values_list("address", flat=True)[:MOST_ITEMS]


def _tags(demand: Demand) -> list[str]:
    return list(demand.tags.values_list("name", flat=True))


def index(demands: QuerySet[Demand]) -> int:
    """Writes the words of demands that came in past `receive`, as a restored or converted database has them."""
    written = 0
    for demand in demands.filter(words=None).iterator(chunk_size=500):
        Words.objects.create(demand=demand, text=text_of(demand, tags=_tags(demand)))
        written += 1
    return written


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: whole words, and a last one that may be the beginning of a longer one."""

    whole: tuple[str, ...]
    last: str
    begins: bool

    @property
    def matches(self) -> RawSQL:
        """The ids of demands that have it, to be used with `pk__in`."""
        if connection.vendor == "postgresql":
            query = " & ".join(
                [*(f"'{one}'" for one in self.whole), f"'{self.last}'{':*' if self.begins else ''}"]
            )
            return RawSQL(
                "SELECT demand_id FROM desk_words WHERE array_to_tsvector(string_to_array(text, ' ')) @@ %s::tsquery",
                [query],
            )
        query = " ".join([*(f'"{one}"' for one in self.whole), f'"{self.last}"{"*" if self.begins else ""}'])
        return RawSQL("SELECT rowid FROM desk_words_found WHERE desk_words_found MATCH %s", [query])

    @property
    def spelled(self) -> list[str]:
        """The parts that a text with a space before and after each of its words contains."""
        return [*(f" {one} " for one in self.whole), f" {self.last}" if self.begins else f" {self.last} "]


def search_of(text: str) -> Search | None:
    """What somebody looks for; None if there is no word in it."""
    looked_for = list(dict.fromkeys(words_of(text)))[:20]
    if not looked_for:
        return None
    *whole, last = looked_for
    return Search(tuple(whole), last, len(last) >= SHORTEST_BEGINNING and not _RUN.search(last))


def first_of(matches: RawSQL, most: int) -> list[int]:
    """Some ids of what a statement finds, at most so many."""
    sql = matches.sql
    if connection.vendor == "postgresql":
        # Planned as if all were wanted: for the first few, it would rather read every row than use the index.
        sql = f"WITH found (id) AS MATERIALIZED ({sql}) SELECT id FROM found"  # noqa: S608 - nothing given
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {int(most)}", matches.params)
        return [pk for (pk,) in cursor.fetchall()]


def met_on_the_way(listed: RawSQL, search: Search, most: int) -> tuple[list[int], int]:
    """Ids of those of a list, in its order, that have what is looked for, at most so many; and how many were passed.

    For words that many have: it reads the words of one demand after another until it has enough.
    """
    position = "strpos" if connection.vendor == "postgresql" else "instr"
    has = " AND ".join([f"{position}(' ' || text || ' ', %s) > 0"] * len(search.spelled))
    with connection.cursor() as cursor:
        cursor.execute(_MET[connection.vendor].format(listed=listed.sql, has=has, most=int(most)),
                       [*listed.params, *search.spelled])  # fmt: skip
        ids = [pk for (pk,) in cursor.fetchall()]
        if len(ids) == most:
            return ids, 0
        cursor.execute(f"SELECT COUNT(*) FROM ({listed.sql}) AS listed", listed.params)  # noqa: S608 - nothing given
        return ids, int(cursor.fetchone()[0])


# Neither database is to begin with the words, of which it finds too many.
_MET = {
    "postgresql": """WITH listed (id) AS MATERIALIZED ({listed})
        SELECT id FROM listed WHERE (SELECT {has} FROM desk_words WHERE demand_id = listed.id) LIMIT {most}""",
    "sqlite": """WITH listed (id) AS MATERIALIZED ({listed})
        SELECT id FROM listed CROSS JOIN desk_words ON demand_id = id WHERE {has} LIMIT {most}""",
}
