"""Figures: measures of a period, read from tallies when they are shown, never kept."""

from __future__ import annotations

from clarion.transparency.figures.cells import Origin
from clarion.transparency.figures.figure import Figure, FigureError
from clarion.transparency.figures.reading import Missing, Reading, read, read_one
from clarion.transparency.figures.series import OUTCOME, Breakdown, Row, breakdown, breakdowns, series

__all__ = [
    "OUTCOME",
    "Breakdown",
    "Figure",
    "FigureError",
    "Missing",
    "Origin",
    "Reading",
    "Row",
    "breakdown",
    "breakdowns",
    "read",
    "read_one",
    "series",
]
