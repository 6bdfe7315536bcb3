"""Charts of the report: tallied rows in, localised drawings with their tables out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext

from clarion import charts
from clarion.charts.markup import Markup
from clarion.core.languages import language
from clarion.register.counts import Count
from clarion.register.vocabulary import GRANTED_OUTCOMES, UNKNOWN_COUNTRY
from clarion.transparency import wording
from clarion.transparency.measures import Measure
from clarion.transparency.periods import Period
from clarion.transparency.report.panels import Line, Panel, Role
from clarion.transparency.wording.words import worded

SHOWN = 15
"""How many bars a ranking draws; its table has them all."""

_SHADES = ("#e9c9bb", "#d99f88", "#c97558", "#b84b29", "#962f0f")
_MAP_COLOURS = "".join(
    [
        ".land{fill:#e8e4da}.land-zero{fill:#fff;stroke:#575b66}.dot,.dot-rim{fill:none;stroke-linecap:round}",
        ".dot{stroke-width:9}.dot-rim{stroke:none}.dot-unknown{stroke:#575b66}.dot-zero{stroke:#fff}",
        *(f".land-{step}{{fill:{one}}}.dot-{step}{{stroke:{one}}}" for step, one in enumerate(_SHADES, 1)),
    ]
)
"""The colours of the light theme, as numbers."""

_GRANTED = {str(one) for one in GRANTED_OUTCOMES}


def series_figure(
    measure: Measure,
    points: Sequence[tuple[Period, Count]],
    code: str,
    *,
    title: str = "",
    key: str = "",
    emphasised: Period | None = None,
    changes: Collection[date] = (),
) -> str:
    """A measure over time as columns, unknown periods as gaps, those inside `emphasised` in the accent.

    `changes` are the days from which on something else is counted: the first period after each is marked.
    """
    said = wording.label(measure, code)
    return _drawn_series(
        key or f"series-{measure.key}",
        title or said,
        said,
        tuple(points),
        code,
        emphasised,
        tuple(sorted(changes)),
    )


def course_figure(
    points: Sequence[tuple[Period, Count]], code: str, *, key: str, title: str, value_heading: str
) -> str:
    """Counts over time that are no measure, as columns; unknown periods as gaps."""
    return _drawn_series(key, title, value_heading, tuple(points), code, None, ())


@lru_cache(maxsize=256)
def _drawn_series(
    key: str,
    title: str,
    value_heading: str,
    points: tuple[tuple[Period, Count], ...],
    code: str,
    emphasised: Period | None,
    changes: tuple[date, ...],
) -> str:
    # Kept for equal points: the same numbers in the same language make the same drawing.
    labels = [wording.short_period_name(period, code) for period, _ in points]
    has_two_lines = any("\n" in label for label in labels)
    marked = {next((one for one, _ in points if one.start >= day), None) for day in changes} - {None}
    drawn = tuple(
        charts.Point(
            # A label of one line among others of two is the year's line, and has no half above it.
            label=f"\n{label}" if has_two_lines and "\n" not in label else label,
            value=count.high,
            text=wording.number(count, code),
            long_label=wording.period_name(period, code),
            emphasis=emphasised is not None and emphasised.contains(period),
            note=gettext("from here on counted otherwise") if period in marked else "",
        )
        for (period, count), label in zip(points, labels, strict=True)
    )
    chart = _chart(key, title, _course(drawn), drawn, gettext("Period"), value_heading, code)
    if marked:
        since = wording.period_names(sorted(one for one in marked if one), code)
        chart = replace(
            chart,
            note=gettext("What is counted changes within this series: %(period)s.") % {"period": since},
        )
    return charts.figure(chart, charts.draw("columns", chart), summary=gettext("Table and data"))


def panel_figure(panel: Panel, code: str, *, kind: str, heading: str, with_map: bool = False) -> str:
    """A panel as `kind` of chart (a name of the charts' registry). A ranking draws the first of its rows.

    A difference between the rows and the total is a row of the table and a note, and no bar: it has no place in
    a ranking.
    """
    ranked = kind == "ranked_bars"
    points = tuple(_point(line, code, emphasis=_is_emphasised(line, panel, kind)) for line in panel.lines)
    drawn = _first(points) if ranked else points
    extra = tuple(_difference(panel, code))
    chart = _chart(
        f"{panel.table}-{panel.key}",
        panel.title,
        _summary(panel, code),
        drawn,
        heading,
        panel.value_heading,
        code,
    )
    full = replace(chart, points=points + extra, note=_note(panel, drawn, points, code))
    drawing = charts.draw(kind, chart)
    if with_map:
        drawing = Markup(_map(panel, chart, points, code) + drawing)
    return charts.figure(full, drawing, summary=gettext("Table and data"))


def map_alone(panel: Panel, code: str) -> tuple[str, str]:
    """The map of a panel in words, and as an SVG document with its own colours, for where no stylesheet reaches."""
    points = tuple(_point(line, code, emphasis=False) for line in panel.lines)
    chart = _chart(f"{panel.table}-{panel.key}", panel.title, _summary(panel, code), points, "", "", code)
    framed = _map(panel, chart, points, code)
    drawing = framed[framed.index("<svg") : framed.index("</svg>") + len("</svg>")]
    styled = drawing.replace(">", f' xmlns="http://www.w3.org/2000/svg"><style>{_MAP_COLOURS}</style>', 1)
    return f"{panel.title}. {_summary(panel, code)}", styled


def covered_note(covered: Iterable[Period], period: Period, code: str) -> str:
    """`January to June 2018 only` where rows speak of less than the period; else empty."""
    spans = tuple(covered)
    if not spans or spans == (period,):
        return ""
    note = worded(code).note["only"]
    return note.format(periods=wording.period_names(spans, code))


def _chart(
    key: str,
    title: str,
    description: str,
    points: tuple[charts.Point, ...],
    label_heading: str,
    value_heading: str,
    code: str,
) -> charts.Chart:
    return charts.Chart(
        key=key,
        title=title,
        description=description,
        points=points,
        label_heading=label_heading,
        value_heading=value_heading,
        unknown_text=gettext("not recorded"),
        direction=language(code).direction,
    )


def _point(line: Line, code: str, *, emphasis: bool) -> charts.Point:
    return charts.Point(
        label=line.name,
        value=line.count.high,
        text=wording.number(line.count, code),
        key=charts.UNKNOWN_KEY if line.role is Role.UNATTRIBUTED else line.key,
        emphasis=emphasis,
        note=line.note,
        absent=line.absent,
    )


def _is_emphasised(line: Line, panel: Panel, kind: str) -> bool:
    if panel.table == "outcome":
        return line.key in _GRANTED
    return kind == "ranked_bars" and panel.is_ranked and line is panel.largest


def _first(points: tuple[charts.Point, ...]) -> tuple[charts.Point, ...]:
    known = [point for point in points if point.key != charts.UNKNOWN_KEY]
    return (*known[:SHOWN], *(point for point in points if point.key == charts.UNKNOWN_KEY))


def _difference(panel: Panel, code: str) -> Iterable[charts.Point]:
    if not panel.difference:
        return
    yield charts.Point(
        label=wording.difference_name(code)
        if panel.difference > 0
        else gettext("in the rows but not in the total"),
        value=abs(panel.difference),
        text=wording.number(panel.difference, code),
        key="difference",
    )


def _map(panel: Panel, chart: charts.Chart, points: tuple[charts.Point, ...], code: str) -> Markup:
    placed = tuple(point for point in points if point.key not in {charts.UNKNOWN_KEY, UNKNOWN_COUNTRY})
    mapped = replace(
        chart,
        key=f"{chart.key}-map",
        points=tuple(replace(point, emphasis=False) for point in placed),
        description=gettext("A map of the world: the darker a country, the more came from it."),
        absent_text=gettext("none on record"),
    )
    return charts.draw("world_map", mapped)


def _note(panel: Panel, drawn: tuple[charts.Point, ...], points: tuple[charts.Point, ...], code: str) -> str:
    said = []
    if panel.coverage:
        said.append(panel.coverage + ".")
    if left := len(points) - len(drawn):
        said.append(
            gettext("The chart shows the first %(shown)s rows; the table has %(left)s more.")
            % {"shown": wording.number(SHOWN, code), "left": wording.number(left, code)}
        )
    if panel.difference:
        said.append(difference_sentence(panel, code))
    return " ".join(said)


def difference_sentence(panel: Panel, code: str) -> str:
    """How far the rows of a panel are from its total; empty if they add up to it."""
    if not panel.difference:
        return ""
    words = {
        "total": wording.number(panel.total, code),
        "difference": wording.number(abs(panel.difference), code),
    }
    if panel.difference > 0:
        return gettext("Of %(total)s in all, %(difference)s stand in no row.") % words
    return gettext("The rows together are %(difference)s more than the total on record, %(total)s.") % words


def _summary(panel: Panel, code: str) -> str:
    largest = panel.largest
    if largest is None:
        return gettext("No value is known.")
    words = {"name": largest.name, "number": wording.number(largest.count, code)}
    if not panel.total.is_known or not panel.adds_up:
        return gettext("The most: %(name)s, %(number)s.") % words
    words["total"] = wording.number(panel.total, code)
    return gettext("The most: %(name)s, %(number)s of %(total)s.") % words


def _course(points: Sequence[charts.Point]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return gettext("No value is known.")
    first, last = known[0], known[-1]
    words = {"first": first.text, "from": first.name, "last": last.text, "to": last.name}
    return gettext("%(first)s in the first period (%(from)s), %(last)s in the last (%(to)s).") % words
