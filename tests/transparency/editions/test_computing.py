"""What an edition says: of the demands of the register, and of published history."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from clarion.register import services as register
from clarion.register.counts import Count
from clarion.register.models import Demand
from clarion.register.vocabulary import Door, Kind, Outcome
from clarion.transparency.editions import services
from clarion.transparency.editions.computing.report import compute
from clarion.transparency.editions.content import Content, Row, Table
from clarion.transparency.editions.depot import place
from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.models import Edition
from clarion.transparency.editions.services import Order
from clarion.transparency.editions.tabulating import tables_of
from clarion.transparency.models import Contradiction, Tally
from clarion.transparency.periods import Period, parse
from transparency.editions.conftest import Editors

PERIOD = parse("2019-h1")


def receive(kind: Kind, number: int = 1, outcome: Outcome = Outcome.REFUSED, **facts: object) -> None:
    """Demands received in the period, decided as far as counting goes."""
    for _ in range(number):
        facts.setdefault("received_at", datetime(2019, 3, 1, tzinfo=UTC))
        receipt = register.receive(actor=None, door=Door.WEB, kind=kind, **facts)  # type: ignore[arg-type]
        Demand.objects.filter(reference=receipt.reference).update(outcome=outcome)


def content(folder: Path, period: Period = PERIOD) -> Content:
    return compute(Order(period, False, folder, confirmed=frozenset({services.OPEN})))


def requests(table: Table, kind: str = "content") -> dict[tuple[str, ...], int | None]:
    found: Counter[tuple[str, ...]] = Counter()
    for row in table.rows:
        if row.kind == kind and row.unit == "request":
            found[row.values] += row.low or 0
    return dict(found)


@pytest.fixture
def some(db: None) -> None:
    """Demands of several kinds, some of few."""
    receive(
        Kind.CONTENT,
        3,
        country="DE",
        project="de.wikipedia",
        items=["https://a.example/1", "https://a.example/2"],
    )
    receive(Kind.CONTENT, 1, country="FR", project="fr.wikipedia", outcome=Outcome.FULL)
    receive(Kind.CONTENT, 2, project="en.wikipedia")
    receive(Kind.USER_DATA, 4, country="US", process="civil_subpoena", accounts_potential=Count(1, 3))
    receive(Kind.USER_DATA, 1, country="IN", process="court_order", accounts_potential=Count.exact(1))
    receive(Kind.USER_DATA, 3, country="US", process="national_security", accounts_potential=Count.exact(90))
    receive(Kind.CONTENT, 5, received_at=datetime(2019, 7, 1, tzinfo=UTC))


def test_demands_of_the_period_are_counted_in_every_table(some: None, tmp_path: Path) -> None:
    found = content(tmp_path)
    assert requests(found.table("total")) == {(): 6}
    assert requests(found.table("country")) == {("DE",): 3, ("FR",): 1, ("ZZ",): 2}
    assert found.cases
    assert found.cases.count == 11
    (items,) = [row for row in found.table("total").rows if row.unit == "item"]
    assert (items.kind, items.low) == ("content", 6)


def test_few_are_withheld_and_told_to_be(some: None, tmp_path: Path) -> None:
    found = content(tmp_path)
    assert requests(found.table("country"), "user_data") == {("withheld",): 5}
    assert requests(found.table("total"), "user_data") == {(): 5}
    told = [one.facts for one in found.findings if one.key == "withheld"]
    assert {"kind": "user_data", "dimension": "country", "count": 5} in told


def test_national_security_is_told_in_bands_alone(some: None, tmp_path: Path) -> None:
    found = content(tmp_path)
    assert found.table("bands").rows == (
        Row("user_data", "request", ("national_security",), "", 0, 249, "band"),
        Row("user_data", "account_potential", ("national_security",), "", 250, 499, "band"),
    )
    for table in found.tables:
        assert table.key == "bands" or "national_security" not in json.dumps(table.as_json())


def test_without_any_the_band_is_told_all_the_same(tmp_path: Path, db: None) -> None:
    receive(Kind.CONTENT)
    assert [row.low for row in content(tmp_path).table("bands").rows] == [0, 0]


def test_tables_follow_from_the_case_rows(some: None, tmp_path: Path) -> None:
    found = content(tmp_path)
    assert found.cases
    with duckdb.connect() as duck:
        duck.read_parquet(str(found.cases.path)).create_view("cases")
        again = tables_of(duck)
    assert again == [one for one in found.tables if one.basis == "cases"]


def test_tables_agree_in_what_they_add_up_to(some: None, tmp_path: Path) -> None:
    assert not [one for one in content(tmp_path).findings if one.key == "does_not_add_up"]


def test_what_nobody_recorded_is_unknown_and_not_zero(db: None, tmp_path: Path) -> None:
    receive(Kind.USER_DATA, 2, accounts_potential=Count.exact(4))
    receive(Kind.USER_DATA, 1)
    rows = content(tmp_path).table("total").rows
    (potential,) = [row for row in rows if row.unit == "account_potential"]
    (actual,) = [row for row in rows if row.unit == "account_actual"]
    assert (potential.low, potential.high, potential.mark) == (8, None, "unknown")
    assert (actual.low, actual.high, actual.mark) == (None, None, "unknown")


def test_spam_and_invented_demands_are_not_counted(db: None, tmp_path: Path) -> None:
    receive(Kind.CONTENT, 2)
    receive(Kind.CONTENT, 3, invented=True)
    Demand.objects.filter(invented=False).order_by("pk")[:1].get()
    first = Demand.objects.filter(invented=False).order_by("pk").first()
    assert first
    Demand.objects.filter(pk=first.pk).update(status="spam")
    assert requests(content(tmp_path).table("total")) == {(): 1}


def test_undecided_demands_have_to_be_confirmed(db: None, editors: Editors) -> None:
    receive(Kind.CONTENT, 2, outcome=Outcome.PENDING)
    with pytest.raises(EditionError, match="2 demands are of 2019-h1 not decided"):
        services.build(actor=editors.first, period=PERIOD)
    edition = services.build(actor=editors.first, period=PERIOD, confirmed=[services.OPEN])
    assert {"kind": "content", "count": 2} in [
        one["facts"] for one in edition.findings if one["key"] == "undecided"
    ]


def test_the_whole_way_build_publish_correct(some: None, editors: Editors) -> None:
    first = services.build(actor=editors.first, period=PERIOD)
    services.publish(actor=editors.second, edition=first)
    with pytest.raises(EditionError, match="published already"):
        services.build(actor=editors.first, period=PERIOD)
    Demand.objects.filter(country="FR").update(outcome=Outcome.PARTIAL)
    second = services.correct(actor=editors.second, period=PERIOD, reason="One demand was granted in part.")
    services.publish(actor=editors.first, edition=second)
    changes = json.loads((place("report", PERIOD, 2) / "changes.json").read_text())
    of_total = [(one["outcome"], one["before"], one["after"]) for one in changes if one["table"] == "total"]
    one_request = {"low": 1, "high": 1, "mark": ""}
    assert of_total == [("full", one_request, None), ("partial", None, one_request)]
    assert Edition.objects.newest(PERIOD) == second
    assert (place("report", PERIOD, 1) / "cases.parquet").is_file()


def test_a_sudden_change_is_noticed(db: None, editors: Editors) -> None:
    receive(Kind.CONTENT, 4)
    services.publish(actor=editors.second, edition=services.build(actor=editors.first, period=PERIOD))
    receive(Kind.CONTENT, 12, received_at=datetime(2019, 8, 1, tzinfo=UTC))
    edition = services.build(actor=editors.first, period=parse("2019-h2"))
    (found,) = [one["facts"] for one in edition.findings if one["key"] == "sudden_change"]
    assert found == {"kind": "content", "before": 4, "now": 12, "period": "2019-h1"}


def test_a_period_that_cuts_another_has_to_be_confirmed(db: None, editors: Editors) -> None:
    receive(Kind.CONTENT, 4)
    services.publish(actor=editors.second, edition=services.build(actor=editors.first, period=PERIOD))
    cutting = parse("2019-02-01..2019-08-31")
    with pytest.raises(EditionError, match="cuts 2019-h1"):
        services.build(actor=editors.first, period=cutting)
    services.build(actor=editors.first, period=cutting, confirmed=[services.OVERLAP])
    services.build(actor=editors.first, period=parse("2019"))


def halves() -> Iterator[str]:
    return (f"{year}-h{half}" for year in range(2012, 2019) for half in (1, 2) if (year, half) > (2012, 1))


def test_every_half_year_of_history_is_rebuilt_with_the_published_numbers(
    wikimedia: None, editors: Editors
) -> None:
    for name in halves():
        period = parse(name)
        stated = Tally.objects.filter(
            breakdown="total", period_start=period.start, period_end=period.end, source__standing="dataset"
        )
        if not stated:
            continue
        edition = services.build(actor=editors.first, period=period)
        total = Table.from_json(edition.tables.get(key="total").content)
        told = {(row.kind, row.unit, row.outcome): (row.low, row.high) for row in total.rows}
        for one in stated.filter(unrecorded=0):
            assert told[one.kind, one.unit, one.outcome] == (one.low, one.high), (name, one)
        mine = Contradiction.objects.filter(
            period_start__lte=period.end, period_end__gte=period.start
        ).count()
        assert len([one for one in edition.findings if one["key"] == "contradiction"]) == mine
        services.publish(actor=editors.second, edition=edition)


def test_nothing_known_is_said_in_a_line(db: None, editors: Editors) -> None:
    with pytest.raises(EditionError, match="nothing is known of 1999"):
        services.build(actor=editors.first, period=parse("1999"))


def test_the_future_is_not_reported_on(db: None, editors: Editors) -> None:
    with pytest.raises(EditionError, match="is not over"):
        services.build(actor=editors.first, period=parse("2999"))
