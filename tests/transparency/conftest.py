"""Tallies for the tests of figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import clarion.demo
from clarion.transparency.imports import import_tallies
from clarion.transparency.models import Source, Tally
from clarion.transparency.naming import name_countries
from clarion.transparency.periods import parse

WIKIMEDIA = Path(clarion.demo.__file__).parent / "data" / "wikimedia"


@pytest.fixture
def wikimedia(db: None) -> None:
    """The published history of the Wikimedia Foundation, imported."""
    import_tallies(WIKIMEDIA)


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(slug="sheet", title="A sheet", publisher="Example", as_of=date(2020, 1, 1))


@pytest.fixture
def tally(source: Source) -> Callable[..., Tally]:
    """Makes one cell: `tally("2017-h1", "not_granted", 341, country="DE")`; None is an unknown count."""

    def make(
        period: str, outcome: str, count: int | None, *, high: int | None = None, **fields: str
    ) -> Tally:
        days = parse(period)
        dimensions = [one for one in ("country", "project", "requester", "process") if one in fields]
        values = {
            "source": source,
            "breakdown": "+".join(dimensions) or "total",
            "kind": "content",
            "unit": "request",
            **fields,
        }
        made = Tally.objects.create(
            period_start=days.start,
            period_end=days.end,
            outcome=outcome,
            low=count,
            high=count if high is None else high,
            **values,
        )
        name_countries(source.pk)
        return made

    return make
