"""The explorer: a filter laid out as rows by columns, the same as page, CSV, JSON and in the API."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from clarion.transparency.models import Tally
from transparency_pages.conftest import LANGUAGES

Record = Callable[..., Tally]
MOST_QUERIES = 40

pytestmark = pytest.mark.django_db


def explored(client: Client, query: str = "", code: str = "en", status: int = 200) -> str:
    answer = client.get(f"/{code}/transparency/data/explore/?{query}")
    assert answer.status_code == status
    return answer.content.decode()


def table(page: str) -> list[list[str]]:
    """The table of a page as text; what nobody recorded is a dash."""
    found = re.search(r'<table class="figures-table compared view-table">(.*?)</table>', page, re.DOTALL)
    assert found
    rows = []
    for row in re.findall(r"<tr.*?</tr>", found[1], re.DOTALL):
        plain = re.sub(r'<span class="(visually-hidden|sorted)".*?</span>', "", row)
        cells = re.findall(r"<t[hd].*?</t[hd]>", plain, re.DOTALL)
        rows.append([html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in cells])
    return rows


@pytest.fixture
def two_countries(record: Record) -> None:
    """Ten requests of 2017: six of Germany, three of France, and one that stands in no country."""
    record("2017", 8, outcome="refused")
    record("2017", 2, outcome="full")
    record("2017", 4, outcome="refused", country="DE")
    record("2017", 2, outcome="full", country="DE")
    record("2017", 3, outcome="refused", country="FR")


def test_rows_by_columns_stand_beside_the_totals_on_record(client: Client, two_countries: None) -> None:
    page = explored(client, "kind=content&rows=country&columns=outcome")
    assert table(page) == [
        ["Country", "Refused", "Granted in full", "Total"],
        ["Content alteration or removal 2017 only"],
        ["Germany", "4", "2", "6"],
        ["France", "3", "0", "3"],
        ["not in any row", "1", "", "1"],
        ["Total", "8", "2", "10"],
    ]


def test_what_nobody_recorded_is_no_zero(client: Client, record: Record) -> None:
    record("2017-h1", 3)
    record("2017-h2", 4)
    record("2017-h1", 2, kind="copyright")
    page = explored(client)
    assert table(page)[1:3] == [["January to June 2017", "3", "2"], ["July to December 2017", "4", "—"]]
    assert table(page)[-1] == ["Total", "7", "2"]
    assert "Not recorded in this detail, which is not zero:" in page


def test_kinds_are_never_added(client: Client, record: Record) -> None:
    record("2017", 3, outcome="refused")
    record("2017", 5, outcome="refused", kind="copyright")
    shown = table(explored(client, "rows=period&columns=outcome"))
    assert shown[1:] == [
        ["Content alteration or removal"], ["2017", "3", "3"], ["Total", "3", "3"],
        ["Copyright notice"], ["2017", "5", "5"], ["Total", "5", "5"],
    ]  # fmt: skip
    assert [row[0] for row in table(explored(client, "rows=kind&columns=none"))] == [
        "Kind", "Copyright notice", "Content alteration or removal",
    ]  # fmt: skip


def test_units_are_asked_for_one_at_a_time(client: Client, record: Record) -> None:
    record("2017", 3)
    record("2017", 30, unit="item")
    assert table(explored(client, "kind=content&columns=none"))[1:][1] == ["2017", "3"]
    assert table(explored(client, "kind=content&columns=none&unit=item"))[2] == ["2017", "30"]


def test_the_unknown_has_a_row_of_its_own_that_comes_last(client: Client, record: Record) -> None:
    record("2017", 9)
    record("2017", 2, country="FR")
    record("2017", 7, country="ZZ")
    rows = table(explored(client, "kind=content&rows=country&columns=none"))
    assert [row[0] for row in rows[2:]] == ["France", "Unknown", "Total"]


def test_ranges_stay_ranges_and_are_not_held_against_a_total(client: Client, record: Record) -> None:
    record("2017", 0, high=249, kind="user_data")
    record("2017", 0, high=99, kind="user_data", country="US")
    rows = table(explored(client, "kind=user_data&rows=country&columns=none"))
    assert rows[2:] == [["United States", "0–99"], ["Total", "0–249"]]


def test_a_coarse_outcome_proves_nothing_of_a_finer_one(client: Client, record: Record) -> None:
    record("2017", 5, outcome="granted", kind="copyright")
    record("2017", 1, outcome="partial")
    rows = table(explored(client, "rows=period&columns=outcome"))
    assert rows[0] == ["Period", "Granted in part", "Granted, in part or in full not recorded", "Total"]
    assert rows[2] == ["2017", "1", "0", "1"]
    assert rows[5] == ["2017", "—", "5", "5"]


def test_rows_are_sorted_by_any_column(client: Client, two_countries: None) -> None:
    query = "kind=content&rows=country&columns=outcome"
    assert [row[0] for row in table(explored(client, f"{query}&sort=refused"))[2:4]] == ["France", "Germany"]
    assert [row[0] for row in table(explored(client, f"{query}&sort=-name"))[2:4]] == ["Germany", "France"]
    page = explored(client, f"{query}&sort=-refused")
    assert (
        'aria-sort="descending"><a href="?kind=content&amp;rows=country&amp;columns=outcome&amp;sort=refused"'
        in page
    )


def test_the_files_hold_exactly_this_view(client: Client, two_countries: None) -> None:
    page = explored(client, "kind=content&rows=country&columns=outcome")
    found = re.findall(r'<a href="(http[^"]*/view\.(csv|json)[^"]*)"', page)
    links = {form: html.unescape(address) for address, form in found}
    rows = list(csv.DictReader(client.get(_local(links["csv"])).content.decode().splitlines()))
    told = [(one["row"], one["column"], one["value"], one["role"]) for one in rows]
    assert told[:3] == [
        ("DE", "refused", "4", "value"),
        ("DE", "full", "2", "value"),
        ("DE", "total", "6", "value"),
    ]
    assert ("difference", "total", "1", "difference") in told
    assert told[-1] == ("total", "total", "10", "total")
    told_as_json = client.get(_local(links["json"])).json()
    assert [one["key"] for one in told_as_json["blocks"][0]["rows"]] == ["DE", "FR"]
    assert told_as_json["blocks"][0]["total"]["value"] == 10
    assert told_as_json["sources"][0]["slug"] == "a-dataset"
    assert told_as_json["definitions"][0]["measure"] == "takedown-requests-received"


def test_the_address_of_the_api_gives_the_same_cells(client: Client, two_countries: None) -> None:
    page = explored(client, "kind=content&rows=country&columns=outcome")
    address = html.unescape(re.findall(r'<a href="(http[^"]*/api/v1/tallies[^"]*)"', page)[0])
    rows = json.loads(client.get(_local(address)).content)["rows"]
    assert {(one["country"], one["outcome"]): one["value"] for one in rows} == {
        ("DE", "refused"): 4, ("DE", "full"): 2, ("FR", "refused"): 3, ("FR", "full"): 0,
    }  # fmt: skip


def _local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=zzz", "'zzz' is no kind."),
        ("rows=country&columns=country", "Rows and columns are both told apart by country."),
        ("rows=moon", "'moon' is none of the rows."),
        ("rows=country&country=DE", "the rows cannot be told apart by it"),
        ("group_by=country", "rows and columns say what rows are told apart by"),
        ("sort=moon", "There is no column 'moon' to sort by."),
        ("period=2017-h3", "'2017-h3' is no period."),
        ("moon=1", "There is no parameter 'moon'."),
        ("peer=nobody", "'nobody' is no peer."),
        ("project=" + "a" * 301, "longer than 300 characters"),
        ("rows=country&columns=project", "Nothing is recorded by country and project together"),
    ],
)
def test_what_means_nothing_is_told_in_a_line_and_the_form_stays_filled_in(
    client: Client, record: Record, query: str, said: str
) -> None:
    record("2017", 1)
    page = html.unescape(
        explored(client, f"unit=item&{query}" if "rows=country" not in query else query, status=400)
    )
    assert said in page
    if "unit" in query or "rows" not in query:
        assert '<option value="item" selected>' in page
    if query == "kind=zzz":
        assert '<option value="zzz" selected>zzz</option>' in page
    answer = client.get(f"/en/transparency/data/explore/view.csv?{query}")
    assert (answer.status_code, answer.content.count(b"\n")) == (400, 1)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_page_with_its_own_digits(client: Client, record: Record, code: str) -> None:
    record("2017", 684, country="DE")
    page = explored(client, "rows=country&columns=outcome", code)
    assert ("٦٨٤" if code == "ar" else "684") in page
    assert 'role="status"' in page


def test_a_large_table_is_cut_with_a_word_and_the_files_are_not(client: Client, record: Record) -> None:
    for number in range(203):
        record("2017", 1, project=f"p{number}.example")
    page = explored(client, "kind=content&rows=project&columns=none")
    assert "The page shows 200 of 203 rows" in page
    assert table(page)[202] == ["Others: 3", "3"]
    file = client.get("/en/transparency/data/explore/view.csv?kind=content&rows=project&columns=none")
    assert file.content.count(b"\n") >= 204


def test_the_cost_does_not_grow_with_what_is_shown(
    client: Client, record: Record, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        record("2017", 1, project=f"p{number}.example")
    with django_assert_max_num_queries(MOST_QUERIES):
        explored(client, "rows=project&columns=outcome")


def test_the_page_is_linked_from_the_data_page_and_its_chart_has_a_table(
    client: Client, two_countries: None
) -> None:
    assert 'href="explore/"' in client.get("/en/transparency/data/").content.decode()
    page = explored(client, "kind=content&rows=country&columns=outcome")
    assert page.count('<figure class="chart"') == 1
    assert '<table class="chart-table"' in page
