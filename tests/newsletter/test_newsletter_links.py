"""Only the link that we sent, in its time and its round, confirms a subscription."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clarion.newsletter import links, services
from clarion.newsletter.models import Door, State, Subscriber

GOOD = links.confirm_token(Subscriber(pk=1, round=1), "en")
ALPHABET = st.characters(codec="utf-8")


@given(st.integers(0, len(GOOD) - 1), st.characters(codec="utf-8", min_codepoint=33))
def test_a_token_with_one_character_changed_is_void(place: int, character: str) -> None:
    altered = GOOD[:place] + character + GOOD[place + 1 :]
    if altered == GOOD:
        return
    with pytest.raises(links.LinkIsVoid):
        links.read_confirm_token(altered)


@given(st.text(ALPHABET, max_size=200))
def test_an_invented_token_is_void(token: str) -> None:
    with pytest.raises(links.LinkIsVoid):
        links.read_confirm_token(token)


@given(st.integers(0, len(GOOD) - 1))
def test_a_token_cut_short_by_a_mail_program_is_void(length: int) -> None:
    with pytest.raises(links.LinkIsVoid):
        links.read_confirm_token(GOOD[:length])


@given(st.floats(0, 60))
def test_a_token_works_for_its_days_and_not_longer(days: float) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        token = links.confirm_token(Subscriber(pk=1, round=1), "en")
    age = timedelta(days=60 - days)
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        if age > links.CONFIRM_WITHIN + timedelta(seconds=1):
            with pytest.raises(links.LinkIsVoid):
                links.read_confirm_token(token)
        elif age < links.CONFIRM_WITHIN - timedelta(seconds=1):
            assert links.read_confirm_token(token).subscriber_id == 1


@pytest.mark.django_db
def test_an_old_link_does_not_undo_an_unsubscription() -> None:
    services.sign_up(email="ann@example.org", language="en")
    subscriber = Subscriber.objects.get()
    old = links.confirm_token(subscriber, "en")
    services.confirm(token=old)
    services.unsubscribe(key=subscriber.unsubscribe_key, door=Door.LINK)
    with pytest.raises(links.LinkIsVoid):
        services.confirm(token=old)
    subscriber.refresh_from_db()
    assert subscriber.state == State.UNSUBSCRIBED


@pytest.mark.django_db
def test_a_key_that_is_nobodys_unsubscribes_nobody() -> None:
    services.sign_up(email="ann@example.org", language="en")
    with pytest.raises(links.LinkIsVoid):
        services.unsubscribe(key="x" * 32, door=Door.LINK)
    assert Subscriber.objects.get().state == State.PENDING
