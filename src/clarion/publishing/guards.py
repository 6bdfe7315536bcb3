"""Which changes of rows can change what a query finds.

A query is guarded, for each table it reads, by the values that a row must have to matter: `id = 5`, `url_path =
'/home-fr/news/'`. A change of a row that had no such value before, and has none after, leaves what the query finds as
it was. Whatever is not understood has no guard, and every change of the table counts: wrong guesses cost time, never
truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from clarion.publishing.watched import key_columns

_TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"(?P<quoted>[^"]+)"|(?P<param>%s)|(?P<word>[A-Za-z_][A-Za-z0-9_$]*)|[<>!]=|\S"""
)
_AFTER_FROM = {
    "where", "group", "order", "limit", "having", "window", "union", "intersect", "except", "offset", "fetch", "for",
    "on", "using", "inner", "left", "right", "full", "cross", "join", "natural", "lateral", "set", "as",
}  # fmt: skip
_COMPOUND = {"union", "intersect", "except"}
_ENDS_WHERE = {
    "group",
    "order",
    "limit",
    "having",
    "window",
    "offset",
    "fetch",
    "for",
    "union",
    "intersect",
    "except",
}
_ENDS_ON = _ENDS_WHERE | {"where", "inner", "left", "right", "full", "cross", "join", "natural"}
_MOST_VALUES = 500


class Guard(NamedTuple):
    """A table, and `column=value` of the rows that matter; blank: all of them."""

    table: str
    value: str


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: str
    """The word in small letters; blank for a quoted name, so that no name is taken for a keyword."""
    param: int | None


