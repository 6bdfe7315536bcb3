"""Receiving a demand: all of it or nothing, once, and with a receipt."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from pytest_django import Settings

from clarion.core.writes import Writes
from clarion.register import receipts, services
from clarion.register.counts import Count
from clarion.register.errors import NotAllowed
from clarion.register.models import Demand, Event
from clarion.register.papers import Contact, Letter
from clarion.register.vocabulary import Door, Kind, Outcome
from clarion.register.workflow import Status
from clarion.transparency.models import Tally
from register.conftest import Staff, received


def test_a_receipt_tells_its_holder_where_the_demand_stands_and_nobody_else(db: None) -> None:
    receipt = services.receive(actor=None, door=Door.WEB, kind=Kind.ERASURE)
    assert re.fullmatch(r"\d{4}-000001", receipt.reference)
    standing = receipts.standing_of(reference=receipt.reference, secret=receipt.secret.upper())
    assert standing is not None
    assert (standing.status, standing.outcome) == (Status.RECEIVED, Outcome.PENDING)
    assert receipts.standing_of(reference=receipt.reference, secret="guess") is None
    assert receipts.standing_of(reference="2026-999999", secret=receipt.secret) is None
    assert receipt.secret not in str(Demand.objects.values())


def test_numbers_begin_anew_each_year_and_none_is_lost(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = received(received_at=datetime(2024, 12, 31, 12, tzinfo=UTC))
    with monkeypatch.context() as patch:
        patch.setattr(Writes, "send", _fail)
        with pytest.raises(RuntimeError):
            received(received_at=datetime(2024, 6, 1, tzinfo=UTC))
    second = received(received_at=datetime(2024, 6, 1, tzinfo=UTC))
    other = received(received_at=datetime(2025, 1, 1, 12, tzinfo=UTC))
    assert [one.reference for one in (first, second, other)] == ["2024-000001", "2024-000002", "2025-000001"]


def _fail(*args: object, **kwargs: object) -> None:
    raise RuntimeError


def test_the_day_of_receipt_is_that_of_the_organisation(db: None, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    assert received(received_at=datetime(2024, 12, 31, 20, tzinfo=UTC)).reference == "2025-000001"


def test_what_a_door_brings_twice_is_received_once(db: None) -> None:
    first = services.receive(actor=None, door=Door.EMAIL, kind=Kind.CONTENT, once="<a@example.org>")
    again = services.receive(actor=None, door=Door.EMAIL, kind=Kind.CONTENT, once="<a@example.org>")
    assert (again.reference, again.is_new, again.secret) == (first.reference, False, "")
    assert Demand.objects.count() == 1
    assert Tally.objects.get(breakdown="total", unit="request").low == 1


@pytest.mark.django_db(transaction=True)
def test_what_doors_bring_at_the_same_moment_is_received_once_and_numbered_without_gaps() -> None:
    found: list[str] = []
    gate = threading.Barrier(6)

    def door(number: int) -> None:
        try:
            gate.wait(20)
            for turn in range(5):
                once = f"same-{turn}" if number < 2 else f"{number}-{turn}"
                found.append(
                    services.receive(actor=None, door=Door.API, kind=Kind.CONTENT, once=once).reference
                )
        finally:
            connection.close()

    threads = [threading.Thread(target=door, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 30
    assert sorted(Demand.objects.values_list("number", flat=True)) == list(range(1, 26))


def test_a_demand_knows_the_others_from_the_same_requester_and_of_the_same_items(db: None) -> None:
    address = "https://en.example.org/wiki/A"
    first = received(items=[address], papers=[Contact(email="Ann@Example.org")])
    same = received(items=["https://EN.example.org/wiki/A"], papers=[Contact(email="ann@example.org")])
    received(items=["https://en.example.org/wiki/B"], papers=[Contact(email="bob@example.org")])
    assert list(Demand.objects.of_same_items(first)) == [same]
    assert list(Demand.objects.of_same_requester(first)) == [same]


def test_ten_thousand_addresses_fit_into_one_demand(db: None) -> None:
    demand = received(items=[f"https://en.example.org/wiki/{number}" for number in range(10_000)])
    assert demand.items_count == 10_000
    assert Tally.objects.get(breakdown="total", unit="item", outcome="pending").low == 10_000


def test_accounts_are_a_number_a_range_or_unknown_and_never_zero_by_default(db: None) -> None:
    def tallied(unit: str) -> tuple[int | None, int | None, int]:
        one = Tally.objects.get(breakdown="total", unit=unit)
        return one.low, one.high, one.unrecorded

    received(kind=Kind.USER_DATA, accounts_potential=Count(1, 249))
    assert tallied("account_potential") == (1, 249, 0)
    assert tallied("account_actual") == (0, 0, 1)
    received(kind=Kind.USER_DATA)
    assert tallied("account_potential") == (1, 249, 1)


def test_a_demand_is_written_with_few_statements_however_many_items_it_has(
    db: None, django_assert_max_num_queries: object
) -> None:
    received()
    papers = [Contact(name="Ann"), Letter(text="Remove this")]
    items = [f"https://en.example.org/{number}" for number in range(300)]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        services.receive(actor=None, door=Door.WEB, kind=Kind.CONTENT, items=items, papers=papers)


def test_the_desk_needs_the_right_to_enter_a_demand(staff: Staff) -> None:
    given = {"door": Door.DESK, "kind": Kind.CONTENT}
    assert services.receive(actor=staff.clerk, **given).is_new  # type: ignore[arg-type]
    for nobody in (staff.stranger, staff.root, staff.auditor):
        with pytest.raises(NotAllowed):
            services.receive(actor=nobody, **given)  # type: ignore[arg-type]
    assert Event.objects.count() == 1
