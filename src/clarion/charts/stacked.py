"""Shares of one whole: a single bar, with its parts named beside it."""

from __future__ import annotations

from .frame import RANGES, Key, drawing, frame, hatched, hatching, hidden_in, legend, nothing, text
from .lettering import width
from .markup import Markup, element, percent
from .model import UNKNOWN_KEY, Chart, Point

HEIGHT = 56
SIZE = 15
SLIVER = 3
"""Pixels: the bar, the letters in it, the narrowest part."""

SHADES = 5
ACCENTS = 2
"""How many shades of ink and of the accent charts.css has."""


def stacked_bar(chart: Chart) -> Markup:
    """The parts of a whole in the order given, each as long as its share.

    The smallest part keeps a visible sliver. A part of zero is only in the legend, and so is one
    nobody counted: it has no length that would be true.
    """
    if not chart.points:
        return nothing(chart)
    styles = part_styles(chart)
    total = sum(point.value or 0 for point in chart.points)
    content = [hatching(chart)]
    done = 0
    for point, style in zip(chart.points, styles, strict=True):
        if not point.value:
            continue
        content.append(part(chart, point, style, done / total * 100, point.value / total * 100))
        done += point.value
    if not total:
        content.append(element("rect", class_="whole-empty", x="0", y="1", width="100%", height=HEIGHT - 2))
    keys = [
        Key(f"swatch-{style}", point.name, chart.shown(point), known=point.value is not None)
        for point, style in zip(chart.points, styles, strict=True)
    ]
    return frame("stacked", drawing(chart, content, height=HEIGHT), legend(keys, chart.direction))


def part_styles(chart: Chart) -> list[str]:
    """The class of each part: the accent and its lighter shade in turn, a shade of ink, an outline for
    zero, hatching for unknown."""
    styles = []
    shade = accent = 0
    for point in chart.points:
        if point.value is None or point.key == UNKNOWN_KEY:
            styles.append("unknown")
        elif point.emphasis:
            accent = accent % ACCENTS + 1
            styles.append(f"on-{accent}" if point.value else "zero-on")
        elif not point.value:
            styles.append("zero")
        else:
            shade = shade % SHADES + 1
            styles.append(f"{shade}")
    return styles


def part(chart: Chart, point: Point, style: str, start: float, share: float) -> Markup:
    """One part with its value inside, where there is room for it."""
    place = 100 - start - share if chart.direction == "rtl" else start
    parts = [element("title", chart.spoken(point))]
    fill = hatched(chart) if style == "unknown" else None
    sliver = SLIVER if share < 1.2 else None
    # A sliver grows inward, so that the first and the last part stay inside the bar.
    inward = f"translate({-SLIVER} 0)" if sliver and place + share > 50 else None
    parts.append(
        element(
            "rect",
            class_=f"part part-{style}" + (" sliver" if sliver else ""),
            fill=fill,
            x=percent(place + share if inward else place),
            width=sliver or percent(share),
            y="0",
            height=HEIGHT,
            transform=inward,
        )
    )
    seen = {name for name, room in RANGES if width(point.text, SIZE) + 12 <= share / 100 * room}
    if seen and style != "unknown":
        middle = place + share / 2
        style = f"part-value part-value-{style}"
        parts.append(text(point.text, middle, HEIGHT / 2 + 5, class_=style + hidden_in(seen)))
    return element("g", *parts)
