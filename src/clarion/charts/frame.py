"""What every drawing has around it: the named SVG, the hatching that means unknown, the legend."""

from __future__ import annotations

from dataclasses import dataclass

from .markup import Markup, element, identifier, percent
from .model import Chart

# Each range of container widths with its narrowest, in pixels; charts.css holds the same bounds. Nothing is
# narrower than the first: that is a phone of 320 px less its margins.
RANGES: tuple[tuple[str, int], ...] = (("s", 280), ("m", 480), ("l", 704), ("x", 960))


@dataclass(frozen=True)
class Key:
    """One line of a legend: the class of its swatch, its words, and the value if it has one."""

    swatch: str
    words: str
    value: str = ""
    known: bool = True


def drawing(
    chart: Chart, content: list[Markup], *, height: float | None, variant: str = "", box: str = ""
) -> Markup:
    """An SVG with its name and description.

    Without a `box` (a viewBox) the drawing is as wide as its place and measures text in real pixels,
    so that letters keep their size while bars stretch.
    """
    base = identifier(chart.key) + (f"-{variant}" if variant else "")
    return element(
        "svg",
        element("title", chart.title, id=f"{base}-title"),
        element("desc", chart.description, id=f"{base}-desc"),
        *content,
        class_=" ".join(["drawing", variant]).strip(),
        role="img",
        aria_labelledby=f"{base}-title {base}-desc",
        direction=chart.direction,
        width="100%",
        height=height,
        viewBox=box or None,
    )


def hatching(chart: Chart, variant: str = "", scale: float = 1) -> Markup:
    """The definition of the pattern that stands for unknown."""
    line = element(
        "path", d=Markup(f"M{2 * scale:g} 0v{6 * scale:g}"), class_="hatch", stroke_width=1.5 * scale
    )
    pattern = element(
        "pattern",
        line,
        id=pattern_id(chart, variant),
        width=6 * scale,
        height=6 * scale,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def pattern_id(chart: Chart, variant: str = "") -> str:
    return identifier(chart.key) + (f"-{variant}" if variant else "") + "-hatch"


def hatched(chart: Chart, variant: str = "") -> str:
    """The fill that refers to the pattern."""
    return f"url(#{pattern_id(chart, variant)})"


def text(
    words: str, x: float, y: float, *, class_: str, anchor: str = "middle", dx: float | None = None
) -> Markup:
    """A line of text at a share of the width and a height in pixels."""
    return element("text", words, class_=class_, x=percent(x), y=y, dx=dx, text_anchor=anchor)


def legend(keys: list[Key], direction: str) -> Markup:
    """The legend as a list beside the drawing; nothing where there is nothing to explain."""
    if not keys:
        return Markup("")
    items = [
        element(
            "li",
            element("span", class_=f"swatch {key.swatch}", aria_hidden="true"),
            element("span", key.words),
            *([element("b" if key.known else "i", key.value)] if key.value else []),
        )
        for key in keys
    ]
    return element("ul", *items, class_="legend", role="list", dir=direction)


def frame(kind: str, *content: Markup) -> Markup:
    """The place of a drawing, whose own width (not the window's) decides what it shows."""
    return element("div", *content, class_=f"chart-frame {kind}")


def nothing(chart: Chart) -> Markup:
    """What stands in place of a chart that has no points: words, not an empty axis."""
    return element("p", chart.unknown_text, class_="chart-empty", dir=chart.direction)


def hidden_in(visible: set[str]) -> str:
    """The classes that hide a text in the ranges of width where it is not in `visible`."""
    return "".join(f" no-{name}" for name, _ in RANGES if name not in visible)
