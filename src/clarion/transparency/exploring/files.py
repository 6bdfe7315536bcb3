"""A view as files: all of its cells and the totals on record, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.http import urlencode

from clarion.register.counts import Count
from clarion.transparency.exploring.pivot import Block, Pivot, gap_of
from clarion.transparency.exploring.shown import definitions, kinds_of, measure_of, value_name
from clarion.transparency.filters import KIND
from clarion.transparency.report.datasets import Cell, count_columns, count_object, origin_object
from clarion.transparency.report.panels import Role

FILE_COLUMNS = (
    "kind", "unit", "rows", "row", "row_name", "columns", "column", "column_name", "value", "low", "high", "status",
    "role", "covered",
)  # fmt: skip
TOTAL = "total"


def view_rows(pivot: Pivot, code: str) -> Iterator[tuple[Cell, ...]]:
    """A row for each cell, in the order of `FILE_COLUMNS`; `role` says which are totals, or lack of them."""
    asked = pivot.asked
    for block in pivot.blocks:
        for row, role, column, counted, covered in _cells(block, pivot):
            kind = block.kind or (row if asked.rows == KIND else column)
            row_name = value_name(asked.rows, row, code) if role in _VALUES else ""
            column_name = (
                value_name(asked.columns, column, code) if column not in ("", TOTAL, "difference") else ""
            )
            yield (
                kind, asked.query.unit, asked.rows, row, row_name, asked.columns, column, column_name, *counted, role,
                " ".join(map(str, covered)),
            )  # fmt: skip


_VALUES = {str(Role.VALUE), str(Role.UNATTRIBUTED), str(Role.WITHHELD)}


def _cells(block: Block, pivot: Pivot) -> Iterator[tuple[str, str, str, tuple[Cell, ...], tuple[Any, ...]]]:
    whole = TOTAL if pivot.asked.columns else ""
    for line in block.lines:
        for column in pivot.columns:
            cell = line.cells[column]
            yield line.key, str(line.role), column, count_columns(cell.count), cell.covered
        if gap := gap_of(line):
            yield line.key, str(line.role), "difference", _difference(gap), line.covered
        if line.total:
            yield line.key, str(line.role), whole, count_columns(line.total.count), line.total.covered
    for column, gap in block.differences.items():
        yield "difference", str(Role.DIFFERENCE), column or whole, _difference(gap), block.covered
    for column, cell in block.totals.items():
        yield TOTAL, TOTAL, column, count_columns(cell.count), cell.covered
    if block.whole:
        yield TOTAL, TOTAL, whole, count_columns(block.whole.count), block.whole.covered


def _difference(gap: int) -> tuple[Cell, ...]:
    return gap, gap, gap, "exact"


def view_object(pivot: Pivot, code: str) -> dict[str, Any]:
    """A view as JSON."""
    asked = pivot.asked
    return {
        "query": asked.parameters,
        "language": code,
        "unit": asked.query.unit,
        "rows": asked.rows,
        "columns": [{"key": one, "name": value_name(asked.columns, one, code)} for one in pivot.columns],
        "told_apart_by": asked.columns or None,
        "blocks": [_block(one, pivot, code) for one in pivot.blocks],
        "unrecorded_kinds": list(pivot.unrecorded_kinds),
        "definitions": _definitions(pivot, code),
        "sources": [origin_object(one) for one in pivot.sources],
        "links": addresses(pivot, code),
    }


def _block(block: Block, pivot: Pivot, code: str) -> dict[str, Any]:
    return {
        "kind": block.kind or None,
        "rows": [
            {
                "key": line.key,
                "name": value_name(pivot.asked.rows, line.key, code),
                "role": str(line.role),
                "covered": [str(one) for one in line.covered],
                "cells": {column: count_object(line.cells[column].count) for column in pivot.columns},
                "difference": gap_of(line) or None,
                "total": _count(line.total.count if line.total else None),
            }
            for line in block.lines
        ],
        "differences": {column or TOTAL: gap for column, gap in block.differences.items()},
        "totals": {column: count_object(cell.count) for column, cell in block.totals.items()},
        "total": _count(block.whole.count if block.whole else None),
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    return count_object(count) if count else None


def _definitions(pivot: Pivot, code: str) -> list[dict[str, Any]]:
    told = zip(kinds_of(pivot), definitions(pivot, code), strict=True)
    return [
        {"kind": kind, "measure": measure.key if measure else None, "name": one.name, "definition": one.text}
        for kind, one in told
        for measure in [measure_of(kind, pivot.asked)]
    ]


def addresses(pivot: Pivot, code: str) -> dict[str, str]:
    """Where this view is: as a page, as files, and its cells in the API."""
    asked = pivot.asked
    own = f"{settings.BASE_URL}/{code}/transparency/data/explore/"
    query = f"?{urlencode(asked.parameters)}" if asked.parameters else ""
    api = urlencode(asked.grouped(asked.rows, asked.columns).parameters)
    return {
        "page": own + query,
        "csv": f"{own}view.csv{query}",
        "json": f"{own}view.json{query}",
        "api": f"{settings.BASE_URL}/api/v1/tallies?{api}",
    }
