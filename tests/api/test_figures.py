"""Figures over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from clarion.transparency.models import Tally

pytestmark = pytest.mark.usefixtures("wikimedia")
RECEIVED = "/api/v1/figures/takedown-requests-received"


def get(client: Client, address: str, **query: str) -> dict[str, Any]:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_figure_has_its_value_parts_sources_and_day(client: Client) -> None:
    found = get(client, f"{RECEIVED}.2017")
    assert (found["value"], found["low"], found["high"]) == (684, 684, 684)
    assert [(part["period"], part["value"]) for part in found["parts"]] == [
        ("2017-h1", 341),
        ("2017-h2", 343),
    ]
    assert found["complete"]
    assert found["covered"] == [{"period": "2017", "start": "2017-01-01", "end": "2017-12-31"}]
    assert found["as_of"] == max(source["as_of"] for source in found["sources"])
    assert found["links"]["page"].endswith("/en/transparency/figures/takedown-requests-received.2017/")


@pytest.mark.parametrize(
    ("language", "phrase"),
    [("en", "684 takedown requests"), ("ar", "٦٨٤ طلب إزالة"), ("fr", "684 demandes de retrait")],
)
def test_the_words_are_in_the_language_asked_for(client: Client, language: str, phrase: str) -> None:
    found = get(client, f"{RECEIVED}.2017", language=language)
    assert (found["language"], found["phrase"]) == (language, phrase)


def test_zero_is_a_value(client: Client) -> None:
    found = get(client, "/api/v1/figures/takedown-requests-granted.2017")
    assert (found["value"], found["unknown"]) == (0, None)


def test_a_figure_nobody_recorded_is_null_with_the_reason_and_no_phrase(client: Client) -> None:
    found = get(client, f"{RECEIVED}.1999")
    assert (found["value"], found["low"], found["high"], found["phrase"]) == (None, None, None, None)
    assert found["unknown"]["reason"] == "not_recorded"
    assert "1999" in found["unknown"]["explanation"]


def test_a_figure_says_which_part_of_its_period_it_covers(client: Client) -> None:
    Tally.objects.filter(kind="content", period_start="2017-07-01").delete()
    found = get(client, f"{RECEIVED}.2017")
    assert (found["value"], found["complete"]) == (341, False)
    assert found["covered"][0]["period"] == "2017-h1"
    assert found["coverage"] == "January to June 2017 only"


def test_the_rows_behind_a_figure_are_linked_and_add_up_to_it(client: Client) -> None:
    for key in (
        "takedown-requests-received.2017",
        "user-data-requests-granted.2017.country-fr",
        "government-takedown-requests.2017",
    ):
        found = get(client, f"/api/v1/figures/{key}")
        rows = get(client, found["links"]["tallies"].removeprefix("http://127.0.0.1:8000"))["rows"]
        assert sum(row["value"] for row in rows) == found["value"], key


def test_the_list_is_stable_and_its_parts_make_the_whole(client: Client) -> None:
    first = get(client, "/api/v1/figures", limit="200")
    rest = get(client, first["links"]["next"].removeprefix("http://127.0.0.1:8000"))
    whole = [figure["key"] for figure in first["figures"] + rest["figures"]]
    assert rest["links"]["next"] is None
    assert len(whole) == len(set(whole)) == first["total"]
    step = get(client, "/api/v1/figures", limit="7", offset="14")
    assert [figure["key"] for figure in step["figures"]] == whole[14:21]


def test_every_listed_figure_is_on_record(client: Client) -> None:
    for figure in get(client, "/api/v1/figures", limit="200")["figures"]:
        reason = (figure["unknown"] or {}).get("reason")
        assert reason in {None, "value_unknown", "longer_periods_only"}, figure["key"]


def test_the_list_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        client.get("/api/v1/figures?limit=200")


def test_the_list_is_filtered_by_measure(client: Client) -> None:
    found = get(client, "/api/v1/figures", measure="voluntary-disclosures")
    assert {figure["measure"] for figure in found["figures"]} == {"voluntary-disclosures"}


def test_a_period_is_answered_for_every_measure_in_one_spelling(client: Client) -> None:
    found = get(client, "/api/v1/figures", period="half:2017-H1")
    assert {figure["period"] for figure in found["figures"]} == {"2017-h1"}
    assert found["total"] == len({figure["measure"] for figure in found["figures"]})
