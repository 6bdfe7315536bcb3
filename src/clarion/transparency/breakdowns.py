"""Breakdowns: by which dimensions a tally is counted, and how their values relate.

A breakdown is named by its dimensions in a fixed order, joined by `+`; with none it is `total`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from clarion.register.vocabulary import Requester

DIMENSIONS = ("country", "project", "requester", "process")
"""The dimensions a tally can be broken down by, in the order in which a breakdown names them."""

TOTAL = "total"

MAINTAINED = (
    TOTAL,
    "country",
    "project",
    "requester",
    "process",
    "country+requester",
    "country+process",
    "project+process",
)
"""The breakdowns kept up to date for the demands of the register.

Each is bounded by the size of its vocabularies, and small. Country by project is not among them: it would hold
nearly a cell for each demand, and small cells give people away.
"""

GOVERNMENT = str(Requester.GOVERNMENT)
BRANCHES = tuple(value for value in Requester.values if value.startswith(GOVERNMENT))
"""All requesters that are governments, the one without a branch first."""

Values = tuple[str, str, str, str]
"""One value for each of `DIMENSIONS`; blank where the dimension is summed over."""


def name(dimensions: Iterable[str]) -> str:
    """The name of the breakdown by these dimensions, such as `country+process`, or `total` for none.

    Raises:
        ValueError: naming a dimension that does not exist.
    """
    wanted = set(dimensions)
    if unknown := wanted - set(DIMENSIONS):
        raise ValueError(
            f"{sorted(unknown)[0]!r} is no dimension. The dimensions are {', '.join(DIMENSIONS)}."
        )
    return "+".join(one for one in DIMENSIONS if one in wanted) or TOTAL


def dimensions_of(breakdown: str) -> tuple[str, ...]:
    """The dimensions of a breakdown, in order; none for `total`."""
    return () if breakdown == TOTAL else tuple(breakdown.split("+"))


def values(filters: Mapping[str, str]) -> Values:
    """The values of the dimensions of a cell, blank where `filters` says nothing."""
    country, project, requester, process = (filters.get(one, "") for one in DIMENSIONS)
    return country, project, requester, process


def members(filters: Mapping[str, str]) -> list[Values]:
    """The cells whose sum answers `filters`: one, or for the requester `government` one for each branch."""
    return list(_members_of(tuple(filters.items())))


def rests(filters: Mapping[str, str]) -> list[Values]:
    """The cells that, by being zero, say that a value without a row of its own had none."""
    return list(_rests_of(tuple(filters.items())))


@lru_cache(maxsize=8192)
def _members_of(filters: tuple[tuple[str, str], ...]) -> tuple[Values, ...]:
    return tuple(_every(filters, _members))


@lru_cache(maxsize=8192)
def _rests_of(filters: tuple[tuple[str, str], ...]) -> tuple[Values, ...]:
    answers = set(_members_of(filters))
    return tuple(one for one in _every(filters, _wider) if one not in answers)


def _every(filters: tuple[tuple[str, str], ...], widen: Callable[[str], tuple[str, ...]]) -> Iterator[Values]:
    """Each combination of what the values of `filters` take in."""
    names = [name for name, _ in filters]
    for one in product(*(widen(value) for _, value in filters)):
        yield values(dict(zip(names, one, strict=True)))


def _members(value: str) -> tuple[str, ...]:
    return BRANCHES if value == GOVERNMENT else (value,)


def _wider(value: str) -> tuple[str, ...]:
    umbrella = (GOVERNMENT,) if value in BRANCHES and value != GOVERNMENT else ()
    return (*_members(value), *umbrella, "")
