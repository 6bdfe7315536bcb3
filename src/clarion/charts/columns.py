"""A series over time: one column a period, the time running as the reader reads."""

from __future__ import annotations

from itertools import groupby

from .frame import RANGES, Key, drawing, frame, hatched, hatching, hidden_in, legend, nothing, text
from .lettering import width
from .markup import Markup, element, percent
from .model import Chart, Point

HEIGHT = 300
TOP = 30
LINE = 20
SIZE = 14
"""Pixels: the drawing, the room above the tallest column, a line of labels, the letters."""


def columns(chart: Chart) -> Markup:
    """The series as columns with their values.

    A zero is a line on the axis with its value. A period nobody recorded is a hatched gap, explained
    below. Labels and values that would collide in a narrow place are left to the table.
    """
    if not chart.points:
        return nothing(chart)
    series = Series(chart)
    content = [hatching(chart)] if series.has_gap else []
    content += [series.column(number) for number in range(len(chart.points))]
    content += series.group_marks()
    content.append(axis(series.base))
    keys = [Key("swatch-unknown", chart.unknown_text)] if series.has_gap else []
    return frame("columns", drawing(chart, content, height=HEIGHT), legend(keys, chart.direction))


def axis(base: float) -> Markup:
    return element("line", class_="axis", x1="0", x2="100%", y1=base, y2=base)


