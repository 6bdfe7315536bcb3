"""Pictures of writing: the page, the struck-out page, the sieve, the pens, the tally, the lens."""

from __future__ import annotations

import math
import random

from .canvas import Drawing, chance, within


def _words(
    dice: random.Random,
    start: float,
    end: float,
    shortest: float = 26,
    longest: float = 120,
    space: float = 16,
) -> list[tuple[float, float]]:
    """Lengths of a written line between ``start`` and ``end``, as (from, to) pairs."""
    words, x = [], start
    while x < end - shortest:
        length = round(min(dice.uniform(shortest, longest), end - x))
        words.append((x, x + length))
        x += length + space
    return words


def copyright_page() -> Drawing:
    """Lines of text across the whole sheet in which a great © stands out by weight alone."""
    sheet = Drawing("Set in type")
    dice = chance(4)
    cx, cy = 800.0, 450.0

    def in_sign(x: float, y: float) -> bool:
        r = math.hypot(x - cx, y - cy)
        opening = 104 if abs(y - cy) > 100 else 40
        return 304 < r < 372 or (116 < r < 196 and x < cx + opening)

    for row in range(37):
        y = 27 + row * 23.5
        for a, b in _words(dice, 40, 1560, 40, 150):
            sheet.line_where(lambda x, y: not in_sign(x, y), a, y, b, y, "ink", 2.4, 0.62)
        sheet.line_where(in_sign, 40, y, 1560, y, "accent", 14.5)
    return sheet


def struck_out() -> Drawing:
    """A page with its words covered by bars, and one line that runs on beneath them."""
    sheet = Drawing("Struck out")
    dice = chance(12)
    for row in range(13):
        y = 98 + row * 58
        kept = row == 7
        last = 1440 if row % 5 != 4 else 900
        for a, b in _words(dice, 160, last, 50, 210, 24):
            if kept:
                continue
            if dice.random() < 0.42:
                sheet.area([(a, y - 17), (b, y - 17), (b, y + 17), (a, y + 17)])
            else:
                for offset in (-8, 0, 8):
                    sheet.line(a, y + offset, b, y + offset, "ink", 2.2, 0.6)
        if kept:
            points = [
                (x, y + 13 * math.sin(x / 34) * math.exp(-(((x - 800) / 520) ** 4)))
                for x in range(0, 1601, 12)
            ]
            sheet.polyline(points, "accent", 8)
    return sheet


def sieve() -> Drawing:
    """Lines of writing run into a comb; what it cannot measure it stops."""
    sheet = Drawing("The sieve")
    dice = chance(21)
    for row in range(35):
        y = 42 + row * 24
        passes = dice.random() < 0.36
        for a, b in _words(dice, 0, 800, 24, 130, 18):
            sheet.line(a, y, b, y, "accent", 4.5 if passes else 2.6, 1 if passes else 0.85)
        if passes:
            for a, b in _words(dice, 960, 1600, 24, 130, 18):
                sheet.line(a, y, b, y, "accent", 4.5)
            sheet.line(800, y, 960, y, "accent", 1.6)
    for tooth in range(9):
        x = 816 + tooth * 16
        sheet.line(x, 0, x, 900, "ink", 5.5 if tooth in (0, 8) else 3)
    return sheet


def _pen(sheet: Drawing, tip: tuple[float, float], angle: float, size: float, ink: str) -> None:
    """A fountain-pen nib and its barrel, the tip at ``tip``, leaning by ``angle``."""

    def place(x: float, y: float) -> tuple[float, float]:
        x, y = x * size, y * size
        return (
            tip[0] + x * math.cos(angle) - y * math.sin(angle),
            tip[1] + x * math.sin(angle) + y * math.cos(angle),
        )

    nib = [(0, 0), (26, -12), (62, -24), (96, -22), (96, 22), (62, 24), (26, 12)]
    sheet.area([place(*p) for p in nib], "wash")
    sheet.polyline([place(*p) for p in nib], ink, 4.5, close=True)
    sheet.polyline([place(2, 0), place(58, 0)], ink, 3)
    sheet.area(
        [place(58 + 7 * math.cos(a), 7 * math.sin(a)) for a in (k * math.pi / 6 for k in range(12))], ink
    )
    barrel = [(96, -28), (128, -28), (128, -31), (900, -31), (900, 31), (128, 31), (128, 28), (96, 28)]
    sheet.area([place(*p) for p in barrel], "wash")
    for offset in (-31, -20, -10, 0, 10, 20, 31):
        sheet.polyline([place(132, offset), place(900, offset)], ink, 4.5 if abs(offset) == 31 else 2.2)
    for x in (100, 110, 120):
        sheet.polyline([place(x, -28), place(x, 28)], ink, 3.4)


