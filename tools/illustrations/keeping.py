"""Pictures of keeping and of law: shelves, book, court, scales, arch, keyhole, doorway, shelter, loom."""

from __future__ import annotations

import math

from .canvas import Drawing, chance, within


def shelves() -> Drawing:
    """Archive shelves: spines as lines, some gone, one leaning, a few lit."""
    sheet = Drawing("The shelves")
    dice = chance(17)
    for shelf in range(4):
        base = 228 + shelf * 208
        sheet.line(0, base + 5, 1600, base + 5, "ink", 8)
        x = 36.0
        while x < 1556:
            width = dice.choice([15, 20, 26, 34, 44])
            height = dice.uniform(112, 172)
            if dice.random() < 0.055:
                x += dice.uniform(36, 96)
                continue
            lit = dice.random() < 0.075
            lean = 0.0
            if dice.random() < 0.05:
                lean = 34.0
            ink, weight = ("accent", 4.5) if lit else ("ink", 2.6)
            stripes = max(2, round(width / (6.5 if lit else 8.5)))
            for stripe in range(stripes):
                sx = x + width * stripe / (stripes - 1)
                sheet.line(sx + lean, base - height, sx, base, ink, weight)
            sheet.line(x + lean, base - height, x + width + lean, base - height, ink, weight)
            x += width + 9 + lean
    return sheet


def open_book() -> Drawing:
    """A book opening so far that its leaves become a wind, and a strip of film runs out of it."""
    sheet = Drawing("Opened")
    spine = (800.0, 760.0)
    leaves = 22
    for leaf in range(leaves):
        t = leaf / (leaves - 1)
        for side in (-1, 1):
            angle = math.radians(6 + 80 * t)
            length = 690 - 90 * t
            ex, ey = spine[0] + side * length * math.cos(angle), spine[1] - length * math.sin(angle) * 0.98
            bow = 150 - 120 * t
            first = (spine[0] + side * 60 * math.cos(angle), spine[1] - bow - 120 * t)
            second = (spine[0] + side * length * 0.55 * math.cos(angle * 0.9), ey - bow * 0.75)
            lit = side == 1 and leaf in (9, 10, 11, 12, 13)
            sheet.curve(spine, first, second, (ex, ey), "accent" if lit else "ink", 5 if lit else 2.6)
    for layer in range(6):
        y = spine[1] + 6 + layer * 11
        for side in (-1, 1):
            sheet.curve(
                spine if layer == 0 else (spine[0], y),
                (spine[0] + side * 120, y - 66),
                (spine[0] + side * 420, y - 60),
                (spine[0] + side * (690 + layer * 3), y - 54),
                "ink",
                3,
            )
    return sheet


def court() -> Drawing:
    """A courthouse drawn by its flutes, courses and steps; one column in colour."""
    sheet = Drawing("The columns")
    for column in range(6):
        cx, half = 350 + column * 180, 52
        lit = column == 4
        for flute in range(13):
            x = cx - half * math.cos(math.pi * flute / 12)
            sheet.line(x, 368, x, 712, "accent" if lit else "ink", 4.4 if lit else 2.8)
        for y, reach in ((350, 66), (360, 60), (720, 60), (730, 66)):
            sheet.line(cx - reach, y, cx + reach, y, "accent" if lit else "ink", 5)
    for course in range(5):
        sheet.line(250, 338 - course * 12, 1350, 338 - course * 12, "ink", 5 if course in (0, 4) else 2.4)
    for nest in range(9):
        inset = nest * 15
        y = 276 - inset * 0.33
        x = 232 + inset * 3.1
        peak = 84 + inset * 0.72
        if peak < y - 8:
            sheet.polyline([(x, y), (800, peak), (1600 - x, y)], "ink", 7 if nest == 0 else 2.4, close=True)
    for step in range(6):
        reach = 570 + step * 46
        sheet.line(800 - reach, 752 + step * 22, 800 + reach, 752 + step * 22, "ink", 6 if step == 0 else 3.4)
    return sheet


