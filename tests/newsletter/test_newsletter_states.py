"""What each action does in each state: the table of the room's README, row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from clarion.mail.models import OutboxMessage
from clarion.newsletter import links, services
from clarion.newsletter.models import Action, ConsentRecord, Door, MailingList, State, Subscriber

pytestmark = pytest.mark.django_db

ADDRESS = "ann@example.org"


def _later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + services.BETWEEN_MAILS, tick=True)


def _subscriber(state: State) -> Subscriber:
    services.sign_up(email=ADDRESS, language="fr")
    subscriber = Subscriber.objects.get()
    if state != State.PENDING:
        services.confirm(token=links.confirm_token(subscriber, "fr"))
    if state == State.UNSUBSCRIBED:
        services.unsubscribe(key=subscriber.unsubscribe_key, door=Door.LINK)
    if state == State.BOUNCED:
        services.note_bounce(ADDRESS)
    subscriber.refresh_from_db()
    assert subscriber.state == state
    OutboxMessage.objects.all().delete()
    return subscriber


def _sign_up(subscriber: Subscriber) -> None:
    with _later():
        services.sign_up(email=ADDRESS, language="es")


def _confirm(subscriber: Subscriber) -> None:
    services.confirm(token=links.confirm_token(subscriber, "es"))


def _unsubscribe(subscriber: Subscriber) -> None:
    services.unsubscribe(key=subscriber.unsubscribe_key, door=Door.ONE_CLICK)


def _bounce(subscriber: Subscriber) -> None:
    services.note_bounce("ANN@EXAMPLE.ORG")


def _purge(subscriber: Subscriber) -> None:
    services.purge_unconfirmed(timezone.now() + timedelta(days=8))


P, C, U, B = State.PENDING, State.CONFIRMED, State.UNSUBSCRIBED, State.BOUNCED
GONE = None
TABLE = [
    # before, action, after, mail, recorded
    (P, _sign_up, P, "newsletter.confirm", Action.SIGNED_UP),
    (P, _confirm, C, "newsletter.welcome", Action.CONFIRMED),
    (P, _unsubscribe, U, None, Action.UNSUBSCRIBED),
    (P, _bounce, P, None, None),
    (P, _purge, GONE, None, None),
    (C, _sign_up, C, "newsletter.already", None),
    (C, _confirm, C, None, None),
    (C, _unsubscribe, U, None, Action.UNSUBSCRIBED),
    (C, _bounce, B, None, Action.BOUNCED),
    (C, _purge, C, None, None),
    (U, _sign_up, U, "newsletter.confirm", Action.SIGNED_UP),
    (U, _confirm, C, "newsletter.welcome", Action.CONFIRMED),
    (U, _unsubscribe, U, None, None),
    (U, _bounce, U, None, None),
    (U, _purge, U, None, None),
    (B, _sign_up, B, "newsletter.confirm", Action.SIGNED_UP),
    (B, _confirm, C, "newsletter.welcome", Action.CONFIRMED),
    (B, _unsubscribe, U, None, Action.UNSUBSCRIBED),
    (B, _bounce, B, None, None),
    (B, _purge, B, None, None),
]


@pytest.mark.parametrize(
    ("before", "action", "after", "mail", "recorded"),
    TABLE,
    ids=[f"{row[0]}{row[1].__name__}" for row in TABLE],
)
def test_every_action_in_every_state(
    before: State,
    action: Callable[[Subscriber], None],
    after: State | None,
    mail: str | None,
    recorded: Action | None,
) -> None:
    subscriber = _subscriber(before)
    records = ConsentRecord.objects.count()
    action(subscriber)
    assert list(Subscriber.objects.values_list("state", flat=True)) == ([after] if after else [])
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ([mail] if mail else [])
    if after is GONE:
        assert not ConsentRecord.objects.exists()
        return
    added = list(ConsentRecord.objects.all())[records:]
    assert [one.action for one in added] == ([recorded] if recorded else [])


def test_the_table_has_every_action_of_every_state() -> None:
    assert {(row[0], row[1].__name__) for row in TABLE} == {
        (state, action.__name__)
        for state in State
        for action in (_sign_up, _confirm, _unsubscribe, _bounce, _purge)
    }


def test_a_new_address_waits_for_confirmation_and_joins_no_list() -> None:
    services.sign_up(email="Ann@Example.org", language="ar")
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.state, subscriber.language) == (
        "Ann@example.org",
        State.PENDING,
        "ar",
    )
    assert not subscriber.lists.exists()
    assert OutboxMessage.objects.get().language == "ar"


def test_confirming_joins_the_lists_offered_in_the_language() -> None:
    MailingList.objects.create(slug="french", name="French", languages=["fr"])
    MailingList.objects.create(slug="chinese", name="Chinese", languages=["zh-hans"])
    MailingList.objects.create(slug="staff", name="Staff", offered=False)
    subscriber = _subscriber(State.CONFIRMED)
    assert set(subscriber.lists.values_list("slug", flat=True)) == {"updates", "french"}


def test_an_outsider_cannot_change_the_language_of_a_subscriber() -> None:
    subscriber = _subscriber(State.CONFIRMED)
    _sign_up(subscriber)
    subscriber.refresh_from_db()
    assert subscriber.language == "fr"
    assert OutboxMessage.objects.get().language == "fr"


def test_pressing_twice_sends_one_mail() -> None:
    services.sign_up(email=ADDRESS, language="en")
    services.sign_up(email=ADDRESS.upper(), language="en")
    assert Subscriber.objects.count() == OutboxMessage.objects.count() == ConsentRecord.objects.count() == 1


def test_nobody_can_have_a_mailbox_flooded() -> None:
    start = timezone.now()
    for hours in range(20):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            services.sign_up(email=ADDRESS, language="en")
    assert OutboxMessage.objects.count() == services.MAILS_A_DAY


def test_an_unconfirmed_address_is_forgotten_after_seven_days_and_not_before() -> None:
    _subscriber(State.PENDING)
    assert services.purge_unconfirmed(timezone.now() + timedelta(days=6, hours=23)) == 0
    assert services.purge_unconfirmed(timezone.now() + timedelta(days=7, minutes=1)) == 1
    assert not Subscriber.objects.exists()
