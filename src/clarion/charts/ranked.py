"""Ranked bars: the largest first, the unknown last and never in the ranking."""

from __future__ import annotations

from dataclasses import dataclass

from .frame import RANGES, drawing, frame, hatched, hatching, nothing, text
from .lettering import lines, width
from .markup import Markup, element, percent
from .model import UNKNOWN_KEY, Chart, Point

SIZE = 15
LEADING = 19
WIDE_FROM = 600
"""Pixels: the letters, a line of them, and the width from which labels stand beside the bars."""


def ranked_bars(chart: Chart) -> Markup:
    """Horizontal bars by size, with their values at the end.

    What could not be attributed (`UNKNOWN_KEY`), and what nobody counted (a value of None), come last,
    apart and hatched. Where the place is narrow, labels stand above their bars.
    """
    if not chart.points:
        return nothing(chart)
    return frame("ranked", beside(chart), above(chart))


def ranking(chart: Chart) -> tuple[list[Point], list[Point]]:
    """The known points, largest first (equals keep their order), and the unknown ones."""
    known = [point for point in chart.points if point.value is not None and point.key != UNKNOWN_KEY]
    unknown = [point for point in chart.points if point.value is None or point.key == UNKNOWN_KEY]
    return sorted(known, key=lambda point: -(point.value or 0)), unknown


@dataclass(frozen=True)
class Row:
    """One bar's place: its label as broken into lines, its top edge and its height in pixels."""

    point: Point
    words: list[str]
    top: float
    height: float


def rows(chart: Chart, room: dict[int, float], single: float) -> tuple[list[Row], float]:
    """The rows from top to bottom and the height of them all; the unknown after a gap.

    `room` is the width for each point's label by its identity, `single` the height of a row whose
    label has one line.
    """
    known, unknown = ranking(chart)
    out: list[Row] = []
    top = 0.0
    for number, point in enumerate(known + unknown):
        if number == len(known) and known:
            top += 12
        words = lines(point.label, SIZE, room[id(point)])
        height = single + (len(words) - 1) * LEADING
        out.append(Row(point, words, top, height))
        top += height
    return out, top


def beside(chart: Chart) -> Markup:
    """Labels in a column of their own, for wide places."""
    widest = max(width(" ".join(point.label.split()), SIZE) for point in chart.points)
    start = min(40.0, max(14.0, (widest + 18) / WIDE_FROM * 100))
    room = start / 100 * WIDE_FROM - 16
    values = max((width(point.text, SIZE) for point in chart.points if point.value is not None), default=0.0)
    length = max(20.0, 100 - start - (values + 14) / WIDE_FROM * 100)
    placed, height = rows(chart, {id(point): room for point in chart.points}, 34)
    content = [hatching(chart, "wide")]
    for row in placed:
        middle = row.top + row.height / 2
        first = middle + 5 - (len(row.words) - 1) * LEADING / 2
        content.append(
            element(
                "g",
                element("title", chart.spoken(row.point)),
                *label(chart, row, first),
                bar(chart, row, "wide", start, length, middle - 9, 18),
                *value_beside(chart, row, start, length, middle + 5),
                class_="row",
            )
        )
        edge = row.top + row.height
        content.append(element("line", class_="rule", x1="0", x2="100%", y1=edge - 0.5, y2=edge - 0.5))
    return drawing(chart, content, height=height, variant="wide")


def value_beside(chart: Chart, row: Row, start: float, length: float, y: float) -> list[Markup]:
    side = -1 if chart.direction == "rtl" else 1
    if row.point.value is None:
        return [
            text(
                chart.shown(row.point),
                at(chart, start),
                y,
                class_="value-unknown",
                anchor="start",
                dx=26 * side,
            )
        ]
    end = start + length * share(chart, row.point)
    return [
        text(row.point.text, at(chart, end), y, class_=value_class(row.point), anchor="start", dx=8 * side)
    ]


def above(chart: Chart) -> Markup:
    """Labels and values on a line above each bar, for narrow places."""
    narrowest = RANGES[0][1]
    room = {
        id(point): narrowest - (width(point.text, SIZE) + 14 if point.value is not None else 0)
        for point in chart.points
    }
    placed, height = rows(chart, room, 46)
    content = [hatching(chart, "narrow")]
    side = -1 if chart.direction == "rtl" else 1
    for row in placed:
        line = row.top + row.height - 16
        parts = [element("title", chart.spoken(row.point)), *label(chart, row, row.top + 19)]
        parts.append(bar(chart, row, "narrow", 0, 100, line, 9))
        if row.point.value is None:
            words = lines(chart.shown(row.point), SIZE, narrowest - 20, most=1)[0]
            parts.append(
                text(words, at(chart, 0), line + 10, class_="value-unknown", anchor="start", dx=18 * side)
            )
        else:
            style = value_class(row.point)
            parts.append(text(row.point.text, at(chart, 100), row.top + 19, class_=style, anchor="end"))
        content.append(element("g", *parts, class_="row"))
    return drawing(chart, content, height=height, variant="narrow")


def label(chart: Chart, row: Row, first: float) -> list[Markup]:
    style = "label label-on" if row.point.emphasis else "label"
    return [
        text(words, at(chart, 0), first + number * LEADING, class_=style, anchor="start")
        for number, words in enumerate(row.words)
    ]


def bar(chart: Chart, row: Row, variant: str, start: float, length: float, y: float, height: float) -> Markup:
    """The bar; a zero is a thin upright line, an unknown count a small hatched square."""
    point = row.point
    if point.value is None:
        return thin(chart, start, y, height, height, "gap", hatched(chart, variant))
    if point.value == 0:
        return thin(chart, start, y, height, 2, "bar-zero", None)
    long = length * share(chart, point)
    place = at(chart, start) - (long if chart.direction == "rtl" else 0)
    fill = hatched(chart, variant) if point.key == UNKNOWN_KEY else None
    style = "gap" if fill else "bar bar-on" if point.emphasis else "bar"
    return element("rect", class_=style, fill=fill, x=percent(place), width=percent(long), y=y, height=height)


def thin(
    chart: Chart, start: float, y: float, height: float, wide: float, style: str, fill: str | None
) -> Markup:
    """A mark of a fixed width in pixels at the beginning of the row."""
    back = f"translate({-wide:g} 0)" if chart.direction == "rtl" else None
    place = percent(at(chart, start))
    return element("rect", class_=style, fill=fill, x=place, width=wide, y=y, height=height, transform=back)


def at(chart: Chart, share_of_width: float) -> float:
    """A share counted from the side where reading starts, in percent from the left."""
    return 100 - share_of_width if chart.direction == "rtl" else share_of_width


def share(chart: Chart, point: Point) -> float:
    """The length of a bar as a share of the longest; a small count stays visible."""
    return max(0.004, (point.value or 0) / chart.largest)


def value_class(point: Point) -> str:
    return "value value-on" if point.emphasis else "value"
