from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clarion.register.counting import Standing
from clarion.register.counts import UNKNOWN, Count
from clarion.transparency.feeding import NegativeTally, feed, move
from clarion.transparency.figures import Figure, breakdown, read_one
from clarion.transparency.models import Source, Tally

OUTCOMES = ("pending", "refused", "partial", "full")
standings = st.builds(
    Standing,
    received=st.dates(date(2016, 1, 1), date(2018, 12, 31)),
    kind=st.just("content"),
    outcome=st.sampled_from(OUTCOMES),
    country=st.sampled_from(["DE", "FR", ""]),
    project=st.sampled_from(["en.wikipedia", ""]),
    requester=st.sampled_from(["government_court", "company", ""]),
    process=st.just(""),
    unit=st.just("request"),
)


def account() -> Source:
    """A source that public figures read whole; of the register itself they are told totals alone."""
    return Source.objects.get_or_create(
        slug="account", defaults={"title": "An account", "publisher": "", "as_of": date(2018, 12, 31)}
    )[0]


def value(key: str) -> str:
    return str(read_one(Figure.parse(key)).value)


class Totals(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(standings, max_size=40))
    def test_all_breakdowns_of_what_was_fed_add_up(self, fed: list[Standing]) -> None:
        assert feed(account(), fed) == len(fed)
        years = Counter(one.received.year for one in fed)
        for year, number in years.items():
            assert value(f"takedown-requests-received.{year}") == str(number)
            granted = sum(one.outcome in ("partial", "full") for one in fed if one.received.year == year)
            assert value(f"takedown-requests-granted.{year}") == str(granted)
            for dimension in ("country", "project", "outcome"):
                assert breakdown("takedown-requests-received", str(year), dimension).difference == 0
            countries = {one.country for one in fed if one.received.year == year and one.country}
            assert value(f"countries-of-takedown-requests.{year}") == str(len(countries))
        for country in ("DE", "FR"):
            for year in years:
                of_country = sum(one.country == country and one.received.year == year for one in fed)
                assert value(f"takedown-requests-received.{year}.country-{country.lower()}") == str(
                    of_country
                )

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(standings, st.sampled_from(OUTCOMES)), max_size=12))
    def test_moving_one_by_one_ends_where_feeding_at_once_does(
        self, steps: list[tuple[Standing, str]]
    ) -> None:
        source = account()
        for first, outcome in steps:
            move(source, after={first: ONE})
            move(source, before={first: ONE}, after={first._replace(outcome=outcome): ONE})
        moved, named = cells(), value("countries-of-takedown-requests.all")
        Tally.objects.all().delete()
        feed(source, [first._replace(outcome=outcome) for first, outcome in steps])
        assert (cells(), value("countries-of-takedown-requests.all")) == (moved, named)


def cells() -> dict[tuple[object, ...], int]:
    """The cells that are not zero."""
    counts = ("id", "low", "high", "countries")
    fields = [one.attname for one in Tally._meta.fields if one.attname not in counts]
    return {row[:-1]: row[-1] for row in Tally.objects.filter(high__gt=0).values_list(*fields, "high")}


DEMAND = Standing(date(2017, 3, 1), "content", "pending", "DE", "en.wikipedia", "company")
ONE = Count.exact(1)
COUNTED = {DEMAND: ONE}


def test_a_decision_moves_a_demand_from_one_outcome_to_another(db: None) -> None:
    source = account()
    move(source, after=COUNTED)
    assert value("takedown-requests-granted.2017-h1") == "0"
    move(source, before=COUNTED, after={DEMAND._replace(outcome="partial"): ONE})
    assert value("takedown-requests-received.2017-h1") == "1"
    assert value("takedown-requests-granted.2017-h1.country-de") == "1"
    assert value("takedown-requests-granted.2017-h1.country-fr") == "0"


def test_a_demand_taken_out_leaves_zero_and_not_unknown(db: None) -> None:
    source = account()
    move(source, after=COUNTED)
    move(source, before=COUNTED)
    assert value("takedown-requests-received.2017-h1") == "0"


def test_a_country_counts_while_it_has_a_demand_left(db: None) -> None:
    source = account()
    found = []
    french = {DEMAND._replace(country="FR"): ONE}
    for before, after in (({}, COUNTED), ({}, french), (COUNTED, {})):
        move(source, before=before, after=after)
        found.append(value("countries-of-takedown-requests.2017-h1"))
    assert found == ["1", "2", "1"]


def test_what_was_never_counted_cannot_be_taken_away(db: None) -> None:
    source = account()
    move(source, after=COUNTED)
    before = cells()
    with pytest.raises(NegativeTally):
        move(source, before={DEMAND._replace(country="FR"): ONE}, after=COUNTED)
    assert cells() == before


def test_a_step_that_fails_moves_nothing(db: None) -> None:
    source = account()

    def step() -> None:
        with transaction.atomic():
            move(source, after=COUNTED)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        step()
    assert not Tally.objects.exists()


def test_an_unrecorded_requester_makes_other_requesters_unknown_and_not_zero(db: None) -> None:
    move(account(), after={DEMAND._replace(requester=""): ONE})
    assert value("takedown-requests-received.2017-h1.requester-company") == "unknown"


def test_the_number_of_cells_read_does_not_grow_with_the_demands(db: None) -> None:
    source = account()
    feed(source, [DEMAND] * 10)
    few = Tally.objects.count()
    feed(source, [DEMAND] * 10_000)
    assert Tally.objects.count() == few
    assert value("takedown-requests-received.2017-h1") == "10010"


def test_accounts_that_nobody_counted_make_the_sum_unknown_until_somebody_does(db: None) -> None:
    source = account()
    accounts = Standing(
        date(2017, 3, 1), "user_data", "", "DE", "", "government_police", "", "account_potential"
    )
    key = "accounts-potentially-affected.2017-h1"
    move(source, after={accounts: Count(2, 5)})
    assert value(key) == "2-5"
    move(source, after={accounts: UNKNOWN})
    assert value(key) == "unknown"
    move(source, before={accounts: UNKNOWN}, after={accounts: Count.exact(1)})
    assert value(key) == "3-6"


def test_a_range_can_become_a_number_within_it_and_the_other_way_round(db: None) -> None:
    source = account()
    accounts = Standing(date(2017, 3, 1), "user_data", "", unit="account_actual")
    for before, after in (
        ({}, Count(0, 249)),
        (Count(0, 249), Count.exact(5)),
        (Count.exact(5), Count(2, 9)),
    ):
        move(source, before={accounts: before} if before else {}, after={accounts: after})
    assert value("accounts-actually-affected.2017-h1") == "2-9"
