"""The world in five shades, from Natural Earth's land."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .frame import Key, drawing, frame, hatched, hatching, legend, nothing
from .markup import Markup, element
from .model import Chart, Point

SHADES = 5


@dataclass(frozen=True)
class World:
    """Land in map units: a path by country code, and a dot for each country too small to see."""

    box: str
    shapes: dict[str, Markup]
    dots: dict[str, tuple[int, int]]


@cache
def world() -> World:
    """The shipped geometry, made by tools/make_world.py (Natural Earth, public domain)."""
    source = json.loads(resources.files(__package__).joinpath("world.json").read_text(encoding="utf-8"))
    return World(
        box=f"0 0 {source['width']} {source['height']}",
        shapes={code: Markup(path) for code, path in source["shapes"].items()},
        dots={code: (x, y) for code, (x, y) in source["dots"].items()},
    )


def world_map(chart: Chart) -> Markup:
    """Countries shaded by value; a point's `key` is its ISO 3166-1 alpha-2 code.

    The shades are steps of equal ratio up to the largest value, as counts by country are many small
    ones and few large. Small states have a dot as well. A country without a point stays blank paper,
    one with an unknown value is hatched, one with zero is outlined. Points whose code is on no map
    (the unknown country) are left to the table.
    """
    if not chart.points:
        return nothing(chart)
    by_code = {point.key: point for point in chart.points}
    blank = "".join(path for code, path in world().shapes.items() if code not in by_code)
    # All countries without a point are one path: a tag for each would be a kilobyte that says nothing.
    content = [hatching(chart, scale=2.4), element("path", class_="land", d=Markup(blank))]
    for code, path in world().shapes.items():
        if code in by_code:
            content.append(land(chart, path, by_code[code]))
    for code, (x, y) in world().dots.items():
        if code in by_code:
            content.append(dot(chart, by_code[code], x, y))
    return frame(
        "world", drawing(chart, content, height=None, box=world().box), legend(keys(chart), chart.direction)
    )


def land(chart: Chart, path: Markup, point: Point) -> Markup:
    fill = hatched(chart) if point.value is None else None
    title = element("title", chart.spoken(point))
    return element("path", title, class_=shade(chart, point) + on(point), fill=fill, d=path)


def dot(chart: Chart, point: Point, x: int, y: int) -> Markup:
    """A point of constant size on every screen: a stroke without length, with round ends."""
    style = "dot-" + shade(chart, point).removeprefix("land-")
    place = Markup(f"M{x} {y}h0")
    return element(
        "g",
        element("title", chart.spoken(point)),
        element("path", class_="dot-rim" + on(point), d=place),
        element("path", class_=f"dot {style}", d=place),
    )


def on(point: Point) -> str:
    return " emphasised" if point.emphasis else ""


def shade(chart: Chart, point: Point) -> str:
    """The class of a country: land-1 to land-5, land-zero or land-unknown."""
    if point.value is None:
        return "land-unknown"
    if point.value == 0:
        return "land-zero"
    return f"land-{step(point.value, largest(chart))}"


def largest(chart: Chart) -> int:
    """The largest value of a country that is on the map."""
    on_map = (point.value for point in chart.points if point.value and drawn(point))
    return max(on_map, default=1)


def drawn(point: Point) -> bool:
    return point.key in world().shapes or point.key in world().dots


def step(value: int, top: int) -> int:
    """The shade of a value: the first of five whose bound, a power of the largest value, holds it."""
    if top <= SHADES:
        return value + SHADES - top
    return next((number for number in range(1, SHADES) if value**SHADES <= top**number), SHADES)


def keys(chart: Chart) -> list[Key]:
    """The legend: each shade in use with the smallest and largest value it holds, then the rest."""
    used: dict[str, list[Point]] = {}
    for point in sorted((p for p in chart.points if drawn(p)), key=lambda p: p.value or 0):
        used.setdefault(shade(chart, point), []).append(point)
    out = []
    for name in ("land-zero", *(f"land-{number}" for number in range(1, SHADES + 1))):
        members = used.get(name)
        if members:
            low, high = members[0].text, members[-1].text
            out.append(Key(f"swatch-{name}", low if low == high else f"{low}–{high}"))
    if "land-unknown" in used:
        out.append(Key("swatch-unknown", chart.unknown_text))
    if chart.absent_text:
        out.append(Key("swatch-land", chart.absent_text))
    return out
