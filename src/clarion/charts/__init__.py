"""Server-side charts as inline SVG, each with a table twin. Knows nothing of the register."""

from .columns import columns
from .model import UNKNOWN_KEY, Chart, Point
from .ranked import ranked_bars
from .registry import KINDS, draw
from .stacked import stacked_bar
from .twin import figure, table
from .world import world_map

__all__ = [
    "KINDS",
    "UNKNOWN_KEY",
    "Chart",
    "Point",
    "columns",
    "draw",
    "figure",
    "ranked_bars",
    "stacked_bar",
    "table",
    "world_map",
]
