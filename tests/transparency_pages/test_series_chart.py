"""Figures and charts as page blocks show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from clarion.transparency.figures import Figure, read_one
from clarion.transparency.models import Tally
from clarion.transparency.presentation import Fact, series_chart

Record = Callable[..., Tally]


def test_a_chart_marks_the_period_of_its_figure_and_shows_gaps_as_gaps(record: Record) -> None:
    for period, count in (("2016-h1", 5), ("2017-h1", 7), ("2017-h2", 8)):
        record(period, count)
    with translation.override("en"):
        chart = series_chart("takedown-requests-received.2017")
    assert len(re.findall('class="bar bar-on"', chart.markup)) == 2
    assert len(re.findall('class="gap"', chart.markup)) == 1
    assert "unknown, not zero" in chart.note
    assert chart.address == "/en/transparency/figures/takedown-requests-received.2017/"


def test_a_chart_takes_one_query(record: Record, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record("2017-h1", 7)
    with translation.override("en"), django_assert_num_queries(1):
        series_chart("takedown-requests-received.2017")


def test_a_key_that_names_nothing_is_a_fault_for_editors(db: None) -> None:
    chart = series_chart("nonsense.2017")
    assert (chart.markup, chart.address) == ("", "")
    assert "There is no measure 'nonsense'" in chart.fault


def test_a_chart_of_nothing_has_words_and_no_axis(db: None) -> None:
    with translation.override("en"):
        markup = series_chart("takedown-requests-received.2017").markup
    assert "<svg" not in markup
    assert "not recorded" in markup


def test_a_year_among_half_years_does_not_hide_their_labels(record: Record) -> None:
    for period in ("2012-07-01--2013-06-30", "2013-h2", "2014-h1", "2014-h2"):
        record(period, 5)
    with translation.override("en"):
        markup = series_chart("takedown-requests-received.2014").markup
    assert ">2012–2013</text>" in markup
    assert markup.count(">H2</text>") == 2


def test_a_zero_has_no_parts(record: Record) -> None:
    record("2017-h1", 0, outcome="granted")
    record("2017-h2", 0, outcome="granted")
    fact = Fact(read_one(Figure.parse("takedown-requests-granted.2017")), "en")
    assert (fact.number, fact.parts) == ("0", "")


def test_a_fact_knows_its_parts_sources_and_address(record: Record) -> None:
    record("2017-h1", 341)
    record("2017-h2", 343)
    fact = Fact(read_one(Figure.parse("takedown-requests-received.2017")), "ar")
    assert (fact.number, fact.parts) == ("٦٨٤", "٣٤١ + ٣٤٣")
    assert [source.publisher for source in fact.sources] == ["Example"]
    assert fact.address == "/ar/transparency/figures/takedown-requests-received.2017/"


def test_a_change_of_what_is_counted_is_marked_in_the_series(demo_site: Path, client: Client) -> None:
    html = client.get("/en/transparency/figures/user-data-requests-granted.2017/").content.decode()
    assert "What is counted changes within this series: July to December 2016." in html
    assert "from here on counted otherwise" in html
    received = client.get("/en/transparency/figures/user-data-requests-received.2017/").content.decode()
    assert "What is counted changes" not in received
