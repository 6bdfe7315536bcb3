"""Pictures of speaking and being heard: the call, the mast, the mark."""

from __future__ import annotations

import math
from itertools import pairwise

from .canvas import Drawing, within


def _call(
    sheet: Drawing, cx: float, cy: float, rings: int, gap: float, wall: list[tuple[float, float]], slats: int
) -> None:
    """Rings leave a point, meet a shutter, and take up again behind it, growing surer as they go."""
    hidden = within(wall)
    (top_left, top_right, bottom_right, bottom_left) = wall
    for ring in range(rings):
        radius = gap * 1.9 + ring * gap
        bold = ring % 4 == 0
        strength = max(0.3, 0.95 - ring * 0.62 / rings)
        sheet.arc_where(
            lambda x, y: not hidden(x, y),
            cx,
            cy,
            radius,
            -0.05,
            math.pi / 2 + 0.05,
            "accent",
            6.5 if bold else 2.6,
            strength,
        )
    for slat in range(slats):
        t = (slat + 0.5) / slats
        sheet.line(
            top_left[0] + (top_right[0] - top_left[0]) * t,
            top_left[1],
            bottom_left[0] + (bottom_right[0] - bottom_left[0]) * t,
            bottom_left[1],
            "ink",
            3,
        )
    sheet.disc(cx, cy, gap * 0.72)


def call() -> Drawing:
    """The call for narrow places: few rings, strong lines."""
    sheet = Drawing("The call", 1200, 900, None)
    _call(sheet, 110, 790, 21, 47, [(560, 120), (668, 120), (590, 700), (482, 700)], 7)
    return sheet


def call_wide() -> Drawing:
    """The call for the head of a page."""
    sheet = Drawing("The call, wide", 1600, 900, None)
    _call(sheet, 130, 800, 36, 40, [(800, 70), (940, 70), (820, 730), (680, 730)], 9)
    return sheet


def mast() -> Drawing:
    """A lattice mast on a horizon, sending in every direction over a ground of lines."""
    sheet = Drawing("The mast")
    cx, top, foot = 800.0, 250.0, 760.0
    half = lambda y: 8 + (y - top) / (foot - top) * 92  # noqa: E731
    wall = [(1216, 70), (1306, 70), (1146, 610), (1056, 610)]
    shut = within(wall)
    for ring in range(17):
        radius = 70 + ring * 44
        sheet.arc_where(
            lambda x, y: y < 742 and not shut(x, y),
            cx,
            top,
            radius,
            -1.2,
            math.pi + 1.2,
            "accent",
            5 if ring % 4 == 0 else 2.4,
            max(0.35, 1 - ring * 0.04),
        )
    for slat in range(6):
        t = (slat + 0.5) / 6
        sheet.line(1216 + 90 * t, 70, 1056 + 90 * t, 610, "ink", 3.4)
    levels = [top + (foot - top) * (1 - 0.78**k) / (1 - 0.78**9) for k in range(10)]
    levels = [foot + top - y for y in reversed(levels)]
    for upper, lower in pairwise(levels):
        sheet.line(cx - half(upper), upper, cx + half(lower), lower, "ink", 4)
        sheet.line(cx + half(upper), upper, cx - half(lower), lower, "ink", 4)
        sheet.line(cx - half(lower), lower, cx + half(lower), lower, "ink", 4)
    for side in (-1, 1):
        sheet.line(cx + side * 8, top, cx + side * 100, foot, "ink", 7)
    sheet.line(cx, top - 70, cx, top + 20, "ink", 7)
    for row in range(8):
        y = foot + 2 + row * (9 + row * 1.9)
        sheet.line(0, y, 1600, y, "ink", 3, 1 - row * 0.09)
    sheet.disc(cx, top - 78, 16)
    return sheet


def mark() -> Drawing:
    """The organisation's mark: a voice, three rings, and the cut they cross."""
    sheet = Drawing("Open Knowledge Commons", 40, 40, None)
    for radius in (12.4, 21.4, 30.4):
        cut = 0.86
        half = 1.7 / radius
        sheet.arc(7, 33, radius, 0, cut - half, "accent", 4.2)
        sheet.arc(7, 33, radius, cut + half, math.pi / 2, "accent", 4.2)
    sheet.disc(7, 33, 5)
    return sheet
