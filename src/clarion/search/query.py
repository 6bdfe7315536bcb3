"""What a reader typed, as it is looked for."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from clarion.search.analysis import Token, analyse, is_stop_word, normalised

LONGEST_QUERY = 200
"""Characters that count."""

MOST_CLAUSES = 16
"""Words that count."""

MOST_PAIRS = 24
"""Pairs of characters that count in one run of a script without spaces."""

LOOSER = 0.4
"""What a looser term is worth beside the exact one."""

PART_OF_RUN = 0.6
"""How many of its pairs make a run of characters found: some of them lie across words, and may well be missing."""

_QUOTED = re.compile(r'["“”„«»「」『』＂]([^"“”„«»「」『』＂]*)["“”„«»「」『』＂]')
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A word to be found: its terms, each with what it is worth, and how many of them make it found."""

    terms: tuple[tuple[str, float], ...]
    needed: int
    start: int
    end: int
    in_run: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`shown` is what was typed, cleaned; `start` and `end` of clauses are places in it.

    `phrases` are sequences of words that must follow one another, each word given by the terms it may have.
    `is_cut` says that the end of it was not looked for.
    """

    shown: str
    language: str
    clauses: tuple[Clause, ...]
    phrases: tuple[tuple[tuple[str, ...], ...], ...] = ()
    is_cut: bool = False

    @property
    def terms(self) -> set[str]:
        """Every term that is looked up."""
        return {term for clause in self.clauses for term, _ in clause.terms}


def cleaned(text: str) -> str:
    """One line without control, formatting (bidirectional overrides) or unassigned characters."""
    visible = "".join(
        " " if unicodedata.category(one) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} else one for one in text
    )
    return _SPACE.sub(" ", "".join(one for one in visible if unicodedata.category(one) != "Cf")).strip()


def parse(text: str, language: str) -> Query:
    """The query for whatever a reader typed. Nothing is wrong: what means nothing is not looked for."""
    # Ten times is enough to find the first characters that count, and spares cleaning a megabyte.
    whole = cleaned(text[: LONGEST_QUERY * 10])
    shown = whole[:LONGEST_QUERY].strip()
    clauses: list[Clause] = []
    phrases: list[tuple[tuple[str, ...], ...]] = []
    plain = list(shown)
    for found in _QUOTED.finditer(shown):
        plain[found.start() : found.end()] = " " * (found.end() - found.start())
        tokens = list(analyse(found[1], language))
        if len(tokens) > 1:
            phrases.append(tuple(_at_position(tokens, place) for place in range(len(tokens))))
        clauses += [_exact(token, found.start(1)) for token in tokens]
    loose = list(_loose("".join(plain), language))
    telling = [one for one in loose if not _says_nothing(shown, one, language)]
    clauses += telling or ([] if clauses else loose)
    unique = tuple({one.terms: one for one in clauses}.values())
    is_cut = len(whole) > LONGEST_QUERY or len(unique) > MOST_CLAUSES
    return Query(shown, language, unique[:MOST_CLAUSES], tuple(phrases), is_cut)


def _loose(text: str, language: str) -> Iterator[Clause]:
    for in_run, group in groupby(_with_gaps(analyse(text, language)), key=lambda one: one[0]):
        tokens = [token for _, token in group]
        if in_run:
            yield _run(tokens, language)
        else:
            yield from (_word(token) for token in tokens)


def _with_gaps(tokens: Iterator[Token]) -> Iterator[tuple[int, Token]]:
    """Each token with the number of its run; 0 for words."""
    run, end = 0, -1
    for token in tokens:
        if token.in_run and token.start != end:
            run += 1
        end = token.end
        yield (run if token.in_run else 0), token


def _word(token: Token) -> Clause:
    exact, *looser = token.terms
    return Clause(((exact, 1.0), *((term, LOOSER) for term in looser)), 1, token.start, token.end)


def _run(tokens: list[Token], language: str) -> Clause:
    start, end = tokens[0].start, tokens[-1].end
    pairs = [token.terms[1] for token in tokens if len(token.terms) > 1][:MOST_PAIRS]
    if not pairs:
        return Clause(((tokens[0].terms[0], 1.0),), 1, start, end, in_run=True)
    telling = [pair for pair in pairs if not any(is_stop_word(one, language) for one in pair)] or pairs
    unique = dict.fromkeys(telling)
    return Clause(tuple((pair, 1.0) for pair in unique), _part(len(unique)), start, end, in_run=True)


def _part(pairs: int) -> int:
    return pairs if pairs < 3 else math.ceil(pairs * PART_OF_RUN)


def _exact(token: Token, offset: int) -> Clause:
    if token.in_run:
        return Clause(((token.terms[-1], 1.0),), 1, token.start + offset, token.end + offset, in_run=True)
    return Clause(_word(token).terms, 1, token.start + offset, token.end + offset)


def _at_position(tokens: list[Token], place: int) -> tuple[str, ...]:
    token = tokens[place]
    if not token.in_run:
        return token.terms
    return (token.terms[-1],)


def _says_nothing(text: str, clause: Clause, language: str) -> bool:
    return is_stop_word(normalised(text[clause.start : clause.end]), language)
