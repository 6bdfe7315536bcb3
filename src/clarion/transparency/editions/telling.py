"""What a published edition of the register tells, as tallies: the public figures of its period, by every breakdown.

The register's own tallies move with every step and are told as totals alone. By country, project and so on figures read
these, which are groupings of the published case rows and of nothing else. What is withheld is in the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
from django.conf import settings
from django.utils import timezone

from clarion.register.vocabulary import Kind, Process, Unit
from clarion.transparency.editions import depot, freezing, tabulating
from clarion.transparency.editions.content import REGISTER, UNRECORDED, WITHHELD, Row, Table
from clarion.transparency.editions.disclosure import live
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.models import Source, Tally
from clarion.transparency.naming import name_countries
from clarion.transparency.periods import Period, by_half_years

_IN_REST = {("requester", UNRECORDED["requester"]), ("process", UNRECORDED["process"])}
"""Values that are no row of a tally: what nobody recorded of these is in the rest."""


class _Cell(NamedTuple):
    """A tally before it has a source. `None` for what is unknown."""

    breakdown: str
    period: Period
    kind: str
    unit: str
    values: tuple[tuple[str, str], ...]
    outcome: str
    low: int | None
    high: int | None


def tell(edition: Edition) -> None:
    """Makes the tallies of a published edition, in place of those of the edition that it follows.

    Of imported history there are tallies already, and invented demands have no part in public figures.
    """
    if edition.series != Series.REPORT or edition.origin != REGISTER or edition.invented:
        return
    folder = depot.folder_of(edition)
    if not (folder / freezing.CASES).is_file():
        return
    source = _source(edition)
    Tally.objects.bulk_create(
        (
            Tally(
                source=source, breakdown=one.breakdown, period_start=one.period.start, period_end=one.period.end,
                kind=one.kind, unit=one.unit, outcome=one.outcome, low=one.low, high=one.high, **dict(one.values),
            )
            for one in cells(edition.period, folder)
        ),
        batch_size=500,
    )  # fmt: skip
    name_countries(source.pk)


def _source(edition: Edition) -> Source:
    """The source that stands for the editions of a period, without tallies."""
    source, _new = Source.objects.update_or_create(
        slug=f"edition-{edition.period}",
        defaults={
            "title": f"{settings.ORGANISATION}: transparency report {edition.period}, edition {edition.number}",
            "publisher": settings.ORGANISATION,
            "url": f"{settings.BASE_URL}/{settings.LANGUAGE_CODE}/transparency/{edition.period}/"
            f"edition-{edition.number}/",
            "licence": settings.DATA_LICENCE,
            "as_of": timezone.localdate(edition.built_at),
            "standing": Source.Standing.EDITION,
        },
    )
    source.tallies.all().delete()
    return source


def cells(period: Period, folder: Path) -> Iterator[_Cell]:
    """The cells of the edition in a folder, by half-year, as the register's own are."""
    kept = json.loads((folder / freezing.TABLES).read_text(encoding="utf-8"))["tables"]
    bands = [row for one in map(Table.from_json, kept) if one.key == "bands" for row in one.rows]
    halves = by_half_years(period)
    with duckdb.connect(config={"threads": 2, "memory_limit": "500MB"}) as duck:
        duck.read_parquet(str(folder / freezing.CASES)).create_view("every")
        for half in halves:
            name = str(Period.half_around(half.start))
            duck.execute(f"CREATE OR REPLACE VIEW cases AS SELECT * FROM every WHERE half_year = '{name}'")  # noqa: S608
            for table in tabulating.tables_of(duck):
                yield from _of_table(half, table, {one.kind for one in bands})
    if len(halves) == 1:
        # A band speaks of the whole period, and its parts would tell more than it.
        for row in bands:
            yield _Cell(
                "process", period, row.kind, row.unit, (("process", row.values[0]),), "", row.low, row.high
            )


def _of_table(period: Period, table: Table, banded: set[str]) -> Iterator[_Cell]:
    rests: dict[tuple[str, str], list[Row]] = {}
    for row in table.rows:
        named = tuple(zip(table.dimensions, row.values, strict=True))
        in_rest = any(value == WITHHELD or (name, value) in _IN_REST for name, value in named)
        rest = rests.setdefault((row.kind, row.unit), [])
        if in_rest:
            rest.append(row)
            continue
        low, high = _bounds([row])
        yield _Cell(table.key, period, row.kind, row.unit, named, row.outcome, low, high)
    for kind, unit in _without_any(table, {kind for kind, _unit in rests}):
        rests[kind, unit] = []
        if not table.dimensions:
            yield _Cell(table.key, period, kind, unit, (), "", 0, 0)
    if not table.dimensions:
        return
    for (kind, unit), rows in rests.items():
        if "process" in table.dimensions and kind in banded:
            # Whether there was any whose process is told by its band alone, nobody may say.
            yield from _other_processes(period, table, kind, unit)
            yield _Cell(table.key, period, kind, unit, (), "", None, None)
        else:
            yield _Cell(table.key, period, kind, unit, (), "", *_bounds(rows))


def _without_any(table: Table, met: set[str]) -> Iterator[tuple[str, str]]:
    """Kinds without any request, with all their units: the register knows that there was none."""
    for kind in Kind.values:
        if kind in met or ("process" in table.dimensions and kind != Kind.USER_DATA):
            continue
        for unit in Unit.values if kind in tabulating.ACCOUNT_KINDS else (Unit.REQUEST, Unit.ITEM):
            yield kind, str(unit)


def _other_processes(period: Period, table: Table, kind: str, unit: str) -> Iterator[_Cell]:
    """That there was none of each process without a row, but for those told by a band."""
    if table.dimensions != ("process",):
        return
    met = {row.values[0] for row in table.rows if (row.kind, row.unit) == (kind, unit)}
    apart = {process for one, process in live.banded() if one == kind}
    if WITHHELD in met or UNRECORDED["process"] in met:
        return
    for process in Process.values:
        if process not in met | apart:
            yield _Cell(table.key, period, kind, unit, (("process", process),), "", 0, 0)


def _bounds(rows: Iterable[Row]) -> tuple[int | None, int | None]:
    """The sum; unknown as soon as one of them is."""
    low = high = 0
    for row in rows:
        if row.low is None or row.high is None:
            return None, None
        low += row.low
        high += row.high
    return low, high
