"""What the reader may have meant: words of the index that are one slip away from words it does not know."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection

from clarion.search.analysis import is_stop_word
from clarion.search.matching import Vocabulary
from clarion.search.query import Clause, Query
from clarion.search.writing import LONGEST_CORRECTED, SHORTEST_CORRECTED, spellings

MOST_SUGGESTED = 3
_MOST_CORRECTED = 4
_CANDIDATES = 400


def suggest(query: Query, known: Vocabulary) -> list[str]:
    """Up to `MOST_SUGGESTED` queries with unknown words mended, the likeliest first; one query, or none."""
    unknown = [clause for clause in query.clauses if not known.knows(clause) and _can_be_mended(clause)]
    unknown = unknown[:_MOST_CORRECTED]
    if not unknown:
        return []
    near = _near(query.language, {form for clause in unknown for form in spellings(clause.terms[0][0])})
    mended = {clause: _ranked(clause, query, near) for clause in unknown}
    if not any(mended.values()):
        return []
    variants = max(len(words) for words in mended.values())
    found = [_replaced(query.shown, mended, place) for place in range(min(variants, MOST_SUGGESTED))]
    return list(dict.fromkeys(found))


def distance(one: str, other: str) -> int:
    """How many letters are left out, added, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _can_be_mended(clause: Clause) -> bool:
    text = clause.terms[0][0]
    if text.isdigit() or (clause.in_run and len(clause.terms) > 2):
        return False
    return SHORTEST_CORRECTED <= len(text) <= LONGEST_CORRECTED


def _near(language: str, forms: set[str]) -> dict[str, list[tuple[str, str, int]]]:
    """For each form, the (term, word as shown, number of entries) that share it."""
    marks = ", ".join(["%s"] * len(forms))
    statement = f"""
        SELECT spelling.form, term.text, term.shown,
            (SELECT count(*) FROM site_search_posting posting WHERE posting.term_id = term.id) AS entries
        FROM site_search_spelling spelling JOIN site_search_term term ON term.id = spelling.term_id
        WHERE spelling.language = %s AND spelling.form IN ({marks}) LIMIT {_CANDIDATES}
    """  # noqa: S608 - only question marks are put in
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, [language, *sorted(forms)])
        for form, text, shown, entries in cursor.fetchall():
            if entries:
                found[form].append((text, shown, entries))
    return found


def _ranked(clause: Clause, query: Query, near: dict[str, list[tuple[str, str, int]]]) -> list[str]:
    text = clause.terms[0][0]
    candidates = {one for form in spellings(text) for one in near.get(form, ()) if one[0] != text}
    if clause.in_run:
        # A pair of characters has many neighbours; only those that begin alike are likely to be meant.
        alike = {one for one in candidates if one[0][0] == text[0]}
        candidates = {one for one in alike if not is_stop_word(one[0][1:], query.language)}
    ranked = sorted(
        candidates, key=lambda one: (distance(text, one[0]), one[0][0] != text[0], -one[2], one[1])
    )
    return list(dict.fromkeys(shown for _, shown, _ in ranked))[:MOST_SUGGESTED]


def _replaced(shown: str, mended: dict[Clause, list[str]], place: int) -> str:
    for clause, words in sorted(mended.items(), key=lambda one: -one[0].start):
        if words:
            shown = shown[: clause.start] + words[min(place, len(words) - 1)] + shown[clause.end :]
    return shown
