"""The table that says everything a drawing says, and the figure that holds both."""

from __future__ import annotations

from .markup import Markup, element
from .model import Chart, Point


def table(chart: Chart) -> Markup:
    """Every point in the order given: name, value, note. An unknown value is words, never a number."""
    head = element(
        "tr",
        element("th", chart.label_heading, scope="col"),
        element("th", chart.value_heading, scope="col", class_="n"),
    )
    return element(
        "table",
        element("caption", chart.title),
        element("thead", head),
        element("tbody", *(row(chart, point) for point in chart.points)),
        class_="chart-table",
        dir=chart.direction,
    )


def row(chart: Chart, point: Point) -> Markup:
    name = element("a", point.name, href=point.href) if point.href else Markup(element("span", point.name))
    style = "n unknown" if point.value is None else "n"
    value = [chart.shown(point)]
    note = [Markup(" "), element("small", point.note)] if point.note else []
    marked = "on" if point.emphasis else None
    heading = element("th", name, *note, scope="row")
    return element("tr", heading, element("td", *value, class_=style), class_=marked)


def figure(chart: Chart, svg: str, *, summary: str) -> Markup:
    """The drawing, its note, and the table one step away behind `summary` ("Table and data").

    `svg` is what one of the kinds returned.
    """
    note = [element("p", chart.note, class_="chart-note")] if chart.note else []
    disclosure = element(
        "details",
        element("summary", summary),
        element("div", table(chart), class_="chart-scroll"),
        class_="chart-twin",
    )
    return element("figure", Markup(svg), *note, disclosure, class_="chart", dir=chart.direction)
