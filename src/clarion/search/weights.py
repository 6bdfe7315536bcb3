"""How much a term weighs in an entry: BM25F, without what depends on the rest of the index.

Robertson, Zaragoza and Taylor (2004), "Simple BM25 Extension to Multiple Weighted Fields". The lengths that texts are
compared with are fixed, so that an entry's weights hold whatever else is indexed; how rare a term is, is asked when
somebody searches.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from clarion.search.analysis import analyse
from clarion.search.documents import Document
from clarion.search.figures_in_text import without_values

SATURATION = 1.2
"""BM25's k1: how soon another occurrence of a term adds nothing."""

LENGTH_PULL = 0.6
"""BM25's b: how much a long text is held against it."""

FIELD_GAP = 1000
"""Positions left free between fields, so that no phrase reaches from one into the next."""

LAST_POSITION = 0xFFFF


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document: how much one occurrence counts, and how many words it has as a rule."""

    boost: float
    usual_length: int


TITLE, ALSO, SUMMARY, TEXT = Field(6.0, 7), Field(4.0, 7), Field(2.0, 25), Field(1.0, 300)


@dataclass(slots=True)
class Occurrences:
    """What a term is in one document."""

    strength: float = 0.0
    positions: list[int] = field(default_factory=list)
    shown: str = ""

    @property
    def weight(self) -> float:
        """The saturated share of the score, from 0 to `SATURATION` + 1."""
        return self.strength * (SATURATION + 1) / (self.strength + SATURATION)


def weigh(document: Document) -> dict[str, Occurrences]:
    """The terms of a document, each with its weight, positions and a word as it is written."""
    found: dict[str, Occurrences] = defaultdict(Occurrences)
    position = 0
    for kind, words in _fields(document):
        tokens = list(analyse(without_values(words, document.language), document.language))
        one = kind.boost / (1 - LENGTH_PULL + LENGTH_PULL * len(tokens) / kind.usual_length)
        for token in tokens:
            written = words_at(words, token.start, token.end) if not token.in_run else ""
            for rank, term in enumerate(token.terms):
                seen = found[term]
                seen.strength += one
                if position <= LAST_POSITION:
                    seen.positions.append(position)
                if rank == 0 and written and (not seen.shown or len(written) < len(seen.shown)):
                    seen.shown = written
                elif token.in_run:
                    seen.shown = term
            position += 1
        position += FIELD_GAP
    return found


def words_at(text: str, start: int, end: int) -> str:
    """A word of the text as a suggestion shows it."""
    return text[start:end].lower()


def rarity(entries: int, with_term: int) -> float:
    """How much a term that `with_term` of `entries` have tells about one of them (BM25's idf, never negative)."""
    return math.log(1 + (entries - with_term + 0.5) / (with_term + 0.5))


def _fields(document: Document) -> Iterable[tuple[Field, str]]:
    return ((TITLE, document.title), (ALSO, document.also), (SUMMARY, document.summary), (TEXT, document.text))
