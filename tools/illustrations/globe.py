"""The globe: meridians and parallels in orthographic projection, with ways round a dark quarter."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .canvas import Drawing, Point

CENTRE = (800.0, 450.0)
RADIUS = 390.0
TILT, TURN = math.radians(24), math.radians(-20)
QUARTER = (10, 40, 12, 36)
ROUTES = (((-8, -38), (16, 84), 42), ((-14, -14), (34, 72), -24), ((48, -36), (-26, 62), -34))


def _seen(lat: float, lon: float) -> tuple[float, float, float]:
    """Where a place (in degrees) is on the sheet, and how far it faces the reader (below zero: it does not)."""
    phi, lam = math.radians(lat), math.radians(lon) + TURN
    x, y, z = math.cos(phi) * math.sin(lam), math.sin(phi), math.cos(phi) * math.cos(lam)
    up = y * math.cos(TILT) - z * math.sin(TILT)
    return CENTRE[0] + RADIUS * x, CENTRE[1] - RADIUS * up, y * math.sin(TILT) + z * math.cos(TILT)


def _trace(sheet: Drawing, places: Iterable[tuple[float, float]], ink: str, weight: float) -> None:
    """Draw the stretches of a line of places that face the reader."""
    run: list[Point] = []
    for x, y, depth in [*(_seen(*place) for place in places), (0.0, 0.0, -1.0)]:
        if depth > 0:
            run.append((x, y))
            continue
        if len(run) > 1:
            sheet.polyline(run, ink, weight)
        run = []


def _net(sheet: Drawing) -> None:
    for lon in range(-180, 180, 12):
        _trace(sheet, [(lat, lon) for lat in range(-80, 81, 8)], "ink", 2.6)
    for lat in range(-80, 81, 10):
        _trace(sheet, [(lat, lon) for lon in range(-180, 181, 6)], "ink", 5 if lat == 0 else 2.6)
    sheet.circle(*CENTRE, RADIUS, "ink", 6)


def _dark_quarter(sheet: Drawing) -> None:
    south, north, west, east = QUARTER
    rim = [(south, lon) for lon in range(west, east + 1, 3)]
    rim += [(north, lon) for lon in range(east, west - 1, -3)]
    sheet.area([_seen(*place)[:2] for place in rim])


def globe() -> Drawing:
    """A globe, tilted, with one quarter struck out and the routes that go round it."""
    sheet = Drawing("Meridians")
    _net(sheet)
    _dark_quarter(sheet)
    for (lat1, lon1), (lat2, lon2), bow in ROUTES:
        steps = [k / 28 for k in range(29)]
        way = [
            (lat1 + (lat2 - lat1) * t + bow * math.sin(t * math.pi), lon1 + (lon2 - lon1) * t) for t in steps
        ]
        _trace(sheet, way, "accent", 8)
        for place in ((lat1, lon1), (lat2, lon2)):
            sheet.disc(*_seen(*place)[:2], 15, "accent")
    return sheet
