from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clarion.core import rate_limits
from clarion.core.models import DailySalt, RateRecord
from clarion.core.rate_limits import allow, visitor

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_the_use_after_the_limit_is_refused_until_the_period_has_passed():
    with time_machine.travel(NOON, tick=False) as clock:
        assert [allow("form", "198.51.100.7", 2, MINUTE) for _ in range(3)] == [True, True, False]
        clock.shift(59)
        assert not allow("form", "198.51.100.7", 2, MINUTE)
        clock.shift(2)
        assert allow("form", "198.51.100.7", 2, MINUTE)


@pytest.mark.django_db
def test_scopes_and_keys_do_not_limit_one_another():
    assert allow("form", "a", 1, MINUTE)
    assert allow("form", "b", 1, MINUTE)
    assert allow("other", "a", 1, MINUTE)
    assert not allow("form", "a", 1, MINUTE)


@pytest.mark.django_db
def test_midnight_gives_nobody_a_second_helping():
    with time_machine.travel(datetime(2026, 3, 1, 23, 59, 50, tzinfo=UTC), tick=False) as clock:
        assert allow("form", "a", 1, MINUTE)
        clock.shift(20)
        assert not allow("form", "a", 1, MINUTE)
        clock.shift(60)
        assert allow("form", "a", 1, MINUTE)


@pytest.mark.django_db
def test_the_key_is_nowhere_in_what_is_kept():
    allow("form", "198.51.100.7", 5, MINUTE)
    kept = str(RateRecord.objects.values_list("scope", "digest", "moments").get())
    assert "198.51.100.7" not in kept


@pytest.mark.django_db
def test_the_same_key_has_another_digest_on_another_day():
    digests = set()
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(2):
            allow("form", "a", 5, MINUTE)
            digests |= set(RateRecord.objects.values_list("digest", flat=True))
            clock.shift(86_400)
    assert len(digests) == 2


@pytest.mark.django_db
def test_salts_and_records_are_forgotten_two_days_later():
    with time_machine.travel(NOON, tick=False) as clock:
        allow("form", "a", 5, MINUTE)
        clock.shift(2 * 86_400 + 1)
        assert rate_limits.purge() == 1
    assert not RateRecord.objects.exists()
    assert not DailySalt.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "per"), [(0, MINUTE), (1, timedelta(0)), (1, timedelta(days=2))])
def test_a_limit_that_could_not_be_kept_is_refused(limit, per):
    with pytest.raises(ValueError, match="rate limit"):
        allow("form", "a", limit, per)


@pytest.mark.django_db(transaction=True)
def test_uses_at_the_same_moment_do_not_slip_through_together():
    def attempt(_: int) -> bool:
        try:
            return allow("form", "a", 5, MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(24))) == 5


class AnyRhythm(TestCase):
    @hypothesis_settings(max_examples=25, deadline=None)
    @given(
        gaps=st.lists(st.integers(0, 40), min_size=1, max_size=25),
        limit=st.integers(1, 4),
        start=st.sampled_from([NOON, datetime(2026, 3, 1, 23, 58, tzinfo=UTC)]),
    )
    def test_no_stretch_of_the_period_ever_holds_more_than_the_limit(self, gaps, limit, start):
        allowed = []
        with time_machine.travel(start, tick=False) as clock:
            for gap in gaps:
                clock.shift(gap)
                if allow("form", "a", limit, MINUTE):
                    allowed.append(clock_seconds())
        assert all(sum(later - 60 < one <= later for one in allowed) <= limit for later in allowed)


def clock_seconds() -> float:
    return datetime.now(tz=UTC).timestamp()


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "203.0.113.1", "198.51.100.7"),
        (1, "10.0.0.2", "203.0.113.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.2", "203.0.113.1, 203.0.113.9", "203.0.113.1"),
        (2, "10.0.0.2", "203.0.113.1", "10.0.0.2"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (0, "::ffff:198.51.100.7", "", "198.51.100.7"),
        (0, "", "", "unknown"),
        (1, "10.0.0.2", "nonsense", "unknown"),
    ],
)
def test_the_visitor_is_the_network_that_our_own_proxies_saw(settings, proxies, peer, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR=peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    )
    assert visitor(request) == expected
