"""Make the geometry of the world map, ``src/clarion/charts/world.json``.

The land is Natural Earth's (public domain, https://www.naturalearthdata.com), as the package
``world-atlas`` carries it in TopoJSON; the two-letter codes are ISO 3166-1's, as the package
``i18n-iso-countries`` lists them. Fetch both, unpack them into one directory, and run::

    for name in world-atlas i18n-iso-countries; do
        mkdir -p upstream/$name && npm pack --silent $name
        tar xzf $name-*.tgz -C upstream/$name --strip-components=1
    done
    python tools/make_world.py upstream

Shapes come from the 1:110 million file, dots for states too small for it from the 1:50 million one.
The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018): areas compare truly. Shared borders
are simplified once, so neighbours still meet.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src/clarion/charts/world.json"
WIDTH = 2000
TOLERANCE = 1.4
SMALLEST_ISLAND = 8.0
DOTTED_BELOW = 110.0
"""In map units, two thousand across: how far a line may move, the area below which an island is left out
and the one below which a state has a dot."""

SEAM = -168.4
"""The meridian where the map is cut, in degrees: in the Bering Strait, so that no land is divided."""

ANTARCTICA = "AQ"
# Territories without a code of their own, drawn with the state that the United Nations counts them to.
WITHOUT_CODE = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Indian Ocean Ter.": "AU"}

Dot = tuple[float, float]
Ring = list[int]


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the world map's geometry from Natural Earth.")
    parser.add_argument("upstream", type=Path, help="directory with world-atlas and i18n-iso-countries")
    upstream: Path = parser.parse_args().upstream
    coarse, fine = (upstream / f"world-atlas/countries-{scale}.json" for scale in ("110m", "50m"))
    listing = upstream / "i18n-iso-countries/codes.json"
    for path in (coarse, fine, listing):
        if not path.is_file():
            print(f"{path} is not there; unpack the packages as the docstring says.", file=sys.stderr)
            return 2
    codes = {row[2]: row[0] for row in json.loads(listing.read_text(encoding="utf-8"))}
    world = Atlas(json.loads(coarse.read_text(encoding="utf-8")), codes)
    crimea_to_ukraine(world)
    top, height = world.frame()
    shapes = {code: world.path(code, top) for code in sorted(world.rings)}
    dots = {code: [round(x), round(y - top)] for code, (x, y) in small_states(world, fine, codes).items()}
    document = {
        "source": "Natural Earth 1:110m and 1:50m, naturalearthdata.com. Public domain.",
        "projection": "Equal Earth",
        "width": WIDTH,
        "height": height,
        "shapes": {code: path for code, path in shapes.items() if path},
        "dots": dict(sorted(dots.items())),
    }
    OUT.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1024:.1f} KB, {len(shapes)} shapes, {len(dots)} dots")
    return 0


class Atlas:
    """A TopoJSON file of countries, projected and simplified; rings are lists of arc numbers by code."""

    def __init__(self, topology: dict[str, Any], codes: dict[str, str]) -> None:
        scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [simplified([project(p) for p in decoded(arc, scale, shift)]) for arc in topology["arcs"]]
        self.rings: dict[str, list[list[Ring]]] = {}
        for geometry in topology["objects"]["countries"]["geometries"]:
            code = codes.get(geometry.get("id", "")) or WITHOUT_CODE.get(geometry["properties"]["name"])
            if code is None or code == ANTARCTICA:
                continue
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            self.rings.setdefault(code, []).extend(polygons)

    def dots(self, ring: Ring) -> list[Dot]:
        """The corners of a ring, without the closing one."""
        corners: list[Dot] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            corners.extend(arc[:-1])
        return corners

    def largest(self, code: str) -> list[Dot]:
        return max((self.dots(polygon[0]) for polygon in self.rings[code]), key=lambda ring: abs(area(ring)))

    def extent(self, code: str) -> float:
        return sum(abs(area(self.dots(polygon[0]))) for polygon in self.rings[code])

    def frame(self) -> tuple[int, int]:
        """The first row and the height that hold all the land."""
        rows = [y for code in self.rings for polygon in self.rings[code] for _, y in self.dots(polygon[0])]
        top = math.floor(min(rows)) - 2
        return top, math.ceil(max(rows)) + 2 - top

    def path(self, code: str, top: int) -> str:
        """The SVG path of one state in whole map units, every step relative to the last."""
        rings = [self.dots(ring) for polygon in self.rings[code] for ring in polygon]
        biggest = max(abs(area(ring)) for ring in rings)
        kept = [ring for ring in rings if abs(area(ring)) >= min(SMALLEST_ISLAND, biggest)]
        return "".join(outline(ring, top) for ring in kept)


def decoded(arc: list[list[int]], scale: list[float], shift: list[float]) -> Iterator[Dot]:
    """Longitude and latitude in degrees from TopoJSON's quantised steps."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + shift[0], y * scale[1] + shift[1]


