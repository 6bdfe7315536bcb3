"""Which entries match, best first: one statement, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from clarion.search.query import Clause, Query
from clarion.search.weights import rarity

FRESH = 300
"""What being of today adds to a score, in thousandths of it. Whole numbers are several times as fast to add up."""

FRESH_DAYS = 365
"""The age in days at which half of that is left."""

MOST_CHECKED = 1000
"""Entries, best first, in which the words of a phrase are looked at one by one."""

_WORTH_SPARING = 3
"""How many times as many postings as those of the rarest word make it worth looking at that word first."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a query that the index knows: their ids, how many entries have them, and what each tells."""

    ids: dict[str, int]
    having: dict[str, int]
    rarity: dict[str, float]

    def knows(self, clause: Clause) -> bool:
        """Whether enough terms of a clause stand anywhere for it to be found."""
        return sum(term in self.ids for term, _ in clause.terms) >= clause.needed

    def reach(self, clause: Clause) -> int:
        """How many entries a clause can be found in, at most."""
        return sum(self.having.get(term, 0) for term, _ in clause.terms)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader filters by. Empty: everything."""

    type: str = ""
    year: int | None = None


@dataclass(slots=True)
class Matches:
    """`ids` of the entries of one page of results, best first, and how many there are of each (type, year)."""

    ids: list[int] = field(default_factory=list)
    counts: Counter[tuple[str, int | None]] = field(default_factory=Counter)

    def total(self, choice: Choice) -> int:
        """How many entries a choice leaves."""
        return sum(
            count
            for (type_, year), count in self.counts.items()
            if choice.type in {"", type_} and choice.year in {None, year}
        )


def look_up(query: Query) -> Vocabulary:
    """What the index knows of a query's terms; one query."""
    texts = sorted(query.terms)
    if not texts:
        return Vocabulary({}, {}, {})
    statement = f"""
        SELECT term.id, term.text,
            (SELECT count(*) FROM site_search_posting posting WHERE posting.term_id = term.id),
            (SELECT count(*) FROM site_search_entry entry WHERE entry.language = %s)
        FROM site_search_term term WHERE term.language = %s AND term.text IN ({_marks(texts)})
    """  # noqa: S608 - only question marks are put in
    rows = [row for row in _rows(statement, [query.language, query.language, *texts]) if row[2]]
    return Vocabulary(
        {text: pk for pk, text, _, _ in rows},
        {text: having for _, text, having, _ in rows},
        {text: rarity(entries, having) for _, text, having, entries in rows},
    )


def match(
    query: Query,
    known: Vocabulary,
    choice: Choice,
    *,
    every_word: bool,
    first: int,
    limit: int,
    today: date,
    among: Sequence[int] | None = None,
) -> Matches:
    """The entries with every word of the query, or with any of them; one query.

    `first` and `limit` choose the part of the ranking whose ids are wanted, the last part where there is less;
    `first` is a multiple of `limit`. Counts are of all. `among` are the only
    entries that count, where a phrase has been looked for.
    """
    if not known.ids or (among is not None and not among):
        return Matches()
    hits = _hits(query, known, every_word, among)
    filters, chosen = _filters(choice)
    day = today.toordinal()
    statement = f"""
        WITH {hits},
        found AS (
            SELECT entry.id, entry.type, entry.year, entry.day,
                hits.score * (1000 + CASE WHEN entry.day IS NULL THEN 0
                    WHEN entry.day > {day:d} THEN {FRESH}
                    ELSE {FRESH * FRESH_DAYS} / ({FRESH_DAYS} + {day:d} - entry.day) END) AS score
            FROM hits JOIN site_search_entry entry ON entry.id = hits.id
        )
        SELECT * FROM (
            SELECT 1 AS part, found.id AS number, found.type, found.year FROM found {filters}
            ORDER BY found.score DESC, coalesce(found.day, 0) DESC, found.id LIMIT {limit:d}
            OFFSET {_offset(first, limit, filters)}
        ) AS best
        UNION ALL
        SELECT 2, count(*), found.type, found.year FROM found GROUP BY found.type, found.year
    """  # noqa: S608 - numbers of ours and question marks are put in
    matches = Matches()
    for part, number, type_, year in _rows(statement, [*chosen, *(chosen if first else ())]):
        if part == 1:
            matches.ids.append(number)
        else:
            matches.counts[type_, year] = number
    return matches


