"""Which state a message may go to from which, by hand and by an answer: every pair."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.contact import services
from clarion.contact.models import ALLOWED_TRANSITIONS, ContactMessage, Event, Happening, State
from clarion.core.models import User
from clarion.mail.models import OutboxMessage

pytestmark = pytest.mark.django_db

N, P, A, S = State.NEW, State.IN_PROGRESS, State.ANSWERED, State.SPAM
MOVES_BY_HAND = {(N, P), (N, S), (P, N), (P, S), (A, P), (S, N)}


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann@commons.example", first_name="Ann", last_name="Lee")


def _message(state: State = State.NEW) -> ContactMessage:
    message = services.receive(
        name="Ada", email="ada@example.org", topic="press", body="Hello?", language="ar"
    )
    ContactMessage.objects.filter(pk=message.pk).update(state=state)
    message.refresh_from_db()
    return message


def _newest(message: ContactMessage) -> int:
    return max(message.events.values_list("pk", flat=True))


@pytest.mark.parametrize("came_from", State)
@pytest.mark.parametrize("to", State)
def test_every_move_by_hand(came_from: State, to: State, ann: User) -> None:
    message = _message(came_from)
    before = message.events.count()
    if (came_from, to) in MOVES_BY_HAND:
        services.move(message=message, to=to, actor=ann)
    else:
        with pytest.raises(services.NotAllowed):
            services.move(message=message, to=to, actor=ann)
    message.refresh_from_db()
    moved = (came_from, to) in MOVES_BY_HAND
    assert message.state == (to if moved else came_from)
    assert message.events.count() == before + moved


def test_the_table_of_transitions_is_the_moves_by_hand_and_the_answers() -> None:
    allowed = {(came_from, to) for came_from, targets in ALLOWED_TRANSITIONS.items() for to in targets}
    assert allowed == MOVES_BY_HAND | {(N, A), (P, A)}


@pytest.mark.parametrize("state", [N, P, A])
def test_an_answer_answers_a_message_that_is_not_spam(state: State, ann: User) -> None:
    message = _message(state)
    services.answer(message=message, text="Yes.", actor=ann, last_seen=_newest(message))
    message.refresh_from_db()
    assert message.state == A
    assert OutboxMessage.objects.filter(kind="contact.answer").count() == 1


def test_spam_is_not_answered(ann: User) -> None:
    message = _message(S)
    with pytest.raises(services.NotAllowed):
        services.answer(message=message, text="Yes.", actor=ann, last_seen=_newest(message))
    assert not OutboxMessage.objects.filter(kind="contact.answer").exists()


def test_two_people_do_not_answer_at_once(ann: User) -> None:
    message = _message()
    seen = _newest(message)
    services.answer(message=message, text="Yes.", actor=ann, last_seen=seen)
    with pytest.raises(services.Overtaken):
        services.answer(message=message, text="No.", actor=ann, last_seen=seen)
    assert OutboxMessage.objects.filter(kind="contact.answer").count() == 1


def test_taking_a_new_message_puts_it_in_progress(ann: User) -> None:
    message = services.assign(message=_message(), assignee=ann, actor=ann)
    assert (message.state, message.assignee) == (P, ann)


def test_the_history_tells_who_did_what_and_outlives_their_account(ann: User) -> None:
    message = services.assign(message=_message(), assignee=ann, actor=ann)
    services.answer(message=message, text="Yes.", actor=ann, last_seen=_newest(message))
    ann.delete()
    assert [(one.happening, one.actor_name) for one in message.events.all()] == [
        (Happening.RECEIVED, ""),
        (Happening.ASSIGNED, "Ann Lee"),
        (Happening.MOVED, "Ann Lee"),
        (Happening.ANSWERED, "Ann Lee"),
        (Happening.MOVED, "Ann Lee"),
    ]


def test_a_line_of_history_is_never_changed() -> None:
    event = Event.objects.get(message=_message())
    with pytest.raises(TypeError):
        event.save()


def test_spam_is_forgotten_after_a_month() -> None:
    message = _message(S)
    assert services.purge_spam(timezone.now() + timedelta(days=29)) == 0
    assert services.purge_spam(timezone.now() + timedelta(days=31)) == 1
    assert not ContactMessage.objects.filter(pk=message.pk).exists()