def scales() -> Drawing:
    """A balance: a stack of letters in one pan, a single voice in the other, and the voice weighs more."""
    sheet = Drawing("The weight of one")
    pivot, tilt, reach = (800.0, 190.0), math.radians(7), 470.0
    for offset in (-9, 0, 9):
        sheet.line(800 + offset, 190, 800 + offset, 770, "ink", 3.4)
    for k in range(6):
        sheet.line(800 - 60 - k * 26, 776 + k * 15, 800 + 60 + k * 26, 776 + k * 15, "ink", 4)
    ends = [(pivot[0] + s * reach * math.cos(tilt), pivot[1] + s * reach * math.sin(tilt)) for s in (-1, 1)]
    for offset in (-7, 0, 7):
        sheet.line(ends[0][0], ends[0][1] + offset, ends[1][0], ends[1][1] + offset, "ink", 3.4)
    for side, (ex, ey) in enumerate(ends):
        pan_y, half = ey + 330, 190
        ink = "accent" if side else "ink"
        for k in range(-4, 5):
            sheet.line(ex, ey, ex + half * k / 4, pan_y, ink, 2.2, 0.75)
        for k in range(7):
            w = half * math.sqrt(max(0.0, 1 - (k / 7) ** 2))
            sheet.line(ex - w, pan_y + k * 9, ex + w, pan_y + k * 9, ink, 5 if k == 0 else 2.8)
    dice = chance(5)
    lx, ly = ends[0]
    for sheet_no in range(19):
        y = ly + 322 - sheet_no * 8.4
        shift, w = dice.uniform(-10, 10), 104
        sheet.line(lx - w + shift, y, lx + w + shift, y, "ink", 5.2)
    rx, ry = ends[1]
    sheet.disc(rx, ry + 330 - 30, 28, "accent")
    for ring in range(3):
        sheet.arc(rx, ry + 300, 56 + ring * 24, 0.5, math.pi - 0.5, "accent", 3.6)
    sheet.disc(*pivot, 22)
    return sheet


def arch() -> Drawing:
    """An arch of stones held by a keystone in colour."""
    sheet = Drawing("The keystone")
    cx, cy, inner, outer, stones = 800.0, 640.0, 250.0, 520.0, 11
    for stone in range(stones):
        a = math.pi * stone / stones + 0.016
        b = math.pi * (stone + 1) / stones - 0.016
        key = stone == stones // 2
        reach = outer + 54 if key else outer
        for k in range(13):
            radius = inner + (reach - inner) * k / 12
            sheet.arc(
                cx,
                cy,
                radius,
                a,
                b,
                "accent" if key else "ink",
                (5.4 if key else 3.8) if k in (0, 12) else (4.4 if key else 2.2),
            )
        for angle in (a, b):
            sheet.line(
                cx + inner * math.cos(angle),
                cy - inner * math.sin(angle),
                cx + reach * math.cos(angle),
                cy - reach * math.sin(angle),
                "accent" if key else "ink",
                3.8,
            )
    for side in (-1, 1):
        for course in range(5):
            y = cy + 12 + course * 50
            for k in range(6):
                sheet.line(
                    cx + side * inner,
                    y + k * 8.4,
                    cx + side * outer,
                    y + k * 8.4,
                    "ink",
                    3.8 if k in (0, 5) else 2.2,
                )
    for k in range(9):
        for side in (-1, 1):
            y = 640 + k * 26
            sheet.line(cx + side * (outer + 22), y, cx + side * 800, y, "rule", 3)
    return sheet


def keyhole() -> Drawing:
    """A field of upright lines with a keyhole in it: what is inside stays inside."""
    sheet = Drawing("The keyhole", ground="deep")
    cx, cy, head = 800.0, 340.0, 180.0
    stem = within([(cx - 74, cy + 90), (cx + 74, cy + 90), (cx + 144, 808), (cx - 144, 808)])
    hole = lambda x, y: math.hypot(x - cx, y - cy) < head + 8 or stem(x, y)  # noqa: E731
    for k in range(78):
        x = 30.5 + k * 20
        sheet.line_where(lambda x, y: not hole(x, y), x, 0, x, 900, "chalk", 3, 0.6)
    for k in range(7):
        inset = k * 22
        radius, foot, neck = head - inset, 800 - inset, max(4.0, 68 - inset * 0.45)
        turn = math.acos(neck / radius)
        sheet.arc(cx, cy, radius, -turn, math.pi + turn, "ember", 7 if k == 0 else 3)
        shoulder = cy + radius * math.sin(turn)
        wide = neck + max(4.0, (foot - shoulder) * 0.21 - inset * 0.2)
        sheet.polyline(
            [(cx - neck, shoulder), (cx - wide, foot), (cx + wide, foot), (cx + neck, shoulder)],
            "ember",
            7 if k == 0 else 3,
        )
    return sheet


