"""The reel of film and the strip that leaves it."""

from __future__ import annotations

import math

from .canvas import Drawing, Point

CENTRE = (430.0, 450.0)


def _middle(x: float) -> float:
    t = (x - CENTRE[0]) / 1170
    return 705 - 250 * t + 92 * math.sin(t * 5.4)


def _edge(x: float, off: float) -> Point:
    """The point ``off`` units across the strip from its middle at ``x``."""
    slope = (_middle(x + 1) - _middle(x - 1)) / 2
    length = math.hypot(1, slope)
    return x - off * slope / length, _middle(x) + off / length


def _strip(sheet: Drawing) -> None:
    xs = [CENTRE[0] + k * 30 for k in range(40)]
    sheet.area([_edge(x, -92) for x in xs] + [_edge(x, 92) for x in reversed(xs)], "wash")
    for off, weight in ((-92, 5.5), (92, 5.5), (-58, 3.0), (58, 3.0)):
        sheet.polyline([_edge(x, off) for x in xs], "accent", weight)
    for k in range(29):
        x = 452 + k * 40
        for off in (-75, 75):
            hole = ((x, off - 8), (x + 17, off - 8), (x + 17, off + 8), (x, off + 8))
            sheet.area([_edge(*corner) for corner in hole], "accent")


def _frames(sheet: Drawing) -> None:
    """Frames in which something rises a little further each time."""
    for frame in range(8):
        x = 500 + frame * 155
        sheet.polyline([_edge(x, -58), _edge(x, 58)], "accent", 4)
        for ray in range(5 if frame == 7 else 11):
            at = x + 14 + ray * 12.6
            rise = 46 * math.sin((frame + 1) / 8 * math.pi * ray / 10)
            sheet.polyline([_edge(at, 50), _edge(at, 44 - rise - ray * 2)], "accent", 2.6)


def _reel(sheet: Drawing) -> None:
    sheet.disc(*CENTRE, 345, "wash")
    for turn in range(17):
        sheet.circle(*CENTRE, 116 + turn * 13, "ink", 2.8)
    sheet.circle(*CENTRE, 98, "ink", 5)
    sheet.circle(*CENTRE, 345, "ink", 9)
    for hole in range(3):
        angle = math.pi / 2 + hole * 2 * math.pi / 3
        sheet.disc(CENTRE[0] + 54 * math.cos(angle), CENTRE[1] - 54 * math.sin(angle), 22)
    sheet.disc(*CENTRE, 11)


def film() -> Drawing:
    """A strip of film uncoiling from behind its reel across the sheet."""
    sheet = Drawing("Everyone's reel")
    _strip(sheet)
    _frames(sheet)
    _reel(sheet)
    return sheet
