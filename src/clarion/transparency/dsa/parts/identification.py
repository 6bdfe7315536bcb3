"""Parts 1 and 2: who reports on what, and the categories with notes on them."""

from __future__ import annotations

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import OTHER, Row, in_categories
from clarion.transparency.dsa.filling import Filling


def identification(filling: Filling) -> list[Row]:
    """Part 1."""
    order = filling.order
    values = {
        "Name of the service provider": order.declaration.provider,
        "Date of the publication of the report": order.published_on.isoformat(),
        "Date of the publication of the latest previous report": order.previous_on.isoformat()
        if order.previous_on
        else "",
        "Starting date of reporting period": order.period.start.isoformat(),
        "Ending date of reporting period": order.period.end.isoformat(),
    }
    if not order.declaration.service:
        filling.gap(1, "service")
    if not order.declaration.provider:
        filling.gap(1, "provider")
    if not order.previous_on:
        filling.gap(1, "previous_report")
    return [filling.row(1, row, [values[row[2]]], {}) for row in annex.template(1)[1:]]


def categories(filling: Filling) -> list[Row]:
    """Part 2."""
    notes, found = dict(filling.order.declaration.notes), []
    for category, keyword, row in in_categories(annex.template(2)[1:], 2):
        both = f"{category}/{keyword}" if keyword else category
        row[3] = notes.pop(both, "") or (notes.pop(keyword, "") if keyword != OTHER else "")
        found.append(row)
    for code in notes:
        filling.gap(2, "note_on_nothing", detail=code)
    return found
