"""Every report of 2012 to 2018, rebuilt from the published files, against arithmetic straight from these files.

Nothing here reads a mapping profile or a tally: the files are added up anew, with the few names that need it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from babel import Locale

import clarion.demo
from clarion.transparency.editions import services
from clarion.transparency.editions.content import Table
from clarion.transparency.editions.models import Edition
from clarion.transparency.imports import import_tallies
from clarion.transparency.periods import parse
from tests.transparency.editions.conftest import Editors

DATA = Path(clarion.demo.__file__).parent / "data" / "wikimedia"
PERIODS = (
    "2012-07-01--2013-06-30",
    "2013-h2",
    *(f"{year}-h{half}" for year in range(2014, 2019) for half in (1, 2)),
)
GRANTED = {"granted", "partial", "full"}
COUNTRIES = {name: code for code, name in Locale("en").territories.items() if len(code) == 2} | {
    "Unknown": "ZZ", "USA": "US", "US": "US", "UK": "GB", "Korea": "KR", "Span": "ES", "Luxemburg": "LU",
    "Hong Kong": "HK", "Macedonia": "MK", "Czech Republic": "CZ", "Bosnia and Herzegovina": "BA", "Turkey": "TR",
}  # fmt: skip
PROJECTS = {
    "no project named": "unknown", "unknown": "unknown", "multiple": "multiple", "multiple projects": "multiple",
    "not a wmf site": "not-wikimedia", "jp.wikipedia": "ja.wikipedia", "cz.wikipedia": "cs.wikipedia",
    "sr.wikpedia": "sr.wikipedia", "sr. wikipedia": "sr.wikipedia", "species": "wikispecies",
    "foundation wiki": "foundation-wiki", "mailing lists": "mailing-lists",
}  # fmt: skip
PROCESSES = {
    "informal": "informal_private_requests", "informal_government": "informal_government_requests",
    "civil_subpoena": "civil_subpoenas", "criminal_subpoena": "criminal_subpoenas",
    "administrative_subpoena": "administrative_subpoenas", "search_warrant": "search_warrants",
    "court_order": "court_orders",
}  # fmt: skip
COMPLIED = {
    process: column.replace("_requests", "") + "_complied" for process, column in PROCESSES.items()
}  # fmt: skip

Editions = Mapping[str, Edition]


@cache
def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def of_period(name: str, period: str) -> list[dict[str, str]]:
    days = parse(period)
    return [
        row
        for row in rows_of(name)
        if (row["period_start"], row["period_end"]) == (str(days.start), str(days.end))
    ]


@pytest.fixture
def editions(db: None, editors: Editors) -> Editions:
    """The history imported; each report built by one person and published by another."""
    import_tallies(DATA)
    found = {}
    for period in PERIODS:
        built = services.build(actor=editors.first, period=parse(period))
        found[period] = services.publish(actor=editors.second, edition=built)
    return found


def counted(
    edition: Edition, table: str, kind: str, unit: str = "request", *, granted: bool = False
) -> dict[str, int | None]:
    """By value of the table's dimension: how many; None where the edition says that it is unknown."""
    found: dict[str, int | None] = {}
    frozen = edition.tables.get(key=table)
    for row in Table.from_json(frozen.content).rows:
        if (row.kind, row.unit) != (kind, unit):
            continue
        key = " ".join(row.values)
        before = found.setdefault(key, 0)
        if (
            row.low != row.high
            or row.low is None
            or before is None
            or (granted and row.outcome == "unrecorded")
        ):
            found[key] = None if row.low != 0 or row.high != 0 else before
        elif not granted or row.outcome in GRANTED:
            found[key] = before + row.low
    return found


def totals() -> Iterator[tuple[str, str, str, str, bool]]:
    """Column of the half-yearly summary, kind, unit, and whether those granted are meant."""
    for kind, name in (("content", "takedown"), ("copyright", "dmca"), ("erasure", "rtbf")):
        yield f"{name}_requests", kind, "request", "total", False
        yield f"{name}_granted", kind, "request", "total", True
    yield "user_data_requests", "user_data", "request", "total", False
    yield "user_data_produced", "user_data", "request", "total", True
    yield "accounts_potentially_affected", "user_data", "account_potential", "total", False
    yield "accounts_actually_affected", "user_data", "account_actual", "total", False


def test_every_total_of_every_report_is_the_published_one(editions: Editions) -> None:
    compared = 0
    for period, edition in editions.items():
        (row,) = of_period("wmf_half_yearly_summary.csv", period)
        for column, kind, unit, table, granted in totals():
            if row[column]:
                assert counted(edition, table, kind, unit, granted=granted) == {"": int(row[column])}, (
                    period,
                    column,
                )
                compared += 1
    assert compared == sum(
        bool(row[column])
        for period in PERIODS
        for row in of_period("wmf_half_yearly_summary.csv", period)
        for column, *_ in totals()
    )
    assert compared > 110


def summed(
    rows: list[dict[str, str]], label: str, value: Callable[[str], str], column: str
) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        if row[column]:
            found[value(row[label])] += int(row[column])
    return {key: count for key, count in found.items() if count}


def country_of(label: str) -> str:
    return COUNTRIES[label]