def pens() -> Drawing:
    """Five pens, each drawing its own line, and the lines become one braid."""
    sheet = Drawing("Many hands")
    tips = [(1010, 190), (1085, 320), (1130, 455), (1085, 590), (1010, 720)]
    for strand, (tx, ty) in enumerate(tips):
        for thread in range(3):
            points = []
            for x in range(0, int(tx) + 1, 22):
                t = x / tx
                spread = (ty - 450) * max(0.0, (t - 0.42) / 0.58) ** 1.7
                twist = (1 - t * t) * 78 * math.sin(x / 88 + strand * 2 * math.pi / 5)
                points.append((x, 450 + spread + twist + (thread - 1) * 9 * (1 - t)))
            points.append((tx, ty))
            sheet.polyline(points, "accent" if strand == 2 else "ink", 3.2, 1 if thread == 1 else 0.7)
    for (tx, ty), angle in zip(tips, (-0.5, -0.25, 0, 0.25, 0.5), strict=True):
        _pen(sheet, (tx, ty), angle, 1.25, "accent" if angle == 0 else "ink")
    return sheet


def tally() -> Drawing:
    """A wall of tally strokes, by hand and by fives, with one bundle just closed."""
    sheet = Drawing("Counted")
    dice = chance(3)
    for row in range(7):
        for column in range(13):
            x, y = 96 + column * 111, 92 + row * 108
            fresh = (row, column) == (4, 8)
            if (row, column) > (6, 9):
                continue
            ink, weight = ("accent", 7.0) if fresh else ("ink", 3.4)
            for stroke in range(4):
                lean, drop = dice.uniform(-4, 4), dice.uniform(-5, 5)
                sheet.line(
                    x + stroke * 19 + lean,
                    y + drop,
                    x + stroke * 19 - lean,
                    y + 74 + drop,
                    ink,
                    weight,
                    cap="round",
                )
            if (row, column) < (6, 9):
                sheet.line(
                    x - 15,
                    y + 62 + dice.uniform(-5, 5),
                    x + 72,
                    y + 12 + dice.uniform(-5, 5),
                    ink,
                    weight,
                    cap="round",
                )
    return sheet


def lens() -> Drawing:
    """Close lines of writing, and a lens under which they can be read."""
    sheet = Drawing("Looking closely")
    dice = chance(8)
    cx, cy, radius, power = 730.0, 415.0, 285.0, 2.6
    outside = lambda x, y: math.hypot(x - cx, y - cy) > radius + 24  # noqa: E731
    inside = lambda x, y: math.hypot(x - cx, y - cy) < radius  # noqa: E731
    grip = within([(905, 640), (955, 590), (1290, 925), (1240, 975)])
    for row in range(41):
        y = 19 + row * 21.5
        words = _words(dice, 60 if row % 7 else 160, 1540 if row % 7 != 6 else 1000, 24, 100, 14)
        for a, b in words:
            sheet.line_where(lambda x, y: outside(x, y) and not grip(x, y), a, y, b, y, "ink", 3, 0.6)
        near = cy + (y - cy) * power
        if abs(near - cy) < radius:
            for a, b in words:
                sheet.line_where(
                    inside, cx + (a - cx) * power, near, cx + (b - cx) * power, near, "accent", 13
                )
    for reach, weight in ((radius + 4, 4.0), (radius + 16, 9.0)):
        sheet.circle(cx, cy, reach, "ink", weight)
    for offset in (-22, -11, 0, 11, 22):
        sheet.line(944 + offset * 0.7, 629 - offset * 0.7, 1215 + offset * 0.7, 900 - offset * 0.7, "ink", 5)
    return sheet
