"""The import of the real series 2012 to 2024, and the contradictions of its hand-kept originals."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import clarion.demo
from clarion.transparency.figures import Figure, breakdown, read_one, series
from clarion.transparency.imports import ImportReport, import_tallies
from clarion.transparency.imports.run import examine
from clarion.transparency.models import Contradiction, Source, Tally
from clarion.transparency.periods import parse

WIKIMEDIA = Path(clarion.demo.__file__).parent / "data" / "wikimedia"
Nature = Contradiction.Nature


@pytest.fixture(scope="module")
def report() -> ImportReport:
    return examine(WIKIMEDIA)


def lines(report: ImportReport, nature: str) -> list[str]:
    return [one.line for one in report.of_nature(Nature(nature))]


def found(report: ImportReport, nature: str, *parts: str) -> list[str]:
    return [line for line in lines(report, nature) if all(part in line for part in parts)]


@pytest.mark.parametrize(
    ("nature", "parts"),
    [
        pytest.param(
            "parts_do_not_add_up",
            (
                "2012-07-01--2013-06-30",
                "account_potential, process",
                "informal_government",
                ": 0 (",
                "| 7 (sum by",
            ),
            id="informal-government usernames 2012-13: 0 in all, rows 7",
        ),
        pytest.param(
            "sources_disagree",
            ("2016-h2", "account_potential, total", "12255 (wmf_half_yearly", "12258 (report_page_values"),
            id="accounts in the second half of 2016: sheet 12,255, page 12,258",
        ),
        pytest.param(
            "sources_disagree",
            ("2016-h2", "process informal_government", "received: 5 (", "| 6 (report_page_values"),
            id="informal government requests in the second half of 2016: 5 and 6",
        ),
        pytest.param(
            "sources_disagree",
            ("2017-h2", "erasure", "total", "received: 0 (", "| 1 ("),
            id="right to be forgotten in the second half of 2017: 0 and 1",
        ),
        pytest.param(
            "parts_do_not_add_up",
            ("2013-h2", "copyright", "granted: 6 (", "| 0 (sum by project", "chart_series"),
            id="copyright notices granted in the second half of 2013: 6 and 0",
        ),
        pytest.param(
            "parts_do_not_add_up",
            ("2014-h2", "user_data, request, total", "received: 28 (", "| 29 (sum by process"),
            id="user data by process in the second half of 2014: one too many",
        ),
        pytest.param(
            "parts_do_not_add_up",
            ("2014-h2", "user_data", "country BR", "received: 3 (", "| 4 ("),
            id="the request from Brazil counted twice",
        ),
        pytest.param(
            "sources_disagree",
            ("2014-h1", "content", "country PR", ": 1 (", "| 0 (no row in chart series"),
            id="Puerto Rico apart in the sheet, with the United States in the chart",
        ),
        pytest.param(
            "sources_disagree",
            ("2014-h2", "project pt.wikimedia", ": 6 (", "| 0 ("),
            id="Portuguese: wikimedia in the sheet, wikipedia in the chart",
        ),
        pytest.param(
            "sources_disagree",
            ("2014-h2", "project en.wikipedia", ": 90 (", "| 89 ("),
            id="English Wikipedia in the second half of 2014: 90 and 89",
        ),
        pytest.param(
            "parts_do_not_add_up",
            ("2014-h2", "content + copyright", "country FR", "granted: 0 (", "| 1 ("),
            id="the grant of the second half of 2014 moves from one country to another",
        ),
        pytest.param("label_drift", ("KR", "'South Korea'", "'Korea'"), id="Korea and South Korea"),
        pytest.param("label_drift", ("'Not a WMF site'", "'Not a WMF Site'"), id="Not a WMF site"),
        pytest.param("label_drift", ("US", "'United States'", "'US'", "'USA'"), id="United States"),
        pytest.param("label_drift", ("ES", "'Spain'", "'Span'"), id="Spain"),
        pytest.param(
            "definition_change",
            ("user_data", "since 2016-07-01", "until 2016-06-30", "by_type_country"),
            id="partial and full apart since July 2016",
        ),
    ],
)
def test_the_report_lists_the_contradiction(
    report: ImportReport, nature: str, parts: tuple[str, ...]
) -> None:
    assert found(report, nature, *parts)


def test_every_contradiction_says_where_both_values_stand(report: ImportReport) -> None:
    for one in [*report.of_nature(Nature.SOURCES_DISAGREE), *report.of_nature(Nature.LABEL_DRIFT)]:
        assert "line" in one.published or "line" in one.other, one.line
    assert all(len(one.published) <= 300 and len(one.other) <= 300 for one in report.findings)


def test_only_what_contradicts_is_listed(report: ImportReport) -> None:
    counts = {nature.value: len(report.of_nature(nature)) for nature in Nature}
    assert counts == {
        "sources_disagree": 28,
        "parts_do_not_add_up": 11,
        "label_drift": 24,
        "definition_change": 1,
    }


def test_the_report_names_what_is_unknown_and_what_was_left_out(report: ImportReport) -> None:
    text = str(report)
    assert "half-yearly summary: 3 blank in column takedown_granted" in text
    assert "country unknown: 580 content requests" in text
    assert "column rtbf_account_requests: requests to vanish" in text
    assert "the profile does not mention" not in text


def test_the_whole_series_is_imported_in_five_seconds(db: None) -> None:
    start = time.perf_counter()
    report = import_tallies(WIKIMEDIA)
    assert time.perf_counter() - start < 5
    assert report.tallies == Tally.objects.count() > 3000
    assert Contradiction.objects.count() == len(report.findings)


def test_a_second_import_changes_nothing(wikimedia: None) -> None:
    before = set(Tally.objects.values_list())
    contradictions = set(Contradiction.objects.values_list("pk", "published", "other"))
    report = import_tallies(WIKIMEDIA)
    assert report.changes.is_empty
    assert set(Tally.objects.values_list()) == before
    assert set(Contradiction.objects.values_list("pk", "published", "other")) == contradictions


def test_a_dry_run_keeps_nothing(db: None) -> None:
    report = import_tallies(WIKIMEDIA, dry_run=True)
    assert report.changes.added == report.tallies
    assert not Tally.objects.exists()
    assert not Source.objects.exists()


def test_an_import_repairs_what_was_changed_by_hand_and_says_so(wikimedia: None) -> None:
    half = parse("2017-h2")
    cell = {"breakdown": "total", "kind": "content", "period_start": half.start}
    Tally.objects.filter(**cell, outcome="not_granted").update(low=1, high=1)
    Tally.objects.filter(**cell, outcome="granted").delete()
    report = import_tallies(WIKIMEDIA)
    assert (report.changes.added, report.changes.changed, report.changes.removed) == (1, 1, 0)
    assert any("1 → 343" in one for one in report.changes.examples)
    assert str(read_one(Figure.parse("takedown-requests-received.2017")).value) == "684"


def test_figures_say_what_was_published(wikimedia: None) -> None:
    said = {
        "takedown-requests-received.2017": "684",
        "takedown-requests-granted.2017": "0",
        "copyright-notices-received.2017": "23",
        "copyright-notices-granted.2017": "5",
        "government-takedown-requests.2017": "11",
        "government-takedown-requests.2017.country-tr": "2",
        "user-data-requests-received.2017": "33",
        "user-data-requests-granted.2017": "4",
        "accounts-potentially-affected.2016-h2": "12255",
        "accounts-actually-affected.2014-h2": "2121",
        "erasure-requests-received.2018": "62",
        "emergency-disclosures.2017": "3",
        "emergency-disclosures.2018-h2": "unknown",
        "voluntary-disclosures.2017": "27",
        "counter-notices-received.2016": "2",
        "countries-of-takedown-requests.2018-h2": "44",
        "takedown-requests-received.2018-h2.country-de": "34",
        "user-data-requests-received.2018-h2.country-us": "10",
        "takedown-requests-granted.2020": "2",
        "takedown-requests-granted.2024": "unknown",
        "takedown-requests-received.2021": "unknown",
        "erasure-requests-received.2014-h1": "unknown",
    }
    assert {key: str(read_one(Figure.parse(key)).value) for key in said} == said


def test_breakdowns_say_what_was_published(wikimedia: None) -> None:
    countries = breakdown("takedown-requests-received", "2017", "country")
    top = {row.value: str(row.count) for row in countries}
    assert [top[one] for one in ("US", "ZZ", "DE", "GB", "FR")] == ["151", "119", "67", "50", "47"]
    projects = {
        row.value: str(row.count) for row in breakdown("takedown-requests-received", "2017", "project")
    }
    named = ("en.wikipedia", "commons", "unknown", "fr.wikipedia", "de.wikipedia")
    assert [projects[one] for one in named] == ["266", "68", "65", "47", "44"]
    assert countries.difference == 0


def test_partial_and_full_grants_are_published_apart_where_they_are_known(wikimedia: None) -> None:
    def outcomes(period: str) -> dict[str, str]:
        return {
            row.value: str(row.count) for row in breakdown("user-data-requests-received", period, "outcome")
        }

    assert outcomes("2018-h2") == {"not_granted": "21", "full": "3", "partial": "1"}
    assert outcomes("2014-h2") == {"not_granted": "27", "granted": "1"}


def test_breakdowns_reconcile_with_totals_unless_a_contradiction_says_otherwise(wikimedia: None) -> None:
    for measure in (
        "takedown-requests-received",
        "copyright-notices-received",
        "user-data-requests-received",
    ):
        for period, _ in series(measure):
            for dimension in ("country", "project"):
                found = breakdown(measure, str(period), dimension)
                assert found.difference in (0, None), (measure, period, dimension)


def test_later_quotations_are_marked_as_weaker_sources(wikimedia: None) -> None:
    [source] = read_one(Figure.parse("takedown-requests-received.2024-h2")).sources
    assert source.standing == "quoted"
    assert source.url == "https://diff.wikimedia.org/2025/03/31/"


def test_deleting_a_half_year_changes_the_answer(wikimedia: None) -> None:
    Tally.objects.filter(period_start=parse("2017-h2").start).delete()
    reading = read_one(Figure.parse("takedown-requests-received.2017"))
    assert (str(reading.value), reading.covered) == ("341", (parse("2017-h1"),))
