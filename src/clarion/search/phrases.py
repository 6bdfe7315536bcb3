"""Words that must follow one another."""

from __future__ import annotations

from collections import defaultdict

from clarion.search.matching import Vocabulary, positions
from clarion.search.query import Query
from clarion.search.writing import unpacked


def entries_with_phrases(query: Query, known: Vocabulary) -> list[int]:
    """The entries that have every word of the query and every quoted phrase, word after word; one query."""
    terms = {term for phrase in query.phrases for word in phrase for term in word}
    places: dict[int, dict[int, set[int]]] = defaultdict(dict)
    for entry, term, packed in positions(query, known, terms):
        places[entry][term] = set(unpacked(packed))
    phrases = [
        [[known.ids[term] for term in word if term in known.ids] for word in phrase]
        for phrase in query.phrases
    ]
    return [entry for entry, found in places.items() if all(_follows(phrase, found) for phrase in phrases)]


def _follows(phrase: list[list[int]], found: dict[int, set[int]]) -> bool:
    reached: set[int] | None = None
    for word in phrase:
        here = {place for term in word for place in found.get(term, ())}
        reached = here if reached is None else {place + 1 for place in reached} & here
        if not reached:
            return False
    return True
