"""A sheet to draw lines on: four inks that follow the reader's light or dark mode, and nothing else.

Coordinates are the drawing's own units (a 16:9 sheet is 1600 by 900). Every stroke is collected by ink,
weight and strength, so that a thousand lines become a handful of paths and a picture stays small.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from html import escape

Point = tuple[float, float]

LIGHT = {
    "paper": "#fbf9f4",
    "ink": "#15171c",
    "accent": "#a8320c",
    "rule": "#d9d4c7",
    "wash": "#f3efe5",
    "deep": "#15171c",
    "chalk": "#fbf9f4",
    "ember": "#ff9166",
}
DARK = {
    "paper": "#12141a",
    "ink": "#ecebe6",
    "accent": "#ff9166",
    "rule": "#30343f",
    "wash": "#191c24",
    "deep": "#0b0d11",
    "chalk": "#ecebe6",
    "ember": "#ff9166",
}


def style(markup: str) -> str:
    """The internal style sheet for the inks ``markup`` uses, with their dark companions by media query."""
    rules, night = "", ""
    for ink in LIGHT:
        for name, paint in ((ink, "stroke"), (f"f-{ink}", "fill")):
            if f'class="{name}"' in markup:
                rules += f".{name}{{{paint}:{LIGHT[ink]}}}"
                night += f".{name}{{{paint}:{DARK[ink]}}}"
    return f"<style>{rules}@media (prefers-color-scheme:dark){{{night}}}</style>"


def chance(seed: int) -> random.Random:
    """Irregularity that is the same at every run."""
    return random.Random(seed)


def number(value: float) -> str:
    """A coordinate with at most one decimal, without a trailing zero or a negative zero."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def pair(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def runs(
    visible: Callable[[float], bool], start: float, end: float, step: float
) -> list[tuple[float, float]]:
    """The stretches of [start, end] on which ``visible`` holds, found at a resolution of ``step``."""
    found: list[tuple[float, float]] = []
    count = max(1, round((end - start) / step))
    opened: float | None = None
    for index in range(count + 1):
        t = start + (end - start) * index / count
        if visible(t) and opened is None:
            opened = t
        elif not visible(t) and opened is not None:
            found.append((opened, t))
            opened = None
    if opened is not None and opened < end:
        found.append((opened, end))
    return found


def within(polygon: Sequence[Point]) -> Callable[[float, float], bool]:
    """A test of whether a point lies inside ``polygon`` (even-odd rule)."""

    def inside(x: float, y: float) -> bool:
        odd = False
        for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
        return odd

    return inside


