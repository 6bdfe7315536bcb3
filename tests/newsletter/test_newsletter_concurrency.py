"""Many sign-ups of one address at the same moment are one subscriber and one mail."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from clarion.mail.models import OutboxMessage
from clarion.newsletter import links, services
from clarion.newsletter.models import ConsentRecord, State, Subscriber

SPELLINGS = [
    "ann@bücher.example",
    "ANN@xn--bcher-kva.example",
    "Ann@BÜCHER.example",
    "ann@Xn--Bcher-Kva.example",
]


def _at_once(*works: object) -> list[BaseException]:
    failures: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: object) -> None:
        try:
            gate.wait(20)
            work()  # type: ignore[operator]
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_one_address_spelled_in_many_ways_at_once_is_one_subscriber_and_one_mail() -> None:
    failures = _at_once(
        *[lambda one=one: services.sign_up(email=one, language="en") for one in SPELLINGS * 2]
    )
    assert not failures
    assert Subscriber.objects.count() == 1
    assert OutboxMessage.objects.count() == 1
    assert ConsentRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_pressed_many_times_at_once_welcomes_once() -> None:
    services.sign_up(email="ann@example.org", language="en")
    token = links.confirm_token(Subscriber.objects.get(), "en")
    failures = _at_once(*[lambda: services.confirm(token=token)] * 6)
    assert not failures
    assert Subscriber.objects.get().state == State.CONFIRMED
    assert OutboxMessage.objects.filter(kind="newsletter.welcome").count() == 1
