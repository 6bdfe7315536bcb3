"""What is told of the register before an edition is published: totals of a kind, and those only from some requests on.

Whoever asks again after every request sees each number rise by one. Were they told by country, project and process, the
steps would give away each request whole, however large the numbers are. So no threshold makes them safe: they are told
by editions, which withhold on the rows of a period that is over. Follows from the rules, and has none of its own.
"""

from __future__ import annotations

from functools import cache

from clarion.transparency.editions.disclosure.ruleset import rules


@cache
def fewest(kind: str) -> int:
    """How many requests of a kind a half-year has to have for its total to be told: what the strictest rule asks."""
    return max((one.threshold for one in rules().rules if kind in one.kinds), default=0)


@cache
def banded() -> tuple[tuple[str, str], ...]:
    """The kinds and processes that stand in no total, since only a band of their number is told."""
    return tuple((one.kind, one.process) for one in rules().bands)
