"""Files: CSV, JSON, what caches and other sites may do with them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from clarion.transparency import downloads
from clarion.transparency.figures import Figure, read_one
from clarion.transparency.models import Tally

COUNTRIES = "/en/transparency/2017/country.csv"
FILES = [
    COUNTRIES,
    "/en/transparency/2017/country.json",
    "/en/transparency/figures/takedown-requests-received.2017/data.csv",
    "/en/transparency/figures/takedown-requests-received.2017/data.json",
    "/en/transparency/figures/takedown-requests-received.2017/share.png",
    "/en/transparency/data/tallies.csv?kind=content&period=2017&group_by=country",
]


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline="")))


def document(client: Client, address: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(address).content)
    return found


@pytest.mark.parametrize("period", ["2017", "2018", "2013-h2", "2012-07-01--2013-06-30"])
@pytest.mark.parametrize("table", ["country", "project", "outcome", "requester", "process"])
def test_the_rows_of_a_table_add_up_to_the_figure(
    demo_site: Path, client: Client, period: str, table: str
) -> None:
    sums: dict[str, int] = {}
    covered: dict[str, str] = {}
    for row in rows(client, f"/en/transparency/{period}/{table}.csv"):
        sums[row["measure"]] = sums.get(row["measure"], 0) + int(row["value"])
        covered[row["measure"]] = row["period"]
    for measure, found in sums.items():
        # An outcome may be recorded for a part of the days that the others speak of.
        days = period if table == "outcome" else covered[measure]
        assert read_one(Figure.of(measure, days)).value.low == found, measure


def test_rows_and_difference_together_are_the_total(demo_site: Path, client: Client) -> None:
    found = rows(client, "/en/transparency/2017/requester.csv")
    assert sum(int(row["value"]) for row in found) == 684
    assert [row["value"] for row in found if row["row"] == "difference"] == ["673"]


def test_the_unattributed_are_marked(demo_site: Path, client: Client) -> None:
    (unknown,) = [
        row
        for row in rows(client, COUNTRIES)
        if row["key"] == "ZZ" and row["measure"] == "takedown-requests-received"
    ]
    assert (unknown["row"], unknown["value"]) == ("unattributed", "119")


def test_an_unknown_count_is_an_empty_cell_with_a_status(demo_site: Path, client: Client) -> None:
    found = rows(client, "/en/transparency/figures/takedown-requests-received.2019/data.csv")
    (gap,) = [row for row in found if row["period"] == "2019-h2"]
    assert (gap["value"], gap["low"], gap["high"], gap["status"]) == ("", "", "", "unknown")
    assert not [row for row in found if row["status"] == "exact" and row["value"] == ""]


def test_a_range_has_bounds_and_no_value(record: Callable[..., Tally], client: Client) -> None:
    record("2017-h1", 0, high=249)
    (row,) = rows(client, "/en/transparency/figures/takedown-requests-received.2017-h1/data.csv")
    assert (row["value"], row["low"], row["high"], row["status"]) == ("", "0", "249", "range")


def test_the_series_marks_the_parts_of_the_figure(demo_site: Path, client: Client) -> None:
    found = rows(client, "/en/transparency/figures/takedown-requests-received.2017/data.csv")
    assert [(row["period"], row["value"]) for row in found if row["in_figure"] == "yes"] == [
        ("2017-h1", "341"),
        ("2017-h2", "343"),
    ]


def test_a_figure_as_json_has_everything_that_its_page_says(demo_site: Path, client: Client) -> None:
    found = document(client, "/ar/transparency/figures/takedown-requests-received.2017/data.json")
    assert (found["value"], found["status"], found["text"]) == (684, "exact", "٦٨٤")
    assert [part["value"] for part in found["parts"]] == [341, 343]
    assert found["sources"][0]["publisher"] == "Wikimedia Foundation"
    assert found["as_of"] == "2020-01-15"
    assert found["language"] == "ar"


def test_csv_and_json_of_a_table_say_the_same(demo_site: Path, client: Client) -> None:
    panels = document(client, "/en/transparency/2017/country.json")["panels"]
    from_json = [(one["measure"], row["key"], str(row["value"])) for one in panels for row in one["rows"]]
    assert from_json == [(row["measure"], row["key"], row["value"]) for row in rows(client, COUNTRIES)]


def test_the_file_of_a_filter_says_what_the_api_says(demo_site: Path, client: Client) -> None:
    query = "kind=content&period=2017&group_by=country"
    from_file = {
        row["country"]: row["value"] for row in rows(client, f"/en/transparency/data/tallies.csv?{query}")
    }
    answered = document(client, f"/api/v1/tallies?{query}")["rows"]
    assert from_file == {row["country"]: str(row["value"]) for row in answered}
    assert from_file["US"] == "151"


def test_the_page_of_a_filter_shows_its_rows_and_links_to_file_and_api(
    demo_site: Path, client: Client
) -> None:
    html = client.get(
        "/en/transparency/data/?kind=content&period=2017&group_by=country&group_by=outcome"
    ).content.decode()
    assert "<td>United States</td>" in html
    assert "tallies.csv?kind=content&amp;period=2017&amp;group_by=country%2Coutcome" in html
    assert "/api/v1/tallies?kind=content&amp;period=2017&amp;group_by=country%2Coutcome" in html


@pytest.mark.parametrize(
    "query", ["kind=contnt", "foo=1", "period=2017-h9", "group_by=colour", "country=QQQ", "kind=%00"]
)
def test_a_parameter_that_means_nothing_is_refused_with_a_reason(
    demo_site: Path, client: Client, query: str
) -> None:
    page = client.get(f"/en/transparency/data/?{query}")
    file = client.get(f"/en/transparency/data/tallies.csv?{query}")
    assert (page.status_code, file.status_code) == (400, 400)
    assert 'role="alert"' in page.content.decode()
    assert query.split("=")[0] in file.content.decode()
    assert file.content.count(b"\n") == 1


@pytest.mark.parametrize("address", FILES)
def test_anybody_may_read_and_keep_a_file(demo_site: Path, client: Client, address: str) -> None:
    response = client.get(address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "public" in response["Cache-Control"]
    assert response["ETag"].startswith('"')
    assert "filename=" in response["Content-Disposition"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", FILES)
def test_who_has_a_file_already_is_told_so(demo_site: Path, client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", FILES)
def test_head_answers_with_the_same_headers(demo_site: Path, client: Client, address: str) -> None:
    assert client.head(address)["ETag"] == client.get(address)["ETag"]
    assert client.post(address).status_code == 405


def test_a_changed_tally_changes_the_etag(record: Callable[..., Tally], client: Client) -> None:
    record("2017-h1", 5, country="DE")
    before = client.get(COUNTRIES)["ETag"]
    Tally.objects.update(low=1, high=1)
    assert client.get(COUNTRIES)["ETag"] != before


def test_csv_is_utf8_with_a_header_and_crlf(demo_site: Path, client: Client) -> None:
    response = client.get("/ar/transparency/2017/country.csv")
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response.content.startswith(b"measure,unit,key,name,period,value,low,high,status,row\r\n")
    assert "الولايات المتحدة" in response.content.decode()


def test_there_is_no_other_table(demo_site: Path, client: Client) -> None:
    assert client.get("/en/transparency/2017/colour.csv").status_code == 404
    assert client.get("/en/transparency/2017-h9/country.csv").status_code == 404


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_spreadsheet_takes_text_for_a_formula(start: str) -> None:
    text = downloads.csv_text(["name"], [[f'{start}HYPERLINK("x")']])
    (_, (cell,)) = list(csv.reader(io.StringIO(text, newline="")))
    assert cell == f'\'{start}HYPERLINK("x")'


def test_a_negative_number_stays_a_number() -> None:
    assert downloads.csv_text(["value"], [[-7]]) == "value\r\n-7\r\n"


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2))
)
def test_any_text_comes_back_as_it_was_but_for_the_apostrophe(table: list[list[str]]) -> None:
    text = downloads.csv_text(["one", "other"], table)
    back = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert back == [[downloads.inert(cell) for cell in row] for row in table]
    assert not [cell for row in back for cell in row if cell.startswith(("=", "+", "-", "@"))]
