"""The profiles for series that other organisations publish, over invented files of the same layout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clarion.core.languages import SOURCE_LANGUAGE
from clarion.transparency.imports import ImportProblems, ImportReport
from clarion.transparency.imports.command import BAD_INPUT, run
from clarion.transparency.imports.profile import load
from clarion.transparency.imports.run import PROFILES, examine
from clarion.transparency.periods import Period, PeriodError

SINCE_2019 = """\
Period Ending,Country/Region,CLDR Territory Code,Requestor,Number of Requests,Items Requested To Be Removed,\
% Removed-Legal,% Removed-Policy,% Content Not Found,% Not Enough Information ,\
% No Action Taken,% Content Already Removed
2024-06-30,Germany,DE,Court Order Directed at Google,3,40,50,,,,50,
2024-06-30,Germany,DE,Court Order Directed at 3rd Party,2,5,,,,,100,
2024-06-30,Germany,DE,Data Protection Authority,4,4,,,,,100,
2024-06-30,Europol,,Police,1,7,,100,,,,
2024-12-31,Fiji,FJ,Other,6,9,,,,,100,
"""
UNTIL_2019 = """\
Period Ending,Country/Region,CLDR Territory Code,All Requests: Number of Requests,\
All Requests: % Fully Or Partially Complied With,All Requests: Items Requested To Be Removed,\
Court Orders: Number of Requests,Court Orders: % Fully Or Partially Complied With,\
Court Orders: Items Requested To Be Removed,"Other Requests (Executive, Police, etc.): Number of Requests",\
"Other Requests (Executive, Police, etc.): % Fully Or Partially Complied With",\
"Other Requests (Executive, Police, etc.): Items Requested To Be Removed"
2009-12-31,Fiji,FJ,<10,0,,,,,,,
2009-12-31,Germany,DE,21,88,,20,,,1,,
2010-06-30,China,CN,?,,,,,,,,
2010-06-30,Germany,DE,30,90,42,,,,30,90,42
"""
BY_PRODUCT = """\
Period Ending,Country/Region,CLDR Territory Code,Product,Reason,Total
2024-06-30,Germany,DE,Web Search,Defamation,4
2024-06-30,Germany,DE,Web Search,Other,5
2024-06-30,Germany,DE,"Google Earth, Google Maps, and Panoramio",Other,1
2024-06-30,Europol,,YouTube,Other,2
2024-06-30,Interpol,,YouTube,Other,3
"""


def examined(tmp_path: Path, name: str, text: str, profile: str) -> ImportReport:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return examine(path, Path(profile))


def counts(report: ImportReport, breakdown: str, unit: str = "request") -> dict[tuple[str, str], str]:
    """By period and named values: the count as text."""
    return {
        (str(group.period), " ".join(filter(None, cell))): str(entry.received)
        for group, published in report.groups.items()
        if group.breakdown == breakdown and group.unit == unit
        for cell, entry in published.entries.items()
    }


def test_google_since_2019_is_read_by_country_branch_and_unit(tmp_path: Path) -> None:
    report = examined(tmp_path, "google-government-removal-requests.csv", SINCE_2019, "google")
    assert counts(report, "country+requester") == {
        ("2024-h1", "DE government_court"): "5",
        ("2024-h1", "DE government_regulator"): "4",
        ("2024-h1", "ZZ government_police"): "1",
        ("2024-h2", "FJ government_other"): "6",
    }
    assert counts(report, "requester", "item") == {
        ("2024-h1", "government_court"): "45",
        ("2024-h1", "government_regulator"): "4",
        ("2024-h1", "government_police"): "7",
        ("2024-h2", "government_other"): "9",
    }
    assert not report.unread
    assert report.profile.peer == "google"


def test_google_until_2019_keeps_fewer_than_ten_as_a_range_and_a_question_mark_as_unknown(
    tmp_path: Path,
) -> None:
    name = "google-government-removal-requests-historical.csv"
    report = examined(tmp_path, name, UNTIL_2019, "google-until-2019")
    found = counts(report, "country+requester")
    assert found[("2009-h2", "FJ government")] == "0-9"
    assert found[("2009-h2", "DE government")] == "21"
    assert found[("2010-h1", "CN government")] == "unknown"
    assert counts(report, "requester")[("2009-h2", "government")] == "21-30"
    assert counts(report, "requester")[("2010-h1", "government")] == "unknown"
    assert counts(report, "country+requester", "item")[("2010-h1", "DE government")] == "42"


def test_google_by_product_adds_up_reasons_and_bodies_without_a_code(tmp_path: Path) -> None:
    name = "google-government-detailed-removal-requests.csv"
    report = examined(tmp_path, name, BY_PRODUCT, "google-by-product")
    assert counts(report, "project+requester") == {
        ("2024-h1", "web-search government"): "9",
        ("2024-h1", "google-earth-google-maps-and-panoramio government"): "1",
        ("2024-h1", "youtube government"): "5",
    }


def test_rows_that_repeat_in_the_columns_that_are_added_too_are_still_repeated(tmp_path: Path) -> None:
    twice = BY_PRODUCT + "2024-06-30,Germany,DE,Web Search,Other,5\n"
    with pytest.raises(ImportProblems) as raised:
        examined(tmp_path, "google-government-detailed-removal-requests.csv", twice, "google-by-product")
    assert "google-government-detailed-removal-requests.csv:7:5: the row repeats line 3" in str(raised.value)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2024-06-29,Fiji,FJ,Other,6,9,,,,,100,", ":7:1: 2024-06-29 is not the last day of a month."),
        ("30.06.2024,Fiji,FJ,Other,6,9,,,,,100,", ":7:1: '30.06.2024' is no day written as %Y-%m-%d."),
        ("2024-06-30,Fiji,FJ,Parliament,6,9,,,,,100,", ":7:4: 'Parliament' is no known requester."),
        (
            "2024-06-30,Fiji,FJ,Other,<0,9,,,,,100,",
            ":7:5: '<0' in column Number of Requests is no whole number.",
        ),
        (
            "2024-06-30,Fiji,FJ,Other,~6,9,,,,,100,",
            ":7:5: '~6' in column Number of Requests is no whole number.",
        ),
    ],
)
def test_bad_rows_are_told_by_file_line_and_column(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(ImportProblems) as raised:
        examined(tmp_path, "google-government-removal-requests.csv", SINCE_2019 + row + "\n", "google")
    assert f"google-government-removal-requests.csv{told}" in str(raised.value)


def test_a_profile_that_is_neither_a_file_nor_ours_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    assert run(tmp_path, Path("gogle"), True, sys.stdout, sys.stderr) == BAD_INPUT
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        "gogle:0:0: there is no such file, and no profile of this name. By name there are github, google"
    )


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_profile_of_ours_is_of_a_peer_and_tells_its_differences_in_five_languages(path: Path) -> None:
    profile = load(path)
    assert profile.peer
    assert profile.differences
    for told in profile.differences.values():
        assert set(told) == {"en", "ar", "zh-hans", "fr", "es"}
        assert all(told.values())


MINIMAL = """\
profile = 1
slug = "other"
title = "Other"
{whose}
period = {period}
[sources.one]
title = "One"
publisher = "Other"
as_of = 2025-01-01
[[tables]]
name = "all"
file = "all.csv"
source = "one"
counts = [{{ kind = "content", received = "n" }}]
{differences}
"""


def profile(tmp_path: Path, period: str, whose: str = 'peer = "other"', differences: str = "") -> Path:
    path = tmp_path / "profile.toml"
    path.write_text(MINIMAL.format(period=period, whose=whose, differences=differences), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("period", "head", "row", "read"),
    [
        ('{ column = "p", pattern = "H<half>-<year>" }', "p", "H2-2024", "2024-h2"),
        ('{ column = "p", pattern = "Q<quarter> <year>" }', "p", "Q3 2024", "2024-q3"),
        ('{ column = "p", pattern = "January - June <year>" }', "p", "January - June 2024", "2024"),
        ('{ text = "{y}-h{h}" }', "y,h", "2024,1", "2024-h1"),
        ('{ text = "{y}/{m}", pattern = "<year>/<month>" }', "y,m", "2024,2", "2024-02-01--2024-02-29"),
        ('{ end = "e", months = 6 }', "e", "2024-06-30", "2024-h1"),
        ('{ end = "e", months = 3, format = "%d.%m.%Y" }', "e", "31.03.2024", "2024-q1"),
        ('{ end = "e", months = 12 }', "e", "2024-06-30", "2023-07-01--2024-06-30"),
    ],
)
def test_periods_are_read_as_others_write_them(
    tmp_path: Path, period: str, head: str, row: str, read: str
) -> None:
    profile(tmp_path, period)
    (tmp_path / "all.csv").write_text(f"{head},n\n{row},5\n", encoding="utf-8")
    assert {str(group.period) for group in examine(tmp_path).groups} == {read}


@pytest.mark.parametrize(
    ("period", "head", "row", "told"),
    [
        (
            '{ column = "p", pattern = "H<half>-<year>" }',
            "p",
            "H3-2024",
            "all.csv:2:1: 'H3-2024' is no period written as",
        ),
        ('{ text = "{y}-h{h}" }', "y,h", "2024,3", "all.csv:2:2: '2024-h3' is no period."),
        (
            '{ text = "{y}-{m}", pattern = "<year>-<month>" }',
            "y,m",
            "2024,13",
            "all.csv:2:2: There is no month 13",
        ),
        ('{ text = "{y}-h{h}" }', "y,x", "2024,1", "all.csv:1:0: there is no column 'h'"),
        (
            '{ end = "e", months = 6 }',
            "e",
            "2024-06-15",
            "all.csv:2:1: 2024-06-15 is not the last day of a month.",
        ),
    ],
)
def test_what_is_no_period_is_told_where_it_stands(
    tmp_path: Path, period: str, head: str, row: str, told: str
) -> None:
    profile(tmp_path, period)
    (tmp_path / "all.csv").write_text(f"{head},n\n{row},5\n", encoding="utf-8")
    with pytest.raises(ImportProblems) as raised:
        examine(tmp_path)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ('{ end = "e" }', "a period is {start, end}"),
        ('{ start = "s", end = "e", months = 6 }', "a period is {start, end}"),
        ('{ column = "p", months = 6 }', "a period is {start, end}"),
        ('{ text = "2024" }', "names its columns in braces"),
        ('{ end = "e", months = 6, pattern = "<year>" }', "a `pattern` reads the `column` or `text`"),
        ('{ column = "p", pattern = "H<half>" }', "where its <year> stands"),
    ],
)
def test_a_profile_that_cannot_read_a_period_does_not_load(tmp_path: Path, period: str, told: str) -> None:
    with pytest.raises(ImportProblems) as raised:
        load(profile(tmp_path, period))
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("whose", "differences", "told"),
    [
        ("", '[differences.takedown-requests-received]\nen = "So."', "`differences` are told of a `peer`"),
        ('peer = "other"', '[differences.requests]\nen = "So."', "`differences` knows no measure 'requests'"),
        ('peer = "other"', '[differences.any]\nfr = "Ainsi."', "is not told in English"),
        ('peer = "other"\ndifferences = "none.toml"', "", "the differences cannot be read"),
        ('peer = "An Other"', "", "peer"),
    ],
)
def test_differences_are_told_of_a_peer_by_measure_and_in_english_at_least(
    tmp_path: Path, whose: str, differences: str, told: str
) -> None:
    with pytest.raises(ImportProblems) as raised:
        load(profile(tmp_path, '{ is = "2024" }', whose, differences))
    assert told in str(raised.value)


def test_differences_may_stand_in_a_file_that_several_profiles_share(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_text('[any]\nen = "So."\n', encoding="utf-8")
    whose = 'peer = "other"\ndifferences = "shared.toml"'
    assert load(profile(tmp_path, '{ is = "2024" }', whose)).differences == {"any": {SOURCE_LANGUAGE: "So."}}


def test_months_are_counted_back_from_their_last_day() -> None:
    assert Period.months_until(date(2025, 1, 31), 2) == Period(date(2024, 12, 1), date(2025, 1, 31))
    with pytest.raises(PeriodError, match="not the last day"):
        Period.months_until(date(2024, 2, 28), 1)
