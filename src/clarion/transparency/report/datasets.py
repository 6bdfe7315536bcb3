"""Panels and figures as plain rows and objects, for CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings

from clarion.register.counts import Count
from clarion.transparency import wording
from clarion.transparency.figures import Origin, Reading
from clarion.transparency.periods import Period
from clarion.transparency.presentation import Fact
from clarion.transparency.report.calendar import report_address
from clarion.transparency.report.panels import Line, Panel, Role
from clarion.transparency.report.tables import Table
from clarion.transparency.rows import TallyRows

Cell = str | int | None

TABLE_COLUMNS = ("measure", "unit", "key", "name", "period", "value", "low", "high", "status", "row")
SERIES_COLUMNS = ("figure", "period", "start", "end", "value", "low", "high", "status", "in_figure")
TALLY_COLUMNS = (
    "kind", "unit", "country", "project", "requester", "process", "outcome", "period",
    "value", "low", "high", "status", "sources",
)  # fmt: skip


def status(count: Count) -> str:
    """`exact`, `range` or `unknown`: what an empty cell means, and that it is not zero."""
    if not count.is_known:
        return "unknown"
    return "exact" if count.is_exact else "range"


def table_rows(panels: Iterable[Panel], code: str) -> Iterator[tuple[Cell, ...]]:
    """One row for each line, in the order of `TABLE_COLUMNS`; where lines do not add up, one for the difference.

    Exact rows of a measure add up to its total for the days they speak of.
    """
    for panel in panels:
        measure = panel.measure.key if panel.measure else ""
        for line in panel:
            covered = _spans(line.covered or panel.covered)
            yield (
                measure,
                panel.unit,
                line.key,
                line.name,
                covered,
                *count_columns(line.count),
                str(line.role),
            )
        if panel.difference:
            gap = panel.difference
            name = wording.difference_name(code)
            yield (
                measure, panel.unit, "difference", name, _spans(panel.covered), gap, gap, gap, "exact",
                str(Role.DIFFERENCE),
            )  # fmt: skip


def series_rows(reading: Reading, points: Iterable[tuple[Period, Count]]) -> Iterator[tuple[Cell, ...]]:
    """The whole series of a figure's measure, in the order of `SERIES_COLUMNS`."""
    parts = {period for period, _ in reading.parts}
    for period, count in points:
        days = period.start.isoformat(), period.end.isoformat()
        yield (
            reading.figure.key,
            str(period),
            *days,
            *count_columns(count),
            "yes" if period in parts else "no",
        )


def tally_rows(found: TallyRows) -> Iterator[tuple[Cell, ...]]:
    """The rows of a filter, in the order of `TALLY_COLUMNS`. A dimension they are not told apart by is empty."""
    filtered = dict(found.query.filters)
    for row in found:
        values = {**filtered, **dict(row.values)}
        dimensions = (values.get(name, "") for name in ("country", "project", "requester", "process"))
        sources = " ".join(origin.slug for origin in row.sources)
        yield row.kind, row.unit, *dimensions, row.outcome, row.period, *count_columns(row.count), sources


def table_object(table: Table, period: Period, panels: Sequence[Panel], code: str) -> dict[str, Any]:
    """A table of a report as JSON."""
    origins = dict.fromkeys(origin for panel in panels for origin in panel.sources)
    return {
        "table": table.key,
        "title": str(table.title),
        "language": code,
        "period": period_object(period, code),
        "panels": [_panel_object(panel, code) for panel in panels],
        "sources": [origin_object(one) for one in origins],
        "report": settings.BASE_URL + report_address(period, code),
    }


def figure_object(fact: Fact, points: Iterable[tuple[Period, Count]]) -> dict[str, Any]:
    """A figure with its series as JSON."""
    reading, code = fact.reading, fact.language
    address = settings.BASE_URL + fact.address
    return {
        "key": fact.key,
        "measure": reading.figure.measure_key,
        "filters": dict(reading.figure.filters),
        "language": code,
        "title": fact.title,
        "definition": fact.definition,
        "unit": str(reading.figure.measure.unit),
        "period": period_object(reading.period, code) if reading.period else None,
        **count_object(reading.value),
        "text": fact.number,
        "phrase": fact.phrase,
        "explanation": fact.explanation,
        "parts": [{**period_object(one, code), **count_object(count)} for one, count in reading.parts],
        "parts_add_up": reading.figure.measure.is_additive,
        "covered": [str(one) for one in reading.covered],
        "as_of": reading.as_of.isoformat() if reading.as_of else None,
        "sources": [origin_object(one) for one in reading.sources],
        "series": [{**period_object(one, code), **count_object(count)} for one, count in points],
        "links": {
            "page": address,
            "csv": f"{address}data.csv",
            "picture": f"{address}share.png",
            "api": f"{settings.BASE_URL}/api/v1/figures/{fact.key}",
        },
    }


def count_object(count: Count) -> dict[str, Any]:
    """A count as JSON: null is unknown, and `status` says so."""
    exact = count.low if count.is_exact else None
    return {"value": exact, "low": count.low, "high": count.high, "status": status(count)}


def period_object(period: Period, code: str) -> dict[str, Any]:
    return {
        "period": str(period),
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "name": wording.period_name(period, code),
    }


def origin_object(origin: Origin) -> dict[str, Any]:
    """A source of counts as JSON."""
    return {
        "slug": origin.slug,
        "title": origin.title,
        "publisher": origin.publisher,
        "url": origin.url or None,
        "licence": origin.licence or None,
        "standing": origin.standing,
        "as_of": origin.as_of.isoformat(),
        "note": origin.note,
    }


def _panel_object(panel: Panel, code: str) -> dict[str, Any]:
    return {
        "measure": panel.measure.key if panel.measure else None,
        "title": panel.title,
        "definition": wording.definition(panel.measure, code) if panel.measure else None,
        "unit": str(panel.unit),
        "covered": [str(one) for one in panel.covered],
        "rows": [_line_object(line, panel) for line in panel],
        "total": count_object(panel.total),
        "difference": panel.difference,
    }


def _line_object(line: Line, panel: Panel) -> dict[str, Any]:
    covered = [str(one) for one in line.covered or panel.covered]
    return {
        "key": line.key, "name": line.name, **count_object(line.count), "row": str(line.role), "covered": covered,
    }  # fmt: skip


def count_columns(count: Count) -> tuple[Cell, Cell, Cell, Cell]:
    exact = count.low if count.is_exact else None
    return exact, count.low, count.high, status(count)


def _spans(covered: Iterable[Period]) -> str:
    return " ".join(str(one) for one in covered)
