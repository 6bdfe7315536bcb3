"""Comparisons in the words and numbers of one language, drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from clarion import charts
from clarion.core.languages import language
from clarion.transparency import wording
from clarion.transparency.figures import Figure
from clarion.transparency.peers.comparison import Comparison, Difference, Side, Value
from clarion.transparency.periods import ALL
from clarion.transparency.presentation import figure_address
from clarion.transparency.report.drawing import covered_note


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of the table. `note` says of which part of the period it speaks, if not of all."""

    number: str
    is_known: bool
    note: str


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One organisation: its chart with the table, its `newest` value, and where its numbers come from."""

    name: str
    is_own: bool
    markup: str
    newest: ShownValue
    side: Side
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure of all organisations."""

    key: str
    label: str
    definition: str
    address: str
    names: tuple[str, ...]
    sides: tuple[ShownSide, ...]
    rows: tuple[tuple[str, tuple[ShownValue, ...]], ...]


def shown(comparison: Comparison, code: str, *, drawn: bool = True) -> Shown:
    """A comparison in the active language; without drawings where only its table is wanted."""
    measure = comparison.measure
    rows = tuple(
        (wording.period_name(slot, code), tuple(_value(one, code) for one in values))
        for slot, values in comparison.rows
    )
    return Shown(
        measure.key,
        wording.label(measure, code),
        wording.definition(measure, code),
        figure_address(Figure.of(measure, ALL), code),
        tuple(name_of(side) for side in comparison.sides),
        tuple(
            ShownSide(
                name_of(side),
                not side.peer,
                _figure(comparison, side, code) if drawn else "",
                _value(side.values[-1], code),
                side,
                side.differences,
            )
            for side in comparison.sides
        ),
        rows,
    )


def name_of(side: Side) -> str:
    """The name of an organisation; the organisation itself speaks of its own figures."""
    return side.name or gettext("Our figures")


def _value(value: Value, code: str) -> ShownValue:
    known = value.count.is_known
    number = wording.number(value.count, code) if known else gettext("not recorded")
    return ShownValue(number, known, covered_note(value.covered, value.slot, code) if known else "")


def _figure(comparison: Comparison, side: Side, code: str) -> str:
    label = wording.label(comparison.measure, code)
    points = tuple(_points(side.values, code, is_own=not side.peer))
    chart = charts.Chart(
        key=f"peers-{comparison.measure.key}-{side.peer or 'own'}",
        title=f"{label}: {name_of(side)}",
        description=_course(points),
        points=points,
        label_heading=gettext("Period"),
        value_heading=label,
        unknown_text=gettext("not recorded"),
        direction=language(code).direction,
    )
    return charts.figure(chart, charts.draw("columns", chart), summary=gettext("Table and data"))


def _points(values: Iterable[Value], code: str, *, is_own: bool) -> Iterable[charts.Point]:
    for one in values:
        yield charts.Point(
            label=wording.short_period_name(one.slot, code),
            value=one.count.high,
            text=wording.number(one.count, code),
            long_label=wording.period_name(one.slot, code),
            emphasis=is_own,
            note=covered_note(one.covered, one.slot, code) if one.count.is_known else "",
        )


def _course(points: tuple[charts.Point, ...]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return gettext("No value is known.")
    most = max(known, key=lambda point: point.value or 0)
    return gettext("The most: %(name)s, %(number)s.") % {"name": most.name, "number": most.text}
