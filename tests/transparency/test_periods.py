from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.transparency.periods import Period, PeriodError, canonical, gaps, joined, parse, resolve, tile

TODAY = date(2018, 3, 9)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
spans = st.tuples(days, st.integers(0, 900)).map(lambda one: Period(one[0], one[0] + timedelta(days=one[1])))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-h1", date(2017, 1, 1), date(2017, 6, 30)),
        ("half:2017-H2", date(2017, 7, 1), date(2017, 12, 31)),
        ("2016-q1", date(2016, 1, 1), date(2016, 3, 31)),
        ("year:2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2012-07-01…2013-06-30", date(2012, 7, 1), date(2013, 6, 30)),
        ("2012-07-01--2013-06-30", date(2012, 7, 1), date(2013, 6, 30)),
    ],
)
def test_texts_name_spans_of_days(text: str, start: date, end: date) -> None:
    assert parse(text) == Period(start, end)


@given(spans)
def test_a_period_reads_back_what_it_writes(period: Period) -> None:
    assert parse(str(period)) == period


@pytest.mark.parametrize(
    "text", ["", "17", "2017-h3", "2017-q5", "last week", "2017-13-01--2018-01-01", "0000"]
)
def test_other_texts_are_told_which_forms_there_are(text: str) -> None:
    with pytest.raises(PeriodError, match="no period"):
        parse(text)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(PeriodError, match="before it starts"):
        parse("2017-02-01--2017-01-01")


def test_relative_periods_follow_the_day() -> None:
    assert resolve("this_year", TODAY) == Period.year(2018)
    assert resolve("last_year", TODAY) == Period.year(2017)
    assert resolve("all", TODAY, date(2012, 7, 1), date(2018, 12, 31)) == parse("2012-07-01--2018-12-31")
    assert resolve("all", TODAY) is None


def test_editors_forms_have_one_canonical_form() -> None:
    assert canonical("half:2017-H1") == "2017-h1"
    assert canonical("LAST_YEAR") == "last_year"


@given(spans, st.lists(spans, max_size=12))
def test_tiles_lie_inside_and_never_overlap(wanted: Period, available: list[Period]) -> None:
    tiles = tile(wanted, available)
    assert all(wanted.contains(one) and one in available for one in tiles)
    assert all(first.end < second.start for first, second in pairwise(tiles))


@given(spans, st.lists(spans, max_size=9))
def test_no_single_period_covers_more_than_the_tiles(wanted: Period, available: list[Period]) -> None:
    covered = sum(one.days for one in tile(wanted, available))
    assert covered >= max((one.days for one in available if wanted.contains(one)), default=0)


@given(spans, st.lists(spans, max_size=9))
def test_tiles_and_gaps_make_up_the_whole(wanted: Period, available: list[Period]) -> None:
    tiles = tile(wanted, available)
    assert joined([*tiles, *gaps(wanted, tiles)]) == (wanted,)


def test_of_two_ways_to_cover_a_year_the_finer_wins() -> None:
    halves = [parse("2017-h1"), parse("2017-h2")]
    assert tile(parse("2017"), [parse("2017"), *halves]) == halves