def doorway() -> Drawing:
    """A door ajar in a wall of lines, and the light it lets out."""
    sheet = Drawing("Ajar")
    floor = 700.0
    door = within([(690, 140), (910, 140), (910, floor), (690, floor)])
    for k in range(80):
        x = 10 + k * 20
        sheet.line_where(lambda x, y: not door(x, y), x, 0, x, floor, "ink", 3, 0.8)
    sheet.line(0, floor, 690, floor, "ink", 6)
    sheet.line(910, floor, 1600, floor, "ink", 6)
    leaf = [(910, 140), (1030, 84), (1030, 772), (910, floor)]
    sheet.area(leaf, "wash")
    for k in range(7):
        t = k / 6
        sheet.line(
            910 + 120 * t, 140 - 56 * t, 910 + 120 * t, floor + 72 * t, "ink", 6 if k in (0, 6) else 2.6
        )
    sheet.line(910, 140, 1030, 84, "ink", 6)
    sheet.line(910, floor, 1030, 772, "ink", 6)
    sheet.polyline([(690, floor), (690, 140), (910, 140)], "ink", 6)
    for k in range(15):
        x = 700 + k * 14
        sheet.line(x, 150, x, floor, "accent", 4)
        sheet.line(x, floor, 800 + (x - 800) * 4.6 - 160, 900, "accent", 4)
    sheet.disc(1008, 446, 10)
    return sheet


def shelter() -> Drawing:
    """Slanting rain, and a roof held over somebody who writes."""
    sheet = Drawing("Under cover")
    cx, cy, radius = 830.0, 560.0, 330.0
    slope = 0.32
    for k in range(-12, 56):
        x0 = k * 30.0
        offset = (k * 67) % 180

        def dry(x: float, y: float) -> bool:
            along = y - cy
            if along > 0:
                return abs(x + along * slope * -1 - cx) < radius
            return math.hypot(x - cx, y - cy) < radius + 12

        x_end = x0 + 900 * slope
        gone = lambda x, y, o=offset: not dry(x, y) and (y + o) % 180 < 138  # noqa: E731
        sheet.line_where(gone, x0, 0, x_end, 900, "ink", 3, 0.72)
    sheet.arc(cx, cy, radius, 0, math.pi, "accent", 9)
    for rib in range(9):
        t = (rib - 4) / 4
        sheet.polyline(
            [
                (cx + radius * t * math.sin(a), cy - radius * math.cos(a))
                for a in (k * math.pi / 24 for k in range(13))
            ],
            "accent",
            3.6,
        )
    sheet.line(cx - radius, cy, cx + radius, cy, "accent", 5)
    sheet.line(cx, cy - radius - 34, cx, cy + 210, "accent", 8)
    sheet.arc(cx - 30, cy + 210, 30, math.pi, 2 * math.pi, "accent", 8)
    sheet.disc(cx + 104, 706, 30)
    for k in range(4):
        sheet.line(cx + 60, 780 + k * 22, cx + 60 + (150 if k < 3 else 84), 780 + k * 22, "ink", 5)
    return sheet


def _stretches(middles: list[float], end: float) -> list[tuple[float, float]]:
    """What is seen of a thread that dives under others at ``middles``."""
    cuts = [-1.0, *(cut for middle in middles for cut in (middle - 36, middle + 36)), end]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def loom() -> Drawing:
    """Threads over and under one another; take one away and the cloth thins."""
    sheet = Drawing("Warp and weft")
    columns, rows = [64.0 + 92 * k for k in range(17)], [82.0 + 92 * k for k in range(9)]
    for row, y in enumerate(rows):
        ink, weight = ("accent", 5.4) if row == 4 else ("ink", 2.7)
        for a, b in _stretches(columns[(row + 1) % 2 :: 2], 1601):
            for off in (-21, -7, 7, 21):
                sheet.line(a, y + off, b, y + off, ink, weight)
    for column, x in enumerate(columns):
        for a, b in _stretches(rows[column % 2 :: 2], 901):
            for off in (-21, -7, 7, 21):
                sheet.line(x + off, a, x + off, b, "ink", 2.7, 0.55)
    return sheet
