"""Cases and declarations for the tests of the EU report."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from clarion.transparency.dsa import rules
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.cases import Case, Ground, Type
from clarion.transparency.dsa.declaration import Class, Declaration
from clarion.transparency.dsa.filling import Order
from clarion.transparency.dsa.report import Report, fill
from clarion.transparency.periods import Period

ZONE = ZoneInfo("UTC")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COPYRIGHT = {
    "category": "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
    "keyword": "KEYWORD_COPYRIGHT_INFRINGEMENT",
}
_count = iter(range(1, 1_000_000))


def case(kind: Type = Type.NOTICE, *, after: float | None = None, **facts: Any) -> Case:
    """A case of copyright that came at noon; `after` hours it was acted upon."""
    acted = None if after is None else NOON + timedelta(hours=after)
    given: dict[str, Any] = {"received_at": NOON, "acted_at": acted, "ground": Ground.LAW, **COPYRIGHT}
    if kind in (Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION):
        given["country"] = "DE"
    if after is not None and kind in (Type.NOTICE, Type.ORDER_TO_ACT):
        given["measures"] = facts.get("items", 1)
    if kind is Type.OWN_INITIATIVE:
        given |= {"acted_at": NOON, "measures": 1, "restrictions": ("removal",)}
    return Case(**({"reference": f"C-{next(_count)}", "type": kind} | given | facts))


def declared(**facts: Any) -> Declaration:
    return Declaration(
        **({"service": "Commonplace", "provider": "Commonplace Ltd", "kind": Class.PLATFORM} | facts)
    )


def filled(cases: Iterable[Case], **facts: Any) -> Report:
    """The report of 2026."""
    given: dict[str, Any] = {
        "period": Period.year(2026),
        "declaration": declared(),
        "rules": rules.version(),
        "zone": ZONE,
        "published_on": date(2027, 2, 1),
    }
    return fill(Order(cases=list(cases), **(given | facts)))


def rows(report: Report, number: int, **cells: str) -> list[dict[str, str]]:
    """Rows of a part as dictionaries, those that have these cells; names of columns may be given by their beginning."""
    header, *body = report.parts[number]
    named = [dict(zip(header, row, strict=True)) for row in body]
    return [one for one in named if all(one[column(header, name)] == value for name, value in cells.items())]


def column(header: Row, name: str) -> str:
    """The first column that begins with some words, `_` for a space."""
    return next(one for one in header if one.startswith(name.replace("_", " ")))


def values(report: Report, number: int, code: str, scope: str = "") -> list[str]:
    """The values of the first row of a category."""
    first, count = {3: (6, 7), 4: (5, 10), 5: (5, 16), 6: (5, 16)}[number]
    for row in report.parts[number][1:]:
        if row[3] == code and (not scope or row[5] == scope):
            return row[first : first + count]
    raise AssertionError(f"no row {code} {scope}")


def value(report: Report, number: int, indicator: str, scope: str) -> str:
    """A value of parts 7 to 9."""
    for row in report.parts[number][1:]:
        if row[4].strip() == indicator and row[5].strip() == scope:
            return row[6]
    raise AssertionError(f"no row {indicator} {scope}")


def write_csv(path: Path, lines: Iterable[Mapping[str, str]]) -> Path:
    """A CSV file with all columns that occur."""
    lines = list(lines)
    names = list(dict.fromkeys(name for one in lines for name in one))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(lines)
    return path
