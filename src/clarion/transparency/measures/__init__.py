"""The registry of measures.

`register` adds one, so that a file of an installed application can bring its own measure with its own words.
"""

from __future__ import annotations

from clarion.transparency.measures.catalogue import MEASURES
from clarion.transparency.measures.definition import Aggregation, Counted, Measure

__all__ = ["Aggregation", "Counted", "Measure", "MeasureError", "every", "get", "register"]

_registry: dict[str, Measure] = {}


class MeasureError(LookupError):
    """There is no such measure. The message is one line that names those there are."""

    def __str__(self) -> str:
        return str(self.args[0])


def register(measure: Measure) -> Measure:
    """Add `measure` to the registry.

    Raises:
        ValueError: another measure has its key.
    """
    if measure.key in _registry:
        raise ValueError(f"There are two measures {measure.key!r}.")
    _registry[measure.key] = measure
    return measure


def get(key: str) -> Measure:
    """The measure named `key`.

    Raises:
        MeasureError: there is none.
    """
    if key not in _registry:
        raise MeasureError(f"There is no measure {key!r}. The measures are: {', '.join(_registry)}.")
    return _registry[key]


def every() -> tuple[Measure, ...]:
    """All measures, in the order of their registration."""
    return tuple(_registry.values())


for _measure in MEASURES:
    register(_measure)
