"""What may be written to the outbox, and how long its words are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clarion.mail.models import OutboxMessage, State
from clarion.mail.services import CannotResend, purge, resend, send

pytestmark = pytest.mark.django_db


def _written(**changes: Any) -> OutboxMessage:
    message = send("contact.acknowledged", to="ann@example.org", context={}, language="fr")
    OutboxMessage.objects.filter(pk=message.pk).update(**changes)
    message.refresh_from_db()
    return message


def test_a_message_waits_in_the_language_of_its_reader_under_a_message_id_of_our_host(settings: Any) -> None:
    settings.BASE_URL = "https://commons.example"
    message = _written()
    assert message.state == State.QUEUED
    assert message.language == message.headers["Content-Language"] == "fr"
    assert message.message_id.endswith("@commons.example>")
    assert message.headers["Auto-Submitted"] == "auto-replied"


def test_the_task_is_enqueued_only_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _written()
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.get().task_path == "clarion.mail.tasks.deliver_due_mail"
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match=r"newsletter\.welcome"):
        send("newsletter.wellcome", to="ann@example.org", context={}, language="en")


def test_a_recipient_is_one_address() -> None:
    with pytest.raises(ValidationError):
        send("contact.acknowledged", to="ann@example.org\nBcc: bob@example.org", context={}, language="en")


@pytest.mark.parametrize(
    "headers", [{"Bcc": "bob@example.org"}, {"Reply-To": "a@b.example\r\nBcc: c@d.example"}]
)
def test_no_header_can_be_smuggled_in(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header"):
        send("contact.acknowledged", to="ann@example.org", context={}, language="en", headers=headers)


def test_list_mail_needs_a_way_out() -> None:
    with pytest.raises(ValueError, match="List-Unsubscribe"):
        send("newsletter.welcome", to="ann@example.org", context={}, language="en")


def test_words_and_address_are_blanked_some_days_after_sending_and_the_count_stays(settings: Any) -> None:
    settings.MAIL_KEEP_DAYS = 7
    old = _written(state=State.SENT, settled_at=timezone.now() - timedelta(days=8))
    fresh = _written(state=State.SENT, settled_at=timezone.now() - timedelta(days=6))
    waiting = _written(created_at=timezone.now() - timedelta(days=100))
    assert purge() == 1
    old.refresh_from_db()
    assert (old.recipient, old.subject, old.text, old.html, old.headers) == ("", "", "", "", {})
    assert OutboxMessage.objects.count() == 3
    assert set(OutboxMessage.objects.exclude(text="")) == {fresh, waiting}


@pytest.mark.parametrize("state", [State.FAILED, State.INTERRUPTED])
def test_what_did_not_surely_go_out_can_be_sent_again_under_the_same_id(state: State) -> None:
    message = _written(state=state, attempts=9, settled_at=timezone.now())
    before = message.message_id
    resend(message=message)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.message_id) == (State.QUEUED, 0, before)


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.QUEUED])
def test_what_went_out_or_is_on_its_way_cannot_be_sent_again(state: State) -> None:
    with pytest.raises(CannotResend):
        resend(message=_written(state=state))
