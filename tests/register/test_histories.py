"""After any history, tallies are what the demands come to, and events tell of everything."""

from __future__ import annotations

import threading
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.core.models import User
from clarion.register.models import Demand, Event
from clarion.register.roles import Role
from clarion.register.seals import seal
from clarion.register.verification import verify
from clarion.transparency.reconciling import reconcile
from register.conftest import Staff, person
from register.histories import receive, take_step


def in_agreement() -> None:
    """Raises unless tallies, demands and events agree."""
    assert [str(one) for one in reconcile()] == []
    assert [str(one) for one in verify()] == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_any_history_leaves_tallies_demands_and_events_in_agreement(
    staff: Staff, seed: int, steps: int
) -> None:
    chance, people = Random(seed), [staff.lead, staff.second, staff.reviewer]
    demands = [receive(chance) for _ in range(3)]
    for _ in range(steps):
        take_step(chance, people, Demand.objects.get(pk=chance.choice(demands)))
    in_agreement()


@pytest.mark.slow
def test_thousands_of_histories_leave_them_in_agreement(staff: Staff) -> None:
    chance, people = Random(2026), [staff.lead, staff.second, staff.reviewer]
    taken = 0
    for _ in range(2000):
        demand = Demand.objects.get(pk=receive(chance))
        for _ in range(chance.randint(1, 6)):
            taken += take_step(chance, people, demand)
            demand.refresh_from_db()
    seal()
    assert taken > 2000
    in_agreement()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_histories_that_happen_at_once_leave_them_in_agreement() -> None:
    people = [
        person("lead", Role.LEAD),
        person("second", Role.APPROVER, Role.REVIEWER),
        person("ann", Role.REVIEWER),
    ]
    start = Random(1)
    demands = [receive(start) for _ in range(6)]
    failures: list[BaseException] = []

    def work(number: int) -> None:
        chance = Random(number)
        staff = list(User.objects.filter(pk__in=[one.pk for one in people]))
        try:
            for _ in range(60):
                if chance.random() < 0.15:
                    receive(chance)
                take_step(chance, staff, Demand.objects.get(pk=chance.choice(demands)))
                if chance.random() < 0.05:
                    seal()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Event.objects.count() > 100
    in_agreement()
