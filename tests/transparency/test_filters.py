from __future__ import annotations

from collections.abc import Callable

import pytest

from clarion.transparency.filters import PARAMETERS, FilterError, parse
from clarion.transparency.models import Tally
from clarion.transparency.rows import TallyRow, run

Make = Callable[..., Tally]


@pytest.fixture(autouse=True)
def cells(tally: Make) -> None:
    for period, count in (("2017-h1", 341), ("2017-h2", 343)):
        tally(period, "not_granted", count)
        tally(period, "granted", 0)
        tally(period, "not_granted", count - 100, country="DE")
        tally(period, "not_granted", 100, country="ZZ")
        tally(period, "", 0, country="")
        tally(period, "partial", 2, kind="user_data", process="court_order", country="FR")


def rows(**parameters: str) -> list[tuple[str, ...]]:
    def flat(row: TallyRow) -> tuple[str, ...]:
        return (row.kind, row.period, *(value for _, value in row.values), row.outcome, str(row.count))

    return [flat(row) for row in run(parse(parameters))]


def test_rows_are_told_apart_by_period_unless_asked_otherwise() -> None:
    assert rows(kind="content") == [("content", "2017-h1", "", "341"), ("content", "2017-h2", "", "343")]


def test_kinds_are_told_apart_always_and_periods_are_added_on_request() -> None:
    assert rows(kind="content", group_by="kind") == [("content", "2017", "", "684")]


def test_rows_by_country_have_the_unknown_one_among_them() -> None:
    assert set(rows(kind="content", period="2017", group_by="country")) == {
        ("content", "2017", "DE", "", "484"),
        ("content", "2017", "ZZ", "", "200"),
    }


def test_granted_takes_in_part_and_full() -> None:
    found = rows(kind="user_data", outcome="granted", group_by="country,process")
    assert found == [("user_data", "2017", "FR", "court_order", "granted", "4")]


def test_an_outcome_that_was_recorded_only_coarsely_is_unknown() -> None:
    assert rows(kind="content", outcome="refused", period="2017-h1") == [
        ("content", "2017-h1", "refused", "unknown")
    ]


def test_a_breakdown_that_nobody_recorded_is_said_to_be_missing() -> None:
    with pytest.raises(FilterError, match="Nothing is recorded by country and project together") as caught:
        run(parse({"kind": "content", "group_by": "country,project"}))
    assert caught.value.parameter == "group_by"
    assert caught.value.allowed == ("country", "total")


def test_a_period_without_tallies_has_no_rows() -> None:
    assert rows(kind="content", period="1999") == []


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({"colour": "red"}, "colour"),
        ({"kind": "contents"}, "kind"),
        ({"period": "yesterday"}, "period"),
        ({"country": "XX"}, "country"),
        ({"country": "Germany"}, "country"),
        ({"project": "a b"}, "project"),
        ({"requester": "alien"}, "requester"),
        ({"process": "ordeal"}, "process"),
        ({"outcome": "maybe"}, "outcome"),
        ({"unit": "page"}, "unit"),
        ({"group_by": "colour"}, "group_by"),
        ({"country": "DE", "group_by": "country"}, "group_by"),
    ],
)
def test_a_wrong_parameter_is_named(parameters: dict[str, str], parameter: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(parameters)
    assert caught.value.parameter == parameter
    assert caught.value.message


def test_every_choice_of_every_parameter_is_accepted() -> None:
    for one in PARAMETERS:
        for value in one.allowed:
            assert parse({one.name: value}) is not None


def test_a_query_can_be_asked_again() -> None:
    query = parse(
        {"kind": "content", "period": "half:2017-H1", "country": "de", "group_by": "outcome,period"}
    )
    assert parse(query.parameters) == query
    assert query.parameters["period"] == "2017-h1"
