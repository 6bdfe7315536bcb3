"""From the outbox to a real mail server: once, and only once, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from clarion.mail.delivery import GIVE_UP_AFTER, LONGEST_WAIT, deliver_due, notice_interrupted, wait_before
from clarion.mail.models import OutboxMessage, State
from clarion.mail.services import resend, send
from support.mail_server import MailServer

WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.EMAIL_BACKEND = "clarion.mail.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = sys.argv[2], int(sys.argv[3]), False
django.setup()
from clarion.mail.delivery import deliver_due
deliver_due()
"""


def _write(address: str = "ann@example.org", language: str = "en") -> OutboxMessage:
    return send("contact.acknowledged", to=address, context={}, language=language)


def _state(message: OutboxMessage) -> str:
    message.refresh_from_db()
    return message.state


@pytest.mark.django_db
def test_a_message_arrives_whole_with_both_bodies_and_its_headers(mail_server: MailServer) -> None:
    message = _write(language="ar")
    assert deliver_due() == 1
    [arrived] = mail_server.received
    assert arrived["From"] == "Open Knowledge Commons <post@commons.example>"
    assert arrived["To"] == "ann@example.org"
    assert arrived["Message-ID"] == message.message_id
    assert arrived["Auto-Submitted"] == "auto-replied"
    assert arrived["Content-Language"] == "ar"
    assert arrived["Date"]
    assert [part.get_content_type() for part in arrived.iter_parts()] == ["text/plain", "text/html"]
    text = arrived.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert text.splitlines() == message.text.splitlines()
    assert 'dir="rtl"' in arrived.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert all(len(line) <= 998 and line.isascii() for line in mail_server.bodies[0].split(b"\r\n"))
    encoded = [line for line in mail_server.bodies[0].split(b"\r\n") if b"=?utf-8?" in line]
    assert encoded
    assert max(len(line) for line in encoded) <= 78
    assert arrived["Subject"] == message.subject
    assert _state(message) == State.SENT


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again(mail_server: MailServer) -> None:
    _write()
    deliver_due()
    assert deliver_due() == 0
    assert len(mail_server.bodies) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["refuse_recipient", "refuse_data"])
def test_a_refusal_for_now_is_tried_again_later_and_later(mail_server: MailServer, stage: str) -> None:
    message = _write()
    setattr(mail_server, stage, "451 4.3.0 Try again later")
    assert deliver_due() == 0
    assert _state(message) == State.QUEUED
    assert message.attempts == 1
    assert "451" in message.error
    assert deliver_due() == 0
    assert _state(message) == State.QUEUED
    assert message.attempts == 1
    setattr(mail_server, stage, "")
    with time_machine.travel(message.due_at + timedelta(seconds=1)):
        assert deliver_due() == 1
    assert _state(message) == State.SENT


@pytest.mark.django_db
def test_a_refusal_for_good_fails_at_once_and_somebody_can_send_again(mail_server: MailServer) -> None:
    message = _write()
    mail_server.refuse_data = "554 5.7.1 Not wanted here"
    deliver_due()
    assert _state(message) == State.FAILED
    assert "Not wanted here" in message.error
    mail_server.refuse_data = ""
    resend(message=message)
    assert deliver_due() == 1


@pytest.mark.django_db
def test_one_refused_message_does_not_hold_up_the_next(mail_server: MailServer) -> None:
    refused, fine = _write("a@example.org"), _write("b@example.org")
    OutboxMessage.objects.filter(pk=refused.pk).update(headers={"Bad": "two\nlines"})
    assert deliver_due() == 1
    assert _state(refused) == State.FAILED
    assert _state(fine) == State.SENT


@pytest.mark.django_db
def test_a_mail_server_that_is_away_interrupts_nothing(mail_server: MailServer, settings: Any) -> None:
    first, second = _write("a@example.org"), _write("b@example.org")
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert deliver_due() == 0
    assert {_state(first), _state(second)} == {State.QUEUED}
    settings.EMAIL_PORT = there
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert deliver_due() == 2


@pytest.mark.django_db
def test_after_some_days_a_message_fails_and_says_why(mail_server: MailServer) -> None:
    message = _write()
    mail_server.refuse_data = "451 Later"
    with time_machine.travel(timezone.now() + GIVE_UP_AFTER):
        deliver_due()
    assert _state(message) == State.FAILED
    assert "451" in message.error


@pytest.mark.django_db
def test_a_connection_that_breaks_after_the_body_is_not_retried_by_itself(mail_server: MailServer) -> None:
    message = _write()
    mail_server.hang_up = True
    deliver_due()
    assert _state(message) == State.INTERRUPTED
    mail_server.hang_up = False
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert deliver_due() == 0
    assert len(mail_server.bodies) == 1


def test_the_waits_double_up_to_the_longest() -> None:
    waits = [wait_before(attempt) for attempt in range(1, 200)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[1] == 2 * waits[0]
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_send_leaves_a_visible_state_and_nothing_goes_out_twice(
    mail_server: MailServer, settings: Any
) -> None:
    message = _write()
    mail_server.hold = threading.Event()
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            WORKER,
            str(connection.settings_dict["NAME"]),
            settings.EMAIL_HOST,
            str(settings.EMAIL_PORT),
        ],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "suite_settings",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        },
    )
    assert mail_server.holding.wait(60)
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    mail_server.hold.set()
    assert _state(message) == State.SENDING
    assert deliver_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert notice_interrupted() == 1
        assert deliver_due() == 0
    assert _state(message) == State.INTERRUPTED
    assert len(mail_server.bodies) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_each_message_once(mail_server: MailServer) -> None:
    for number in range(20):
        _write(f"reader{number}@example.org")

    def work() -> None:
        try:
            deliver_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    recipients = [one["To"] for one in mail_server.received]
    assert len(recipients) == len(set(recipients)) == 20
    assert OutboxMessage.objects.filter(state=State.SENT).count() == 20


def test_the_production_backend_is_the_one_that_knows_about_handovers() -> None:
    from clarion.mail.smtp import EmailBackend

    assert not EmailBackend(host="localhost").mid_handover
    assert django_settings.EMAIL_TIMEOUT