class Drawing:
    """One sheet. Draw on it, then ask for ``svg()``.

    ``ground`` is the colour behind the lines: ``wash`` (a faint panel), ``paper``, ``ink``, ``accent``, or
    ``None`` for a drawing that lies directly on the page.
    """

    def __init__(self, title: str, width: int = 1600, height: int = 900, ground: str | None = "wash") -> None:
        self.title, self.width, self.height, self.ground = title, width, height, ground
        self._layers: list[tuple[tuple[str, float, float, str], list[str]]] = []
        self._shapes: list[str] = []

    def _stroke(self, d: str, ink: str, weight: float, strength: float, cap: str) -> None:
        key = (ink, weight, round(strength, 2), cap)
        if not self._layers or self._layers[-1][0] != key:
            for known, paths in self._layers:
                if known == key:
                    paths.append(d)
                    return
            self._layers.append((key, []))
        self._layers[-1][1].append(d)

    def polyline(
        self,
        points: Iterable[Point],
        ink: str = "ink",
        weight: float = 3,
        strength: float = 1,
        cap: str = "butt",
        close: bool = False,
    ) -> None:
        """A line through ``points``; ``close`` joins the last to the first."""
        whole = self.width > 100
        d = "M" + "L".join(pair(round(x), round(y)) if whole else pair(x, y) for x, y in points)
        d += "Z" if close else ""
        self._stroke(d, ink, weight, strength, cap)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        ink: str = "ink",
        weight: float = 3,
        strength: float = 1,
        cap: str = "butt",
    ) -> None:
        if y1 == y2:
            d = f"M{pair(x1, y1)}H{number(x2)}"
        elif x1 == x2:
            d = f"M{pair(x1, y1)}V{number(y2)}"
        else:
            d = f"M{pair(x1, y1)}L{pair(x2, y2)}"
        self._stroke(d, ink, weight, strength, cap)

    def curve(
        self,
        start: Point,
        first: Point,
        second: Point,
        end: Point,
        ink: str = "ink",
        weight: float = 3,
        strength: float = 1,
    ) -> None:
        """A cubic Bézier curve."""
        d = f"M{pair(*start)}C{pair(*first)} {pair(*second)} {pair(*end)}"
        self._stroke(d, ink, weight, strength, "butt")

    def arc(
        self,
        cx: float,
        cy: float,
        radius: float,
        start: float,
        end: float,
        ink: str = "ink",
        weight: float = 3,
        strength: float = 1,
        cap: str = "butt",
    ) -> None:
        """A circular arc, anticlockwise from ``start`` to ``end`` (radians, y pointing down the sheet)."""
        x1, y1 = cx + radius * math.cos(start), cy - radius * math.sin(start)
        x2, y2 = cx + radius * math.cos(end), cy - radius * math.sin(end)
        large = int(end - start > math.pi)
        r = number(radius)
        self._stroke(f"M{pair(x1, y1)}A{r} {r} 0 {large} 0 {pair(x2, y2)}", ink, weight, strength, cap)

    def circle(
        self, cx: float, cy: float, radius: float, ink: str = "ink", weight: float = 3, strength: float = 1
    ) -> None:
        for start in (0.0, math.pi):
            self.arc(cx, cy, radius, start, start + math.pi, ink, weight, strength)

    def arc_where(
        self,
        visible: Callable[[float, float], bool],
        cx: float,
        cy: float,
        radius: float,
        start: float,
        end: float,
        ink: str = "ink",
        weight: float = 3,
        strength: float = 1,
    ) -> None:
        """The parts of an arc whose points are ``visible``."""
        seen = lambda t: visible(cx + radius * math.cos(t), cy - radius * math.sin(t))  # noqa: E731
        for a, b in runs(seen, start, end, 1.5 / radius):
            self.arc(cx, cy, radius, a, b, ink, weight, strength)

    def line_where(
        self,
        visible: Callable[[float, float], bool],
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        ink: str = "ink",
        weight: float = 3,
        strength: float = 1,
        cap: str = "butt",
    ) -> None:
        """The parts of a straight line whose points are ``visible``."""
        length = math.hypot(x2 - x1, y2 - y1)
        at = lambda t: (x1 + (x2 - x1) * t / length, y1 + (y2 - y1) * t / length)  # noqa: E731
        for a, b in runs(lambda t: visible(*at(t)), 0, length, 1.5):
            self.line(*at(a), *at(b), ink, weight, strength, cap)

    def disc(self, cx: float, cy: float, radius: float, ink: str = "ink") -> None:
        self._shape(
            f'<circle class="f-{ink}" fill="{LIGHT[ink]}" cx="{number(cx)}" cy="{number(cy)}" '
            f'r="{number(radius)}"/>'
        )

    def area(self, points: Iterable[Point], ink: str = "ink") -> None:
        """A filled polygon. It covers whatever was drawn before it."""
        d = "M" + "L".join(pair(x, y) for x, y in points) + "Z"
        self._shape(f'<path class="f-{ink}" fill="{LIGHT[ink]}" d="{d}"/>')

    def _shape(self, markup: str) -> None:
        self._flush()
        self._shapes.append(markup)

    def _flush(self) -> None:
        for (ink, weight, strength, cap), paths in self._layers:
            faint = f' opacity="{strength:g}"' if strength < 1 else ""
            ends = f' stroke-linecap="{cap}"' if cap != "butt" else ""
            self._shapes.append(
                f'<path class="{ink}" fill="none" stroke="{LIGHT[ink]}" stroke-width="{weight:g}"'
                f'{faint}{ends} d="{"".join(paths)}"/>'
            )
        self._layers = []

    def svg(self) -> str:
        """The finished file. Colours are attributes too, for a viewer that refuses the style sheet."""
        self._flush()
        ground = ""
        if self.ground:
            ground = (
                f'<path class="f-{self.ground}" fill="{LIGHT[self.ground]}" '
                f'd="M0 0H{self.width}V{self.height}H0Z"/>'
            )
        body = ground + "".join(self._shapes)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img"><title>{escape(self.title)}</title>'
            f"{style(body)}{body}</svg>\n"
        )
