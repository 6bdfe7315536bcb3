"""Every case row is opened by what it gives: whole, or all but what is withheld."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from clarion.register.models import Demand
from clarion.register.vocabulary import Kind
from clarion.transparency.editions import services
from clarion.transparency.editions.content import ITEM_OUTCOMES, WITHHELD, Case
from clarion.transparency.log.commitments import STATE, Opening
from clarion.transparency.log.models import Leaf, Sort
from transparency.editions.conftest import Editors
from transparency.editions.test_computing import PERIOD, content, some

__all__ = ["some"]


def rows(folder: Path) -> list[Case]:
    found = content(folder).cases
    assert found
    with duckdb.connect() as duck:
        return [Case(*row) for row in duck.read_parquet(str(found.path)).fetchall()]


def record_of(row: Case) -> dict[str, Any]:
    """What a reader makes of a row, to open its commitment with."""
    record: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("first", "kind", "process", "requester", "country", "project", "outcome")
        if getattr(row, name) != WITHHELD
    }
    bounds = {
        f"accounts_{one}": [low, high]
        if (low := getattr(row, f"accounts_{one}_low")) is not None
        and (high := getattr(row, f"accounts_{one}_high")) is not None
        else None
        for one in ("potential", "actual")
    }
    items = {one: number for one in ITEM_OUTCOMES if (number := getattr(row, f"items_{one}"))}
    return {**record, **bounds, "counted": True, "half": row.half_year.upper(), "items": items}


def test_every_row_opens_its_commitment(some: None, tmp_path: Path) -> None:
    found = rows(tmp_path)
    assert len(found) == 11
    assert any(WITHHELD in row for row in found)
    for row in found:
        assert Opening.read(row.opening).commitment(STATE, record_of(row)).hex() == row.commitment


def test_a_row_that_was_changed_does_not(some: None, tmp_path: Path) -> None:
    row = rows(tmp_path)[0]
    record = record_of(row) | {"outcome": "full" if row.outcome != "full" else "refused"}
    assert Opening.read(row.opening).commitment(STATE, record).hex() != row.commitment


def test_an_opening_gives_nothing_of_what_is_withheld(some: None, tmp_path: Path) -> None:
    for row in rows(tmp_path):
        opening = Opening.read(row.opening)
        assert (opening.salt is None) == (WITHHELD in row)


def test_demands_from_before_the_log_are_entered_and_the_newest_state_is_told(
    some: None, tmp_path: Path
) -> None:
    Demand.objects.filter(country="FR").update(outcome="partial")
    found = {row.country: row for row in rows(tmp_path) if row.kind == Kind.CONTENT}
    assert found["FR"].outcome == "partial"
    demand = Demand.objects.get(country="FR", received_on__lt="2019-07-01")
    newest = Leaf.objects.filter(demand=demand, sort=Sort.STATE).latest("id")
    assert str(newest) == found["FR"].commitment
    before = Leaf.objects.count()
    rows(tmp_path)
    assert Leaf.objects.count() == before


def test_a_published_edition_is_signed_and_in_the_log(some: None, editors: Editors) -> None:
    edition = services.publish(
        actor=editors.second, edition=services.build(actor=editors.first, period=PERIOD)
    )
    leaf = Leaf.objects.get(pk=edition.leaf)
    assert leaf.record["period"] == "2019-h1"
    assert edition.signature.startswith(
        "clarion edition\nreport 2019-h1 1\nsha256 " + leaf.record["manifest"]
    )


def test_without_a_key_nothing_is_published(some: None, editors: Editors, settings: Any) -> None:
    settings.LOG_KEYS = []
    edition = services.build(actor=editors.first, period=PERIOD)
    with pytest.raises(services.EditionError, match="no key"):
        services.publish(actor=editors.second, edition=edition)
    edition.refresh_from_db()
    assert not edition.is_published
    assert json.loads(edition.manifest)["cases"] == 11
