from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from clarion.register.counts import UNKNOWN, Count
from clarion.register.vocabulary import Process, Requester
from clarion.transparency import measures
from clarion.transparency.figures import Figure, FigureError, Missing, breakdown, read, read_one, series
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import parse

Make = Callable[..., Tally]
RECEIVED = "takedown-requests-received"


def value(key: str) -> Count:
    return read_one(Figure.parse(key)).value


keys = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(["DE", "US", "ZZ", "XK"]),
        "project": st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True).filter(
            lambda one: "-" not in one
        ),
        "requester": st.sampled_from(Requester.values),
        "process": st.sampled_from(Process.values),
    },
)


@given(
    st.sampled_from([RECEIVED, "user-data-requests-granted"]),
    st.sampled_from(["2017", "all", "2017-h1"]),
    keys,
)
def test_a_key_names_one_figure(measure: str, period: str, filters: dict[str, str]) -> None:
    figure = Figure.of(measure, period, filters)
    assert Figure.parse(figure.key) == figure
    assert hash(Figure.parse(figure.key)) == hash(figure)


def test_forms_of_one_figure_have_one_key() -> None:
    assert Figure.parse(f"{RECEIVED}.half:2017-H1.country-DE").key == f"{RECEIVED}.2017-h1.country-de"
    assert Figure.of(RECEIVED, "2017", {"project": "en.wikipedia", "country": "de"}).key == (
        f"{RECEIVED}.2017.country-de.project-en.wikipedia"
    )


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("", "is no figure"),
        (RECEIVED, "is no figure"),
        ("takedowns.2017", "There is no measure 'takedowns'"),
        (f"{RECEIVED}.17", "'17' is no period"),
        (f"{RECEIVED}.2017.land-de", "is no filter"),
        (f"{RECEIVED}.2017.country-xx", "is no country"),
        (f"{RECEIVED}.2017.country-de.country-fr", "twice"),
        (f"{RECEIVED}.2017.requester-aliens", "is no requester"),
        ("government-takedown-requests.2017.requester-company", "already fixes it"),
    ],
)
def test_a_wrong_key_is_told_in_one_line(key: str, told: str) -> None:
    with pytest.raises(FigureError, match=told) as caught:
        Figure.parse(key)
    assert "\n" not in str(caught.value)


@pytest.fixture
def year(tally: Make) -> SimpleNamespace:
    """2017: 341 + 343 received, none granted; by country complete in both halves."""
    for period, received, from_germany in (("2017-h1", 341, 34), ("2017-h2", 343, 33)):
        tally(period, "not_granted", received)
        tally(period, "granted", 0)
        tally(period, "not_granted", from_germany, country="DE")
        tally(period, "not_granted", received - from_germany, country="ZZ")
        tally(period, "", 0, country="")
    return SimpleNamespace(first=parse("2017-h1"), second=parse("2017-h2"))


def test_a_year_is_the_sum_of_its_halves(year: SimpleNamespace) -> None:
    reading = read_one(Figure.parse(f"{RECEIVED}.2017"))
    assert reading.value == Count.exact(684)
    assert reading.parts == ((year.first, Count.exact(341)), (year.second, Count.exact(343)))
    assert reading.is_complete
    assert reading.as_of == date(2020, 1, 1)
    assert [one.slug for one in reading.sources] == ["sheet"]


def test_a_recorded_zero_is_a_value(year: SimpleNamespace) -> None:
    assert value("takedown-requests-granted.2017") == Count.exact(0)


def test_a_missing_half_leaves_what_is_then_true(year: SimpleNamespace) -> None:
    Tally.objects.filter(period_start=year.second.start).delete()
    reading = read_one(Figure.parse(f"{RECEIVED}.2017"))
    assert reading.value == Count.exact(341)
    assert reading.covered == (year.first,)
    assert not reading.is_complete
    assert value(f"{RECEIVED}.2017.country-de") == Count.exact(34)


def test_nothing_recorded_is_unknown_and_says_so(year: SimpleNamespace) -> None:
    reading = read_one(Figure.parse(f"{RECEIVED}.2018"))
    assert reading.value == UNKNOWN
    assert reading.missing is Missing.NOT_RECORDED


def test_a_longer_period_is_not_cut(year: SimpleNamespace) -> None:
    assert read_one(Figure.parse(f"{RECEIVED}.2017-q3")).missing is Missing.LONGER_PERIODS_ONLY


def test_a_country_without_a_row_had_none_where_rows_are_complete(year: SimpleNamespace) -> None:
    assert value(f"{RECEIVED}.2017.country-tv") == Count.exact(0)


def test_a_country_without_a_row_is_unknown_where_they_are_not(tally: Make) -> None:
    tally("2017-h1", "not_granted", 34, country="DE")
    assert value(f"{RECEIVED}.2017-h1.country-tv") == UNKNOWN
    assert value(f"{RECEIVED}.2017-h1.country-de") == Count.exact(34)


def test_a_country_is_unknown_where_nothing_is_by_country(tally: Make) -> None:
    tally("2017-h1", "not_granted", 341)
    assert read_one(Figure.parse(f"{RECEIVED}.2017-h1.country-de")).missing is Missing.NOT_BROKEN_DOWN


