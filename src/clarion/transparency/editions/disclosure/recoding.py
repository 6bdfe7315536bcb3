"""Withholding values of case rows, so that no table grouped from them tells of too few.

Tables are groupings of the published rows and of nothing else: whoever compares them learns what the rows say. Where a
value is withheld, which and how many values stand behind it is not told. What is withheld depends on counts alone and
never on names, ties going together, so that exchanging two withheld values would give the same publication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clarion.transparency.editions.content import WITHHELD
from clarion.transparency.editions.disclosure.ruleset import Rule


class Combination(NamedTuple):
    """The dimensions of a case row. Blank where nobody recorded one."""

    kind: str
    process: str
    requester: str
    country: str
    project: str


class Recoding(NamedTuple):
    """What becomes of each combination that loses a value, and how many rows lose which, by field and kind."""

    changed: dict[Combination, Combination]
    withheld: dict[str, dict[str, int]]


class _Part:
    """Rows that are equal in everything: how many, what they are, and what is told of them."""

    __slots__ = ("count", "origin", "told")

    def __init__(self, origin: Combination, count: int) -> None:
        self.origin, self.count, self.told = origin, count, list(origin)


def recode(counts: Mapping[Combination, int], rules: Sequence[Rule]) -> Recoding:
    """What is withheld of rows, given how many there are of each combination.

    After it, for every rule: a value that is told is shared by at least `threshold` rows, or recorded for none of them;
    and those that are withheld are together at least as many, of at least two values, unless no value is left to add.
    """
    parts = [_Part(one, count) for one, count in counts.items() if count]
    by_kind: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        by_kind[part.origin.kind].append(part)
    for kind, mine in by_kind.items():
        applying = [one for one in rules if kind in one.kinds]
        # One rule may take rows away from a value that another has let stand: until nothing moves.
        while sum(_apply(one, mine) for one in applying):
            pass
    return _told(parts)


def _apply(rule: Rule, parts: Iterable[_Part]) -> bool:
    """Withholds what the rule demands now; whether anything was."""
    place = Combination._fields.index(rule.dimension)
    within = [Combination._fields.index(one) for one in rule.within]
    groups: dict[tuple[str, ...], list[_Part]] = defaultdict(list)
    for part in parts:
        groups[tuple(part.told[one] for one in within)].append(part)
    return sum(_withhold(rule.threshold, place, group) for group in groups.values()) > 0


def _withhold(threshold: int, place: int, group: list[_Part]) -> bool:
    shown: dict[str, int] = defaultdict(int)
    hidden_rows, hidden_values = 0, set()
    for part in group:
        value = part.told[place]
        if value == WITHHELD:
            hidden_rows += part.count
            hidden_values.add(part.origin[place])
        elif value:
            shown[value] += part.count
    chosen = {value for value, count in shown.items() if count < threshold}
    if not chosen and not hidden_values:
        return False
    hidden_rows += sum(shown[value] for value in chosen)
    hidden_values |= chosen
    while (hidden_rows < threshold or len(hidden_values) < 2) and len(chosen) < len(shown):
        smallest = min(count for value, count in shown.items() if value not in chosen)
        more = {value for value, count in shown.items() if count == smallest and value not in chosen}
        chosen |= more
        hidden_values |= more
        hidden_rows += smallest * len(more)
    for part in group:
        if part.told[place] in chosen:
            part.told[place] = WITHHELD
    return bool(chosen)


def _told(parts: Iterable[_Part]) -> Recoding:
    changed: dict[Combination, Combination] = {}
    withheld: dict[str, dict[str, int]] = {}
    for part in parts:
        told = Combination(*part.told)
        if told == part.origin:
            continue
        changed[part.origin] = told
        for name, value in zip(Combination._fields, told, strict=True):
            if value == WITHHELD:
                kinds = withheld.setdefault(name, {})
                kinds[told.kind] = kinds.get(told.kind, 0) + part.count
    return Recoding(changed, withheld)