def positions(query: Query, known: Vocabulary, terms: Iterable[str]) -> list[tuple[int, int, bytes]]:
    """Where terms stand in the best entries that have every word: (entry, term, packed positions); one query."""
    ids = sorted({known.ids[term] for term in terms if term in known.ids})
    if not ids:
        return []
    hits = _hits(query, known, every_word=True)
    statement = f"""
        WITH {hits}, best AS (SELECT id FROM hits ORDER BY score DESC, id LIMIT {MOST_CHECKED})
        SELECT posting.entry_id, posting.term_id, posting.positions
        FROM best JOIN site_search_posting posting ON posting.entry_id = best.id
        WHERE posting.term_id IN ({_marks(ids)})
    """  # noqa: S608 - only question marks are put in
    return [(entry, term, bytes(packed)) for entry, term, packed in _rows(statement, ids)]


def _offset(first: int, limit: int, filters: str) -> str:
    """The offset `first`, or that of the last part where there is less; counted in the same statement."""
    if not first:
        return "0"
    last = f"(count(*) - 1) / {limit:d} * {limit:d}"
    return f"(SELECT CASE WHEN count(*) > {first:d} THEN {first:d} ELSE {last} END FROM found {filters})"  # noqa: S608


def _hits(query: Query, known: Vocabulary, every_word: bool, among: Sequence[int] | None = None) -> str:
    """The common table of entries with their score before freshness."""
    wanted = [
        (known.ids[term], number, max(1, round(1000 * worth * known.rarity[term])))
        for number, clause in enumerate(query.clauses)
        for term, worth in clause.terms
        if term in known.ids
    ]
    if among is not None:
        only = f"AND posting.entry_id IN ({', '.join(f'{pk:d}' for pk in among)})"
    else:
        only = _only_with_rarest(query, known) if every_word else ""
    values = ", ".join(f"({pk:d}, {number:d}, {worth:d})" for pk, number, worth in wanted)
    return f"""
        wanted(term_id, clause, worth) AS (VALUES {values}),
        hits AS (
            SELECT posting.entry_id AS id, sum(posting.weight * wanted.worth) AS score
            FROM wanted CROSS JOIN site_search_posting posting WHERE posting.term_id = wanted.term_id {only}
            GROUP BY posting.entry_id {_having(query, known) if every_word else ""}
        )
    """  # noqa: S608 - only numbers of ours are put in


def _only_with_rarest(query: Query, known: Vocabulary) -> str:
    """Entries without the rarest word need not be added up, which spares most of the work on frequent ones."""
    rarest = min(query.clauses, key=known.reach)
    if sum(known.reach(clause) for clause in query.clauses) < _WORTH_SPARING * known.reach(rarest):
        return ""
    ids = ", ".join(f"{known.ids[term]:d}" for term, _ in rarest.terms if term in known.ids)
    return f"AND posting.entry_id IN (SELECT entry_id FROM site_search_posting WHERE term_id IN ({ids}))"  # noqa: S608


def _having(query: Query, known: Vocabulary) -> str:
    if len(query.clauses) == 1 and query.clauses[0].needed == 1:
        return ""
    if all(sum(term in known.ids for term, _ in clause.terms) == clause.needed for clause in query.clauses):
        return f"HAVING count(*) >= {sum(clause.needed for clause in query.clauses):d}"
    tests = (
        f"sum(CASE WHEN wanted.clause = {number:d} THEN 1 ELSE 0 END) >= {clause.needed:d}"
        for number, clause in enumerate(query.clauses)
    )
    return "HAVING " + " AND ".join(tests)


def _filters(choice: Choice) -> tuple[str, list[Any]]:
    tests: list[str] = []
    values: list[Any] = []
    if choice.type:
        tests.append("found.type = %s")
        values.append(choice.type)
    if choice.year is not None:
        tests.append("found.year = %s")
        values.append(choice.year)
    return ("WHERE " + " AND ".join(tests) if tests else ""), values


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
