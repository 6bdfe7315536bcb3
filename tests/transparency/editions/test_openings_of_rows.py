"""What the case rows of an edition open in the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pytest_django import Settings

from clarion.register import services as register
from clarion.register.models import Demand
from clarion.register.vocabulary import Door, Kind
from clarion.transparency.editions.computing.report import compute
from clarion.transparency.editions.services import OPEN, Order
from clarion.transparency.log.commitments import STATE, Opening
from clarion.transparency.log.models import Leaf, Sort
from clarion.transparency.log.notes import Signer
from clarion.transparency.periods import parse

OUTCOMES = ("pending", "refused", "partial", "full", "withdrawn", "not_ours")


@pytest.fixture(autouse=True)
def key(settings: Settings) -> None:
    settings.LOG_KEYS = [str(Signer.new("example.org/log"))]


def receive(country: str, count: int) -> None:
    for _ in range(count):
        register.receive(
            actor=None,
            door=Door.WEB,
            kind=Kind.USER_DATA,
            country=country,
            items=["https://en.example.org/wiki/A"],
            project="en.wikipedia",
            received_at=datetime(2019, 3, 1, tzinfo=UTC),
        )


def cases(folder: Path) -> list[dict[str, Any]]:
    order = Order(parse("2019-h1"), False, folder, confirmed=frozenset({OPEN}))
    content = compute(order)
    assert content.cases is not None
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [str(content.cases.path)])
    names = [one[0] for one in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def record(case: dict[str, Any]) -> dict[str, Any]:
    """What a stranger makes of a row: the fields that are shown."""
    told = {name: case[name] for name in ("kind", "process", "requester", "country", "project", "outcome")}
    items = {name: case[f"items_{name}"] for name in OUTCOMES if case[f"items_{name}"]}
    return {
        "first": case["first"],
        "counted": True,
        "half": case["half_year"].replace("-h", "-H"),
        **{name: value for name, value in told.items() if value != "withheld"},
        "items": items,
        "accounts_potential": None,
        "accounts_actual": None,
    }


@pytest.mark.django_db
def test_each_row_opens_the_newest_state_of_its_demand_and_withholds_what_is_withheld(tmp_path: Path) -> None:
    receive("DE", 12)
    receive("FR", 1)
    rows = cases(tmp_path)
    assert len(rows) == 13
    states = {str(one) for one in Leaf.objects.filter(sort=Sort.STATE)}
    assert {one["commitment"] for one in rows} == states
    firsts = {str(one) for one in Leaf.objects.filter(sort=Sort.RECEIVED)}
    assert {one["first"] for one in rows} == firsts
    for one in rows:
        opened = Opening.read(one["opening"]).commitment(STATE, record(one)).hex()
        assert opened == one["commitment"]
        with_another = {**record(one), "kind": "copyright"}
        assert Opening.read(one["opening"]).commitment(STATE, with_another).hex() != one["commitment"]
    withheld = [one for one in rows if one["country"] == "withheld"]
    assert withheld
    for one in withheld:
        assert Opening.read(one["opening"]).salt is None


@pytest.mark.django_db
def test_a_demand_from_before_the_log_is_committed_to_when_it_is_counted(tmp_path: Path) -> None:
    receive("DE", 3)
    older = Demand.objects.latest("pk")
    older.pk = None
    older.reference, older.number, older.receipt_hash, older.once = "2019-000099", 99, "", None
    older.save(force_insert=True)
    rows = cases(tmp_path)
    assert len({one["commitment"] for one in rows}) == 4
    assert all(one["opening"] for one in rows)