class Series:
    """Where everything of one series goes: shares of the width, pixels of height."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.points = chart.points
        self.step = 100 / len(chart.points)
        self.heads = [point.label.split("\n", 1)[0] for point in chart.points]
        self.groups = runs([point.label.split("\n", 1)[1:] for point in chart.points])
        self.base = HEIGHT - LINE - 8 - (LINE if self.groups else 0)
        self.has_gap = any(point.value is None for point in chart.points)
        self.labels_seen = labels_seen(self.heads, bool(self.groups))
        self.values_seen = values_seen(self)

    def centre(self, place: float) -> float:
        """The middle of a place in the series, in percent from the left."""
        share = (place + 0.5) * self.step
        return 100 - share if self.chart.direction == "rtl" else share

    def rise(self, point: Point) -> float:
        """The height of a column in pixels; a small count stays visible."""
        if not point.value:
            return 0
        return max(2.0, point.value / self.chart.largest * (self.base - TOP))

    def column(self, number: int) -> Markup:
        """The column or gap of one period, its value, its label and a tooltip."""
        point = self.points[number]
        middle = self.centre(number)
        emphasis = "-on" if point.emphasis else ""
        parts = [element("title", self.chart.spoken(point)), self.bar(point, middle)]
        if point.value is not None:
            top = self.base - self.rise(point) - 9
            style = f"value value{emphasis}" if emphasis else "value"
            parts.append(text(point.text, middle, top, class_=style + hidden_in(self.values_seen[number])))
        label = "label label-on" if emphasis else "label"
        hidden = hidden_in(self.labels_seen[number])
        parts.append(text(self.heads[number], middle, self.base + LINE, class_=label + hidden))
        return element("g", *parts, class_="column")

    def bar(self, point: Point, middle: float) -> Markup:
        share = self.step * (0.4 if len(self.points) < 4 else 0.56 if len(self.points) < 8 else 0.68)
        place = {"x": percent(middle - share / 2), "width": percent(share)}
        if point.value is None:
            height = self.base - TOP
            return element("rect", class_="gap", fill=hatched(self.chart), y=TOP, height=height, **place)
        if point.value == 0:
            return element("rect", class_="bar-zero", y=self.base - 2, height=2, **place)
        rise = self.rise(point)
        style = "bar bar-on" if point.emphasis else "bar"
        return element("rect", class_=style, y=self.base - rise, height=rise, **place)

    def group_marks(self) -> list[Markup]:
        """The shared second lines, each in the middle of its run, with ticks between the runs."""
        count = len(self.points)
        roomy = {name for name, room in RANGES if groups_have_room(self.groups, room / count)}
        marks = []
        for (name, first, last), ranges in zip(self.groups, groups_seen(self.groups, count), strict=True):
            middle = self.centre((first + last) / 2)
            y = self.base + 2 * LINE + 1
            marks.append(text(name, middle, y, class_="label group" + hidden_in(ranges)))
            if first:
                edge = percent(self.centre(first - 0.5))
                marks.append(tick(edge, self.base, self.base + 7, {name for name, _ in RANGES}))
                marks.append(tick(edge, self.base + 7, y + 3, roomy))
        return marks


def tick(x: str, top: float, bottom: float, seen: set[str]) -> Markup:
    return element("line", class_="tick" + hidden_in(seen), x1=x, x2=x, y1=top, y2=bottom)


def runs(seconds: list[list[str]]) -> list[tuple[str, int, int]]:
    """Neighbours with the same second line: its words, the first and the last place."""
    out = []
    for name, members in groupby(enumerate(seconds), key=lambda pair: pair[1]):
        places = [place for place, _ in members]
        if name:
            out.append((" ".join(name[0].split()), places[0], places[-1]))
    return out


def labels_seen(heads: list[str], grouped: bool) -> list[set[str]]:
    """In which ranges of width each label is shown: every one, every second, every fourth and so on.

    They are counted from the newest, which is always there. Under a shared line of their group, labels
    that do not all fit are all left out, as "H2, H2, H2" would say nothing.
    """
    widths = [width(head, SIZE) for head in heads]
    count = len(heads)
    seen: list[set[str]] = [set() for _ in heads]
    for name, room in RANGES:
        step, stride = room / count, 1
        while stride < count and not labels_fit(widths, step, stride):
            stride *= 2
        if grouped and stride > 1:
            continue
        for place in range(count - 1, -1, -stride):
            seen[place].add(name)
    return seen


def labels_fit(widths: list[float], step: float, stride: int) -> bool:
    shown = range(len(widths) - 1, -1, -stride)
    inside = all(
        widths[place] / 2 <= step * (min(place, len(widths) - 1 - place) + 0.5) + 4 for place in shown
    )
    return inside and all(
        (widths[place] + widths[place - stride]) / 2 + 6 <= stride * step for place in list(shown)[:-1]
    )


def groups_have_room(groups: list[tuple[str, int, int]], step: float) -> bool:
    return all(width(words, SIZE) + 6 <= (last - first + 1) * step for words, first, last in groups)


def groups_seen(groups: list[tuple[str, int, int]], count: int) -> list[set[str]]:
    """In which ranges each shared line has the room of its own run, or of every second run and so on."""
    seen: list[set[str]] = [set() for _ in groups]
    for name, room in RANGES:
        step = room / count
        taken: list[tuple[float, float]] = []
        for number in range(len(groups) - 1, -1, -1):
            words, first, last = groups[number]
            half, middle = width(words, SIZE) / 2 + 3, ((first + last) / 2 + 0.5) * step
            inside = middle - half >= -14 and middle + half <= room + 14
            if inside and all(middle + half <= a or middle - half >= b for a, b in taken):
                taken.append((middle - half, middle + half))
                seen[number].add(name)
    return seen


def values_seen(series: Series) -> list[set[str]]:
    """In which ranges each value is shown: all where all fit, else those that matter, as far as they fit."""
    order = importance(series)
    emphasised = sum(series.points[place].emphasis for place in order)
    seen: list[set[str]] = [set() for _ in series.points]
    for name, room in RANGES:
        step = room / len(series.points)
        shown: list[int] = []
        for place in order:
            if value_fits(series, place, step, shown):
                shown.append(place)
        all_fit = len(shown) == len(order)
        for place in shown if all_fit else set(shown) & set(order[: emphasised + 3]):
            seen[place].add(name)
    return seen


def importance(series: Series) -> list[int]:
    """The places with a value: emphasised, then the tallest, newest and oldest, then the rest."""
    known = [place for place, point in enumerate(series.points) if point.value is not None]
    if not known:
        return []
    tallest = max(known, key=lambda place: series.points[place].value or 0)
    turning = {tallest, known[0], known[-1]}
    return sorted(
        known,
        key=lambda place: (
            not series.points[place].emphasis,
            place not in turning,
            -(series.points[place].value or 0),
        ),
    )


def value_fits(series: Series, place: int, step: float, shown: list[int]) -> bool:
    """Whether a value keeps clear of the edges, the values shown so far and the columns beside it."""
    count = len(series.points)
    half = width(series.points[place].text, SIZE) / 2
    rise = series.rise(series.points[place])
    if half > step * (min(place, count - 1 - place) + 0.5) + 8:
        return False
    for other in shown:
        reach = half + width(series.points[other].text, SIZE) / 2 + 3
        same_height = abs(series.rise(series.points[other]) - rise) < LINE
        if same_height and abs(other - place) * step < reach:
            return False
    return all(
        series.points[number].value is not None and series.rise(series.points[number]) <= rise + 4
        for number in range(count)
        if number != place and half > abs(number - place) * step - 0.34 * step - 1
    )
