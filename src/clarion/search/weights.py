"""How much a term weighs in an entry: BM25F, without what depends on the rest of the index.

Robertson, Zaragoza and Taylor (2004), "Simple BM25 Extension to Multiple Weighted Fields". The lengths that texts are
compared with are fixed, so that an entry's weights hold whatever else is indexed; how rare a term is, is asked when
somebody searches.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from clarion.search.analysis import analyse
from clarion.search.analysis.letters import LONGEST_TERM
from clarion.search.documents import Document
from clarion.search.figures_in_text import without_values

SATURATION = 1.2
"""BM25's k1: how soon another occurrence of a term adds nothing."""

LENGTH_PULL = 0.6
"""BM25's b: how much a long text is held against it."""

FIELD_GAP = 1000
"""Positions left free between fields, so that no phrase reaches from one into the next."""

LAST_POSITION = 0xFFFF


NAME_WORTH = 2.0
"""What being named after a term is worth, beside saying it however often."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document: whether it names it, how much one occurrence counts, its usual number of words."""

    names: bool
    boost: float
    usual_length: int


TITLE, ALSO, SUMMARY, TEXT = (
    Field(True, 3.0, 7),
    Field(True, 2.0, 7),
    Field(False, 2.0, 25),
    Field(False, 1.0, 300),
)


@dataclass(slots=True)
class Occurrences:
    """What a term is in one document: how strong in what names it, and in what it says."""

    naming: float = 0.0
    saying: float = 0.0
    positions: list[int] = field(default_factory=list)
    shown: str = ""

    @property
    def weight(self) -> int:
        """The share of the score before rarity, in thousandths. It has a bound, however often a term is repeated."""
        return round(1000 * (NAME_WORTH * _saturated(self.naming) + _saturated(self.saying)))


def weigh(document: Document) -> dict[str, Occurrences]:
    """The terms of a document, each with its weight, positions and a word as it is written."""
    found: dict[str, Occurrences] = defaultdict(Occurrences)
    position = 0
    for kind, words in _fields(document):
        tokens = list(analyse(words, document.language))
        one = kind.boost / (1 - LENGTH_PULL + LENGTH_PULL * len(tokens) / kind.usual_length)
        for token in tokens:
            written = words[token.start : token.end].lower()
            for rank, term in enumerate(token.terms):
                seen = found[term]
                if kind.names:
                    seen.naming += one
                else:
                    seen.saying += one
                if position <= LAST_POSITION:
                    seen.positions.append(position)
                if token.in_run:
                    seen.shown = term
                elif rank == 0 and (not seen.shown or len(written) < len(seen.shown)):
                    seen.shown = written[:LONGEST_TERM]
            position += 1
        position += FIELD_GAP
    return found


def rarity(entries: int, with_term: int) -> float:
    """How much a term that `with_term` of `entries` have tells about one of them (BM25's idf, never negative)."""
    return math.log(1 + (entries - with_term + 0.5) / (with_term + 0.5))


def _fields(document: Document) -> Iterator[tuple[Field, str]]:
    yield TITLE, document.title
    yield ALSO, document.also
    yield SUMMARY, without_values(document.summary, document.language)
    yield TEXT, without_values(document.text, document.language)


def _saturated(strength: float) -> float:
    return strength * (SATURATION + 1) / (strength + SATURATION)
