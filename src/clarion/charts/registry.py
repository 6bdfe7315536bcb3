"""The kinds of chart by name. A new kind is a module with one function and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .columns import columns
from .markup import Markup
from .model import Chart
from .ranked import ranked_bars
from .stacked import stacked_bar
from .world import world_map

KINDS: Mapping[str, Callable[[Chart], Markup]] = MappingProxyType(
    {
        "columns": columns,
        "ranked_bars": ranked_bars,
        "stacked_bar": stacked_bar,
        "world_map": world_map,
    }
)


def draw(kind: str, chart: Chart) -> Markup:
    """The chart as the named kind draws it. Raises LookupError for a name that is not in `KINDS`."""
    if kind not in KINDS:
        raise LookupError(f"There is no chart kind {kind!r}; there are {', '.join(KINDS)}.")
    return KINDS[kind](chart)
