"""Tallies over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from clarion.api.parameters import documented
from clarion.transparency.filters import PARAMETERS

pytestmark = pytest.mark.usefixtures("wikimedia")


def get(client: Client, **query: str) -> dict[str, Any]:
    answer = client.get("/api/v1/tallies", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_rows_are_told_apart_as_asked(client: Client) -> None:
    found = get(client, kind="content", period="2017", group_by="country")
    by_country = {row["country"]: row["value"] for row in found["rows"]}
    assert (by_country["US"], by_country["DE"], by_country["ZZ"]) == (151, 67, 119)
    assert all(row["period"] == "2017" for row in found["rows"])


def test_the_rows_of_a_period_add_up_to_its_total(client: Client) -> None:
    total = get(client, kind="content", period="2017", group_by="kind")["rows"][0]["value"]
    by_project = get(client, kind="content", period="2017", group_by="project")["rows"]
    assert total == sum(row["value"] for row in by_project) == 684


def test_the_query_is_told_as_it_was_understood(client: Client) -> None:
    found = get(client, kind="Content", period="half:2017-H1", country="de")
    assert found["query"] == {
        "kind": "content", "period": "2017-h1", "country": "DE", "unit": "request", "group_by": "period",
    }  # fmt: skip


def test_the_order_of_rows_is_stable(client: Client) -> None:
    found = get(client, group_by="country,period,outcome", kind="user_data")["rows"]
    places = [(row["covered"][0]["start"], row["country"], row["outcome"]) for row in found]
    assert places == sorted(places)


def test_kinds_without_a_record_are_named_rather_than_left_out(client: Client) -> None:
    found = get(client, period="2017", group_by="project")
    assert "voluntary" in found["unrecorded_kinds"]
    assert not any(row["kind"] == "voluntary" for row in found["rows"])


def test_every_row_names_sources_that_are_told(client: Client) -> None:
    found = get(client)
    told = {source["slug"] for source in found["sources"]}
    assert {slug for row in found["rows"] for slug in row["sources"]} == told


def test_a_detail_that_nobody_recorded_is_a_problem_that_lists_those_recorded(client: Client) -> None:
    answer = client.get("/api/v1/tallies?kind=content&group_by=country,project")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "group_by"
    assert "country,requester" in answer.json()["allowed"]


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda one: one.name)
def test_every_parameter_of_the_filter_is_documented_with_what_it_allows(
    client: Client, parameter: Any
) -> None:
    told = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/tallies"]["get"]["parameters"]
    assert documented(parameter) in told
    schema = documented(parameter)["schema"]
    listed = schema.get("enum") or schema.get("items", {}).get("enum", [])
    assert tuple(filter(None, listed)) == parameter.allowed


def test_blank_parameters_are_as_good_as_none(client: Client) -> None:
    blank = {parameter.name: "" for parameter in PARAMETERS}
    assert get(client, **blank) == get(client)