def test_granted_is_unknown_where_an_outcome_is(tally: Make) -> None:
    tally("2017-h1", "unrecorded", 1)
    tally("2017-h1", "granted", 3)
    reading = read_one(Figure.parse("takedown-requests-granted.2017-h1"))
    assert reading.missing is Missing.VALUE_UNKNOWN
    assert value(f"{RECEIVED}.2017-h1") == Count.exact(4)


def test_granted_takes_in_part_and_full(tally: Make) -> None:
    for outcome, count in (("partial", 2), ("full", 3), ("refused", 10), ("unrecorded", 0)):
        tally("2017-h1", outcome, count)
    assert value("takedown-requests-granted.2017-h1") == Count.exact(5)


def test_an_unknown_cell_makes_the_period_unknown(tally: Make) -> None:
    tally("2017-h1", "unrecorded", None)
    assert value(f"{RECEIVED}.2017-h1") == UNKNOWN


def test_ranges_add_up(tally: Make) -> None:
    tally("2017-h1", "unrecorded", 0, high=249)
    tally("2017-h2", "unrecorded", 10)
    assert value(f"{RECEIVED}.2017") == Count(10, 259)


def test_government_takes_in_every_branch(tally: Make) -> None:
    tally("2017-h1", "unrecorded", 2, requester="government_court")
    tally("2017-h1", "unrecorded", 3, requester="government_police")
    tally("2017-h1", "", 0, requester="government")
    assert value("government-takedown-requests.2017-h1") == Count.exact(5)
    assert value(f"{RECEIVED}.2017-h1.requester-government_military") == Count.exact(0)
    assert value(f"{RECEIVED}.2017-h1.requester-company") == UNKNOWN


def test_the_better_source_is_read_and_the_other_not_added(year: SimpleNamespace, tally: Make) -> None:
    quoted = Source.objects.create(
        slug="post", title="A post", publisher="Example", as_of=date(2024, 1, 1), standing="quoted"
    )
    tally("2017-h1", "not_granted", 999, source=quoted)
    tally("2018-h1", "not_granted", 7, source=quoted)
    assert value(f"{RECEIVED}.2017") == Count.exact(684)
    assert value(f"{RECEIVED}.2018-h1") == Count.exact(7)


def test_unpublished_sources_are_not_counted(year: SimpleNamespace) -> None:
    Source.objects.update(published=False)
    assert value(f"{RECEIVED}.2017") == UNKNOWN


def test_any_number_of_figures_costs_one_query(year: SimpleNamespace) -> None:
    figures = [Figure.of(one, "2017") for one in measures.every()]
    figures += [Figure.parse(f"{RECEIVED}.2017-h1.country-de"), Figure.parse("takedown-requests-granted.all")]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        readings = read(figures)
    assert len(queries) == 1
    assert set(readings) == set(figures)


def test_last_year_is_reckoned_in_the_time_zone_of_the_site(
    year: SimpleNamespace, settings: SimpleNamespace
) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    with time_machine.travel("2017-12-31T12:00:00Z", tick=False):
        assert value(f"{RECEIVED}.last_year") == Count.exact(684)


def test_countries_are_counted_once_and_without_the_unknown_one(year: SimpleNamespace, tally: Make) -> None:
    tally("2017-h2", "not_granted", 1, country="FR")
    reading = read_one(Figure.parse("countries-of-takedown-requests.2017"))
    assert reading.value == Count.exact(2)
    assert [count for _, count in reading.parts] == [Count.exact(1), Count.exact(2)]


def test_a_series_shows_its_gaps_as_unknown(year: SimpleNamespace, tally: Make) -> None:
    tally("2018-h2", "not_granted", 5)
    points = [(str(period), str(count)) for period, count in series(RECEIVED)]
    assert points == [("2017-h1", "341"), ("2017-h2", "343"), ("2018-h1", "unknown"), ("2018-h2", "5")]


def test_a_breakdown_is_sorted_with_the_unknown_row_last(year: SimpleNamespace, tally: Make) -> None:
    tally("2017-h1", "not_granted", 70, country="FR")
    found = breakdown(RECEIVED, "2017-h1", "country")
    assert [(row.value, str(row.count), row.is_unknown) for row in found] == [
        ("FR", "70", False),
        ("DE", "34", False),
        ("ZZ", "307", True),
    ]
    assert found.difference == -70


def test_a_breakdown_that_reconciles_has_no_difference(year: SimpleNamespace) -> None:
    found = breakdown(RECEIVED, "2017", "country")
    assert (found.total, found.difference) == (Count.exact(684), 0)


def test_a_breakdown_that_was_not_recorded_has_no_rows(year: SimpleNamespace) -> None:
    found = breakdown(RECEIVED, "2017", "project")
    assert (len(found), found.covered) == (0, ())


def test_the_outcomes_of_a_period_nobody_recorded_are_unknown_and_no_rows_of_zero(
    year: SimpleNamespace,
) -> None:
    unrecorded = breakdown("takedown-requests-received", "1999", "outcome")
    assert unrecorded.rows == ()
    assert not unrecorded.total.is_known


def test_outcomes_are_a_breakdown_too(year: SimpleNamespace) -> None:
    found = breakdown(RECEIVED, "2017", "outcome")
    assert [(row.value, str(row.count)) for row in found] == [("not_granted", "684"), ("granted", "0")]


def test_a_breakdown_costs_one_query(year: SimpleNamespace) -> None:
    with CaptureQueriesContext(connection) as queries:
        breakdown(RECEIVED, "2017", "country")
    assert len(queries) == 1
