"""The median time to decide: of each kind, from the demands of the register, and only where it can be told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median_low

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.register import services as register
from clarion.register.models import Demand
from clarion.register.vocabulary import Door, Kind, Outcome
from clarion.transparency.editions import definitions, services
from clarion.transparency.editions.computing import durations, reading
from clarion.transparency.editions.content import MEDIAN
from clarion.transparency.editions.depot import place
from clarion.transparency.editions.disclosure import rules
from clarion.transparency.verifying import edition as editions
from clarion.transparency.verifying.durations import check_medians
from transparency.editions.conftest import Editors
from transparency.editions.test_computing import PERIOD, content

RECEIVED = datetime(2019, 3, 1, 9, tzinfo=UTC)
BUILT = datetime(2019, 7, 9, 9, tzinfo=UTC)
"""130 days later."""


def decided(
    kind: Kind, days: Iterable[int | None], outcome: Outcome = Outcome.REFUSED, **facts: object
) -> None:
    """A demand for each, decided after so many days; None where nobody knows when, or it is not decided."""
    for one in days:
        receipt = register.receive(actor=None, door=Door.WEB, kind=kind, received_at=RECEIVED, **facts)  # type: ignore[arg-type]
        at = None if one is None else RECEIVED + timedelta(days=one, hours=3)
        Demand.objects.filter(reference=receipt.reference).update(outcome=outcome, decided_at=at)


def undecided(kind: Kind, number: int) -> None:
    decided(kind, [None] * number, Outcome.PENDING)


def medians(folder: Path) -> dict[str, tuple[int | None, int | None, str]]:
    with time_machine.travel(BUILT, tick=False):
        rows = content(folder).table(MEDIAN).rows
    assert {(row.unit, row.values, row.outcome) for row in rows} <= {("day", (), "")}
    return {row.kind: (row.low, row.high, row.mark) for row in rows}


def test_half_of_the_requests_of_a_kind_were_decided_within_the_median(db: None, tmp_path: Path) -> None:
    decided(Kind.CONTENT, [1, 40, 3, 9, 2])
    decided(Kind.COPYRIGHT, [4, 6, 0, 30])
    assert medians(tmp_path) == {"content": (3, 3, ""), "copyright": (4, 4, "")}


def test_a_kind_that_never_came_has_no_median_and_no_zero(db: None, tmp_path: Path) -> None:
    decided(Kind.CONTENT, [0, 0, 0])
    assert medians(tmp_path) == {"content": (0, 0, "")}


def test_few_undecided_requests_change_nothing(db: None, tmp_path: Path) -> None:
    decided(Kind.CONTENT, [1, 2, 3])
    undecided(Kind.CONTENT, 2)
    assert medians(tmp_path) == {"content": (3, 3, "")}


def test_undecided_requests_that_may_still_move_it_leave_bounds(db: None, tmp_path: Path) -> None:
    decided(Kind.CONTENT, [1, 2, 200])
    undecided(Kind.CONTENT, 2)
    with time_machine.travel(BUILT, tick=False):
        assert medians(tmp_path) == {"content": (130, 200, "")}


def test_where_most_are_undecided_it_is_unknown_but_for_how_long_they_have_waited(
    db: None, tmp_path: Path
) -> None:
    decided(Kind.CONTENT, [1, 2, 3])
    undecided(Kind.CONTENT, 4)
    undecided(Kind.COPYRIGHT, 5)
    assert medians(tmp_path) == {"content": (130, None, "unknown"), "copyright": (None, None, "unknown")}


def test_a_decision_of_which_nobody_knows_when_may_have_been_made_at_any_time(
    db: None, tmp_path: Path
) -> None:
    decided(Kind.CONTENT, [5, 6, 7, None])
    decided(Kind.COPYRIGHT, [None, None, None])
    assert medians(tmp_path) == {"content": (5, 6, ""), "copyright": (None, None, "unknown")}


def test_what_was_taken_back_is_left_out(db: None, tmp_path: Path) -> None:
    decided(Kind.CONTENT, [5, 6, 7])
    decided(Kind.CONTENT, [None] * 9, Outcome.WITHDRAWN)
    decided(Kind.COPYRIGHT, [None] * 9, Outcome.WITHDRAWN)
    assert medians(tmp_path) == {"content": (6, 6, "")}


def test_it_is_withheld_where_fewer_were_decided_than_the_rules_ask(db: None, tmp_path: Path) -> None:
    decided(Kind.USER_DATA, [5, 6], process="court_order")
    assert medians(tmp_path) == {"user_data": (None, None, "withheld")}
    told = [one.facts for one in content(tmp_path).findings if one.key == "withheld"]
    assert {"kind": "user_data", "dimension": MEDIAN, "count": 2} in told


def test_demands_told_in_bands_have_no_part_in_it(db: None, tmp_path: Path) -> None:
    decided(Kind.USER_DATA, [5, 6, 7], process="court_order")
    decided(Kind.USER_DATA, [90] * 9, process="national_security")
    assert medians(tmp_path) == {"user_data": (6, 6, "")}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 120) | st.none(), min_size=1, max_size=12), st.data())
def test_however_the_undecided_are_decided_the_median_lies_within_its_bounds(
    tmp_path: Path, days: list[int | None], data: st.DataObject
) -> None:
    with reading.opened(tmp_path) as duck:
        duck.execute("CREATE TABLE demands (kind VARCHAR, outcome VARCHAR, days BIGINT, waited BIGINT)")
        for one in days:
            duck.execute(
                "INSERT INTO demands VALUES ('content', ?, ?, 20)",
                ["pending" if one is None else "refused", one],
            )
        (row,) = durations.medians(duck, rules()).rows
    later = [data.draw(st.integers(20, 400)) if one is None else one for one in days]
    assert row.low is None or row.low <= median_low(later)
    assert row.high is None or row.high >= median_low(later)
    if None not in days and len(days) >= 3:
        assert row.low == row.high == median_low(later)


def test_it_is_frozen_and_proved_as_far_as_the_rows_go(db: None, editors: Editors) -> None:
    decided(Kind.CONTENT, [1, 2, 3, 40])
    decided(Kind.USER_DATA, [5, 6], process="court_order")
    undecided(Kind.COPYRIGHT, 5)
    built = services.build(actor=editors.first, period=PERIOD, confirmed=[services.OPEN])
    services.publish(actor=editors.second, edition=built)
    folder = place("report", PERIOD, 1)
    (check,) = check_medians(editions.read(folder))
    assert check.holds, check
    assert "all 3 medians lie where the case rows and the classes of days put them" in check.said
    assert "not recomputable" in check.said


LIES = {
    "too short": ("content", [1, 1, ""], "fewer than half were decided within them"),
    "too long": ("content", [60, 60, ""], "more than half were decided in fewer"),
    "told of few": ("user_data", [5, 5, ""], "no more than 2 were decided"),
    "told of none": ("copyright", [5, 5, ""], "no more than 0 were decided"),
    "withheld of many": ("content", [None, None, "withheld"], "and 5 were decided"),
}


@pytest.mark.parametrize(("kind", "count", "said"), LIES.values(), ids=LIES.keys())
def test_a_median_that_cannot_be_is_named(
    db: None, editors: Editors, kind: str, count: list[object], said: str
) -> None:
    decided(Kind.CONTENT, [9, 9, 10, 10, 11])
    decided(Kind.USER_DATA, [5, 6], process="court_order")
    undecided(Kind.COPYRIGHT, 5)
    services.build(actor=editors.first, period=PERIOD, confirmed=[services.OPEN])
    path = place("report", PERIOD, 1) / "tables.json"
    told = json.loads(path.read_text())
    rows = next(one for one in told["tables"] if one["key"] == MEDIAN)["rows"]
    for row in rows:
        if row[0] == kind:
            row[4:] = count
    path.write_text(json.dumps(told))
    (check,) = check_medians(editions.read(path.parent))
    assert check.holds is False
    assert [one for one in check.wrong if kind in one and said in one], check.wrong


def test_an_edition_without_medians_is_not_asked_for_them(editors: Editors, draft: object) -> None:
    edition = draft()  # type: ignore[operator]
    assert list(check_medians(editions.read(place("report", edition.period, 1)))) == []


def test_what_it_counts_is_defined_in_every_language() -> None:
    texts = definitions.newest().texts[MEDIAN]
    assert set(texts) == {"en", "ar", "zh-hans", "fr", "es"}
