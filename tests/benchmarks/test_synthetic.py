"""The demands that benchmarks invent have the shape of the real series."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.synthetic import SERIES, shares, standings
from clarion.register.counting import Standing
from clarion.transparency.feeding import feed, register_source
from clarion.transparency.figures import Figure, read_one
from clarion.transparency.imports import import_tallies
from clarion.transparency.models import Source

COUNT = 4000


@pytest.fixture
def made(db: None) -> list[Standing]:
    import_tallies(SERIES)
    shape = shares()
    Source.objects.all().delete()
    return list(standings(shape, COUNT))


def test_there_are_as_many_as_asked_for_the_same_each_time(made: list[Standing]) -> None:
    import_tallies(SERIES)
    assert len(made) == COUNT
    assert list(standings(shares(), COUNT)) == made


def test_kinds_and_unknown_countries_are_as_frequent_as_in_the_series(made: list[Standing]) -> None:
    kinds = Counter(one.kind for one in made)
    assert kinds.most_common(1)[0][0] == "content"
    assert 0.7 < kinds["content"] / COUNT < 0.95
    countries = Counter(one.country for one in made if one.kind == "content")
    assert countries["US"] > countries["DE"] > countries["FR"] / 2 > 0
    assert not any(one.process for one in made if one.kind != "user_data")


def test_they_can_be_fed_and_read_back(made: list[Standing]) -> None:
    feed(register_source(), made)
    expected = sum(one.kind == "content" and one.received.year == 2017 for one in made)
    assert read_one(Figure.of("takedown-requests-received", "2017")).value.low == expected
