"""The organisation among its peers: the same periods, each number with its source and how it is counted otherwise."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

import clarion.demo
from clarion.register.counts import Count
from clarion.transparency.figures.evaluation import Part
from clarion.transparency.imports import import_tallies
from clarion.transparency.models import Contradiction
from clarion.transparency.peers.comparison import comparisons, slots_of, value
from clarion.transparency.periods import Period, parse

DATA = Path(clarion.demo.__file__).parent / "data"
LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")


@pytest.fixture
def everybody(db: None) -> None:
    import_tallies(DATA / "wikimedia")
    import_tallies(DATA / "peers" / "github", Path("github"))
    import_tallies(DATA / "peers/google/government_removals_half_yearly.csv", Path("google-totals"))


def page_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def stated(**counts: int) -> dict[Period, Part]:
    return {
        parse(name.strip("_").replace("_", "-")): Part(Count.exact(count), ())
        for name, count in counts.items()
    }


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_its_table_and_every_peer_its_source_and_differences(
    client: Client, language: str
) -> None:
    page = page_of(client, f"/{language}/transparency/peers/")
    panels = page.select("main .panel, .panel")
    assert len(panels) >= 10
    for panel in panels:
        assert panel.select_one("svg[role=img]")
        assert panel.select_one("table.chart-table")
    told = page.select(".peer-difference span")
    assert len(told) == 6
    assert not [one for one in told if one.has_attr("lang")]
    assert "CC-BY-4.0" in page.get_text()
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("everybody")
def test_the_numbers_stand_side_by_side_as_each_published_them(client: Client) -> None:
    answer = client.get("/en/transparency/peers/data.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = {(row["measure"], row["peer"], row["period"]): row["value"] for row in rows}
    assert found["copyright-notices-received", "github", "2017-h2"] == "820"
    assert found["copyright-notices-received", "", "2017-h2"] == "12"
    assert found["government-takedown-requests", "google", "2017"] == str(19176 + 16617)
    assert found["government-takedown-requests", "github", "2024"] == "43"
    assert found["user-data-requests-granted", "github", "2023"] == str(339 + 80 + 22 + 1 + 10)
    assert found["counter-notices-received", "github", "2025-h2"] == str(
        sum(
            int(row["Counter Notices"]) for row in months() if row["year"] == "2025" and int(row["month"]) > 6
        )
    )


def months() -> list[dict[str, str]]:
    with (DATA / "peers/github/data/dmca/dmca_takedowns_by_month.csv").open() as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("everybody")
def test_all_sides_of_a_comparison_speak_of_the_same_periods() -> None:
    for one in comparisons("en"):
        assert one.sides[0].peer == ""
        for side in one.sides:
            assert tuple(each.slot for each in side.values) == one.slots
        assert any(side.is_known for side in one.sides[1:])


@pytest.mark.usefixtures("everybody")
def test_a_value_of_part_of_a_year_says_so() -> None:
    (found,) = [one for one in comparisons("en") if one.measure.key == "government-takedown-requests"]
    (google,) = [side for side in found.sides if side.peer == "google"]
    assert google.values[-1].slot == Period.year(2025)
    assert google.values[-1].covered == (Period.half(2025, 1),)
    assert not google.values[-1].is_complete


@pytest.mark.usefixtures("everybody")
def test_a_report_shows_itself_among_those_that_speak_of_its_period(client: Client) -> None:
    section = page_of(client, "/en/transparency/2017/").select_one("#peers")
    assert section is not None
    text = section.get_text(" ")
    assert "GitHub" in text
    assert "35,793" in text


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_contradicts_itself_in_a_peers_files_is_listed_with_both_values(
    client: Client, language: str
) -> None:
    (listed,) = page_of(client, f"/{language}/transparency/peers/").select(".contradictions > li")
    kept = Contradiction.objects.get(source__peer="github")
    assert (kept.published.split(" ")[0], kept.other.split(" ")[0]) == ("42", "17")
    assert "government_takedowns_received.csv" in listed.get_text()
    assert not listed.select("bdi[dir=ltr]"), "a place is told in English"


@pytest.mark.django_db
def test_without_peers_the_page_says_so_and_reports_say_nothing(client: Client) -> None:
    import_tallies(DATA / "wikimedia")
    assert "No other organisation" in page_of(client, "/en/transparency/peers/").get_text()
    assert page_of(client, "/en/transparency/2017/").select_one("#peers") is None
    assert len(client.get("/en/transparency/peers/data.csv").content.splitlines()) == 1


def test_half_years_are_compared_unless_somebody_states_only_years() -> None:
    halves = stated(_2020_h1=1, _2020_h2=2, _2021_h1=3)
    assert [str(one) for one in slots_of([halves])] == ["2020-h1", "2020-h2", "2021-h1"]
    assert [str(one) for one in slots_of([halves, stated(_2019=9)])] == ["2019", "2020", "2021"]


def test_months_add_up_to_their_half_year_and_what_is_longer_is_not_cut() -> None:
    parts = {Period.of_parts(2024, month=month): Part(Count.exact(month), ()) for month in range(1, 7)}
    assert value(Period.half(2024, 1), parts).count == Count.exact(21)
    across = {Period(date(2012, 7, 1), date(2013, 6, 30)): Part(Count.exact(148), ())}
    assert not value(Period.half(2013, 1), across).count.is_known