def project(place: Dot) -> Dot:
    """Equal Earth, in map units from the left edge and down from the North Pole."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    longitude, latitude = math.radians((place[0] - SEAM) % 360 - 180), math.radians(place[1])
    theta = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    square = theta * theta
    sixth = square**3
    slope = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * longitude * math.cos(theta) / (3 * slope)
    y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
    unit = WIDTH / (2 * 2.70663)
    return WIDTH / 2 + x * unit, (1.31737 - y) * unit


def simplified(line: list[Dot]) -> list[Dot]:
    """Douglas and Peucker's line: nothing moves by more than the tolerance."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    if first == last:
        turn = max(range(len(line)), key=lambda i: math.dist(first, line[i]))
        return (
            simplified(line[: turn + 1])[:-1] + simplified(line[turn:]) if 0 < turn < len(line) - 1 else line
        )
    far, distance = 0, 0.0
    for number in range(1, len(line) - 1):
        away = from_line(line[number], first, last)
        if away > distance:
            far, distance = number, away
    if distance <= TOLERANCE:
        return [first, last]
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


def from_line(point: Dot, start: Dot, end: Dot) -> float:
    span = math.dist(start, end)
    cross = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(cross) / span


def area(ring: list[Dot]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def centre(ring: list[Dot]) -> Dot:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def outline(ring: list[Dot], top: int) -> str:
    """One closed ring: an absolute start, relative whole steps, repeated corners dropped."""
    corners: list[tuple[int, int]] = []
    for x, y in ring:
        corner = round(x), round(y) - top
        if not corners or corner != corners[-1]:
            corners.append(corner)
    if len(corners) < 3:
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]
    return f"M{corners[0][0]} {corners[0][1]}l{spaced(merged(steps))}z"


def merged(steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two steps the same way are one."""
    out: list[tuple[int, int]] = []
    for step in steps:
        if out and same_way(out[-1], step):
            out[-1] = (out[-1][0] + step[0], out[-1][1] + step[1])
        else:
            out.append(step)
    return out


def same_way(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] * b[1] == a[1] * b[0] and a[0] * b[0] + a[1] * b[1] > 0


def spaced(steps: list[tuple[int, int]]) -> str:
    """Numbers in a row; a minus sign needs no space before it."""
    text = ""
    for number in (number for step in steps for number in step):
        text += str(number) if number < 0 or not text else f" {number}"
    return text


def crimea_to_ukraine(world: Atlas) -> None:
    """Draw Crimea with Ukraine (United Nations General Assembly resolution 68/262), without a seam.

    Natural Earth draws it as a ring of Russia that shares one arc with Ukraine's mainland.
    """
    mainland = max(
        (polygon[0] for polygon in world.rings["UA"]), key=lambda ring: abs(area(world.dots(ring)))
    )
    for polygon in list(world.rings["RU"]):
        ring = polygon[0]
        shared = [number for number in ring if ~number in mainland]
        if len(ring) == 2 and len(shared) == 1:
            (other,) = (number for number in ring if number != shared[0])
            mainland[mainland.index(~shared[0])] = other
            world.rings["RU"].remove(polygon)
            return
    raise SystemExit("Crimea was not found in Russia's rings; look at the new Natural Earth file.")


def small_states(world: Atlas, fine: Path, codes: dict[str, str]) -> dict[str, Dot]:
    """Where to put the dot of each state that has no shape, or hardly one."""
    detailed = Atlas(json.loads(fine.read_text(encoding="utf-8")), codes)
    small = {
        code
        for code in set(detailed.rings) | set(world.rings)
        if code not in world.rings or world.extent(code) < DOTTED_BELOW
    }
    return {code: centre((detailed if code in detailed.rings else world).largest(code)) for code in small}


if __name__ == "__main__":
    sys.exit(main())