class _Column(NamedTuple):
    alias: str
    name: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table as a statement reads it: by a column whose values stand at these places of the parameters, or at all."""

    table: str
    column: str = ""
    places: tuple[int, ...] = ()


_Known = dict[_Column, tuple[int, ...]]
"""Columns, and at which places of the parameters the values stand that they have to have."""


def guards_of(sql: str, params: Sequence[Any] | None) -> set[Guard]:
    """The guards of a query."""
    found: set[Guard] = set()
    for one in _readings(sql):
        if one.column and params is not None:
            found.update(Guard(one.table, f"{one.column}={params[place]}") for place in one.places)
        else:
            found.add(Guard(one.table, ""))
    return found


def guard_values(row: dict[str, Any]) -> Iterator[str]:
    """What guards say of a row, for each of its key columns."""
    for column, value in row.items():
        yield f"{column}={value}"


@lru_cache(maxsize=20_000)
def _readings(sql: str) -> tuple[_Reading, ...]:
    tokens = list(_tokens(sql))
    tables = list(_tables(tokens))
    names = [table for table, _, _ in tables]
    known, either = (
        ({}, [])
        if _is_compound(tokens)
        else _known(tokens, {alias for _, alias, depth in tables if depth == 0})
    )
    readings = []
    for table, alias, depth in tables:
        if names.count(table) > 1 or depth:
            readings.append(_Reading(table))
            continue
        found = [_telling(table, alias, some) for some in ([known], *either)]
        readings += next(filter(None, found), [_Reading(table)])
    return tuple(dict.fromkeys(readings))


def _telling(table: str, alias: str, alternatives: list[_Known]) -> list[_Reading]:
    """By what the rows of a table are known in each of some alternatives; empty if in one of them by nothing."""
    readings = []
    for known in alternatives:
        columns = [one for one in key_columns(table) if _Column(alias, one) in known]
        if not columns:
            return []
        readings.append(_Reading(table, columns[0], known[_Column(alias, columns[0])]))
    return readings


def _tokens(sql: str) -> Iterator[_Token]:
    params = 0
    for found in _TOKEN.finditer(sql):
        if found["param"]:
            yield _Token("%s", "", params)
            params += 1
        elif found["quoted"]:
            yield _Token(found["quoted"], "", None)
        else:
            text = found[0]
            yield _Token(text, text.lower() if found["word"] else "", None)


def _is_name(token: _Token) -> bool:
    return token.param is None and (bool(token.word) or token.text.isidentifier() or " " in token.text)


def _tables(tokens: list[_Token]) -> Iterator[tuple[str, str, int]]:
    """Every table with its alias, and how deep in brackets it stands."""
    depth = 0
    for place, token in enumerate(tokens):
        if token.text in "()":
            depth += 1 if token.text == "(" else -1
        if token.word not in {"from", "join"} or place + 1 >= len(tokens):
            continue
        after = place + 1
        while True:
            name = tokens[after]
            if not _is_name(name) or name.word in _AFTER_FROM:
                break
            alias = name.text
            after += 1
            if after < len(tokens) and tokens[after].word == "as":
                after += 1
            if after < len(tokens) and _is_name(tokens[after]) and tokens[after].word not in _AFTER_FROM:
                alias = tokens[after].text
                after += 1
            yield name.text, alias, depth
            if not (after + 1 < len(tokens) and tokens[after].text == ","):
                break
            after += 1


def _is_compound(tokens: list[_Token]) -> bool:
    return any(token.word in _COMPOUND or token.word == "with" for token in tokens)


def _known(tokens: list[_Token], aliases: set[str]) -> tuple[_Known, list[list[_Known]]]:
    """The columns whose values the outermost WHERE demands, and those that joins make equal to them.

    With them, for each condition that is a choice (`a = 1 OR b = 2`), what each of its alternatives demands.
    """
    known: _Known = {}
    either: list[list[_Known]] = []
    equal: list[tuple[_Column, _Column]] = []
    only = next(iter(aliases)) if len(aliases) == 1 else ""
    for conjunct in _conjuncts(_span(tokens, "where", _ENDS_WHERE)):
        alternatives = _parted(conjunct, "or")
        if len(alternatives) == 1:
            _learn(conjunct, only, known, equal)
        else:
            either.append([_alone(one, only) for one in alternatives])
    rest = tokens
    while (on := _place_of(rest, "on")) is not None:
        rest = rest[on:]
        for conjunct in _conjuncts(_span(rest, "on", _ENDS_ON)):
            # A condition of an outer join does not narrow what is on its other side; that two columns are equal does
            # say which rows of the joined table matter.
            _learn(conjunct, "", {}, equal)
        rest = rest[1:]
    for _ in equal:
        for one, other in equal:
            if one in known and other not in known:
                known[other] = known[one]
            elif other in known and one not in known:
                known[one] = known[other]
    return known, either


def _alone(alternative: list[_Token], only: str) -> _Known:
    known: _Known = {}
    for conjunct in _conjuncts(alternative):
        _learn(conjunct, only, known, [])
    return known


def _span(tokens: list[_Token], begin: str, ends: set[str]) -> list[_Token]:
    start = _place_of(tokens, begin)
    if start is None:
        return []
    depth = 0
    for place in range(start + 1, len(tokens)):
        token = tokens[place]
        if token.text in "()":
            depth += 1 if token.text == "(" else -1
        if depth < 0 or (not depth and token.word in ends):
            return tokens[start + 1 : place]
    return tokens[start + 1 :]


def _place_of(tokens: list[_Token], word: str) -> int | None:
    depth = 0
    for place, token in enumerate(tokens):
        if token.text in "()":
            depth += 1 if token.text == "(" else -1
        if not depth and token.word == word:
            return place
    return None


def _conjuncts(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """The conditions that all have to hold. One that is a choice is given as a whole."""
    while tokens and tokens[0].text == "(" and _closing(tokens) == len(tokens) - 1:
        tokens = tokens[1:-1]
    if not tokens or _place_of(tokens, "between") is not None:
        return
    parts = [tokens] if _place_of(tokens, "or") is not None else _parted(tokens, "and")
    if len(parts) == 1:
        yield parts[0]
        return
    for part in parts:
        yield from _conjuncts(part)


def _parted(tokens: list[_Token], word: str) -> list[list[_Token]]:
    """Tokens between those that are this word, outside of brackets."""
    parts: list[list[_Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.text in "()":
            depth += 1 if token.text == "(" else -1
        if not depth and token.word == word:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _closing(tokens: list[_Token]) -> int:
    depth = 0
    for place, token in enumerate(tokens):
        if token.text in "()":
            depth += 1 if token.text == "(" else -1
            if not depth:
                return place
    return -1


def _learn(
    conjunct: list[_Token],
    only: str,
    known: _Known,
    equal: list[tuple[_Column, _Column]],
) -> None:
    column, rest = _column(conjunct, only)
    if column is None or not rest:
        return
    if rest[0].text == "=":
        value = rest[2:-1] if rest[1:2] and rest[1].text == "(" and rest[-1].text == ")" else rest[1:]
        if len(value) == 1 and value[0].param is not None:
            known.setdefault(column, (value[0].param,))
            return
        other, after = _column(rest[1:], "")
        if other is not None and not after:
            equal.append((column, other))
    elif rest[0].word == "in" and len(rest) > 2 and rest[1].text == "(" and rest[-1].text == ")":
        values = rest[2:-1]
        listed = values[::2]
        if (
            all(one.param is not None for one in listed)
            and all(one.text == "," for one in values[1::2])
            and len(listed) <= _MOST_VALUES
        ):
            known.setdefault(column, tuple(one.param for one in listed if one.param is not None))


def _column(tokens: list[_Token], only: str) -> tuple[_Column | None, list[_Token]]:
    if len(tokens) >= 3 and _is_name(tokens[0]) and tokens[1].text == "." and _is_name(tokens[2]):
        return _Column(tokens[0].text, tokens[2].text), tokens[3:]
    if only and tokens and _is_name(tokens[0]) and tokens[0].word != "not":
        return _Column(only, tokens[0].text), tokens[1:]
    return None, []
