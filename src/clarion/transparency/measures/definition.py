"""What a measure is: a named, documented question that tallies answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from clarion.register.vocabulary import Kind, Unit


class Counted(Enum):
    """Which outcomes a measure counts."""

    RECEIVED = "received"
    """All of them."""
    GRANTED = "granted"
    """Granted in part, in full, or without saying which."""


class Aggregation(Enum):
    """How the cells of several periods become one value."""

    SUM = "sum"
    DISTINCT_COUNTRIES = "distinct_countries"
    """How many known countries have at least one; the parts do not add up, since countries repeat."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One entry of the registry.

    `filters` always apply (the requester `government` stands for all its branches). The words, in each language,
    are in `texts/`, under the same key.
    """

    key: str
    kinds: tuple[Kind, ...]
    counted: Counted = Counted.RECEIVED
    unit: Unit = Unit.REQUEST
    aggregation: Aggregation = Aggregation.SUM
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.aggregation is Aggregation.DISTINCT_COUNTRIES and self.counted is not Counted.RECEIVED:
            raise ValueError(
                f"The measure {self.key!r} counts countries, and so all outcomes: Counted.RECEIVED."
            )

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions its cells are broken down by before any filter."""
        counted_over = {"country"} if self.aggregation is Aggregation.DISTINCT_COUNTRIES else set()
        return frozenset({*self.filters, *counted_over})

    @property
    def is_additive(self) -> bool:
        return self.aggregation is Aggregation.SUM