def project_of(label: str) -> str:
    return PROJECTS.get(label.lower(), label.lower())


def without_zeros(found: Mapping[str, int | None]) -> dict[str, int | None]:
    return {key: count for key, count in found.items() if count != 0}


@pytest.mark.parametrize(
    ("table", "file", "value"),
    [
        ("country", "wmf_content_requests_by_country_2012_2018H1.csv", country_of),
        ("project", "wmf_content_requests_by_project_2012_2018H1.csv", project_of),
    ],
)
def test_every_row_by_country_and_project_is_the_published_one(
    editions: Editions, table: str, file: str, value: Callable[[str], str]
) -> None:
    compared = 0
    for period, edition in editions.items():
        rows = of_period(file, period)
        for kind, column in (
            ("content", "takedown_alteration"),
            ("copyright", "dmca"),
            ("counter_notice", "dmca_counter_notices_received"),
        ):
            if not rows or not any(row[column] for row in rows):
                continue
            expected = summed(rows, table, value, column)
            assert without_zeros(counted(edition, table, kind)) == expected, (period, kind)
            compared += len(expected)
            if kind != "counter_notice":
                granted = summed(rows, table, value, f"{column}_complied")
                assert without_zeros(counted(edition, table, kind, granted=True)) == granted, (period, kind)
    assert compared > 300


def test_user_data_by_process_is_the_published_one(editions: Editions) -> None:
    for period, edition in editions.items():
        for row in of_period("wmf_period_totals_2012_2018H1.csv", period):
            expected = {
                process: int(row[column]) for process, column in PROCESSES.items() if row[column] != "0"
            }
            told = counted(edition, "process", "user_data")
            told.pop("national_security", None)
            assert without_zeros(told) == expected, period
            granted = {
                process: int(row[column]) for process, column in COMPLIED.items() if row[column] != "0"
            }
            assert without_zeros(counted(edition, "process", "user_data", granted=True)) == granted, period


def test_the_last_half_year_is_that_of_the_charts(editions: Editions) -> None:
    rows = [
        row
        for row in of_period("wmf_chart_series_2012_2018H2.csv", "2018-h2")
        if (row["request_kind"], row["dimension"]) == ("takedown", "country")
    ]
    told = without_zeros(counted(editions["2018-h2"], "country", "content"))
    assert told == summed(rows, "key", country_of, "requests")


def column_sum(name: str, period: str, column: str) -> int:
    return sum(int(row[column] or 0) for row in of_period(name, period))


def test_contradictions_that_the_files_show_by_themselves_are_listed_in_their_report(
    editions: Editions,
) -> None:
    by_country = "wmf_user_data_requests_by_country_2012_2018H1.csv"
    first = PERIODS[0]
    usernames = "informal_government_usernames_potentially_affected"
    (whole,) = of_period("wmf_period_totals_2012_2018H1.csv", first)
    assert_listed(
        editions[first], int(whole[usernames]), column_sum(by_country, first, usernames), "account_potential"
    )
    pages = {
        (row["unit"], row["process"]): int(row["value"])
        for row in of_period("report_page_values.csv", "2016-h2")
    }
    (summary,) = of_period("wmf_half_yearly_summary.csv", "2016-h2")
    affected = int(summary["accounts_potentially_affected"])
    assert_listed(editions["2016-h2"], affected, pages["account_potential", ""], "account_potential")
    (whole,) = of_period("wmf_period_totals_2012_2018H1.csv", "2016-h2")
    informal = int(whole["informal_government_requests"])
    assert_listed(editions["2016-h2"], informal, pages["request", "informal_government"], "request")
    (summary,) = of_period("wmf_half_yearly_summary.csv", "2013-h2")
    charts = [
        row
        for row in of_period("wmf_chart_series_2012_2018H2.csv", "2013-h2")
        if (row["request_kind"], row["dimension"]) == ("dmca", "project")
    ]
    in_charts = sum(int(row["granted"] or 0) for row in charts)
    assert_listed(editions["2013-h2"], int(summary["dmca_granted"]), in_charts, "request")


def assert_listed(edition: Edition, used: int, other: int, unit: str) -> None:
    assert used != other
    listed = [one["facts"] for one in edition.findings if one["key"] == "contradiction"]
    assert [
        one
        for one in listed
        if one["unit"] == unit
        and one["published"].startswith(f"{used} (")
        and one["other"].startswith(f"{other} (")
    ], (edition.period, used, other)


def test_each_contradiction_of_the_history_stands_in_the_report_of_its_period_and_in_no_other(
    editions: Editions,
) -> None:
    report = import_tallies(DATA, dry_run=True)
    expected = Counter(
        (str(one.group.period), one.published[:300], one.other[:300])
        for one in report.findings
        if one.group is not None and str(one.group.period) in PERIODS
    )
    told = Counter(
        (period, one["facts"]["published"], one["facts"]["other"])
        for period, edition in editions.items()
        for one in edition.findings
        if one["key"] == "contradiction"
    )
    assert told == expected
    assert told.total() >= 40


def test_all_editions_of_the_history_are_published_by_a_second_person(editions: Editions) -> None:
    assert [edition.is_published for edition in editions.values()] == [True] * 12
    assert all(edition.built_by != edition.published_by for edition in editions.values())
