"""RFC 8058 on the wire: from the sign-up to the button of the mail program, over a real mail server."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from clarion.mail.delivery import deliver_due
from clarion.newsletter import links, services
from clarion.newsletter.forms import FORM_NAME
from clarion.newsletter.models import Action, ConsentRecord, Door, State, Subscriber
from support.forms import filled_in
from support.mail_server import MailServer

pytestmark = pytest.mark.django_db


def _welcomed(mail_server: MailServer) -> str:
    """Signs up and confirms as a reader would. Returns the path of the one-click address in the welcome mail."""
    browser = Client(enforce_csrf_checks=True)
    browser.post("/fr/subscribe/", filled_in(FORM_NAME, email="ann@example.org"))
    deliver_due()
    text = mail_server.received[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    link = re.search(r"https://commons\.example(/fr/subscribe/confirm/\S+)", text)
    assert link
    assert browser.get(link[1]).status_code == 200
    assert browser.post(link[1]).status_code == 303
    deliver_due()
    return urlsplit(mail_server.received[1]["List-Unsubscribe"].strip("<>")).path


def test_the_welcome_mail_carries_both_headers_and_a_list_id(mail_server: MailServer) -> None:
    _welcomed(mail_server)
    confirm, welcome = mail_server.received
    assert confirm["List-Unsubscribe"] is None
    assert re.fullmatch(r"<https://commons\.example/newsletter/u/[\w-]+/>", welcome["List-Unsubscribe"])
    assert b"\r\nList-Unsubscribe: <https://commons.example/newsletter/u/" in mail_server.bodies[1]
    assert welcome["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert welcome["List-Id"].endswith("<updates.commons.example>")
    assert welcome["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("encoding", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_post_without_cookie_or_login_unsubscribes_any_number_of_times(
    mail_server: MailServer, encoding: str
) -> None:
    address = _welcomed(mail_server)
    program = Client(enforce_csrf_checks=True)
    for _ in range(3):
        if encoding.startswith("multipart"):
            answer = program.post(address, {"List-Unsubscribe": "One-Click"})
        else:
            answer = program.post(address, "List-Unsubscribe=One-Click", content_type=encoding)
        assert answer.status_code == 200
        assert not answer.cookies
    assert Subscriber.objects.get().state == State.UNSUBSCRIBED
    ended = ConsentRecord.objects.filter(action=Action.UNSUBSCRIBED)
    assert [one.door for one in ended] == [Door.ONE_CLICK]


def test_a_get_or_a_post_that_says_something_else_unsubscribes_nobody(mail_server: MailServer) -> None:
    address = _welcomed(mail_server)
    program = Client(enforce_csrf_checks=True)
    answer = program.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/fr/unsubscribe/")
    assert program.post(address).status_code == 400
    assert program.post("/newsletter/u/nobody/", {"List-Unsubscribe": "One-Click"}).status_code == 410
    assert Subscriber.objects.get().state == State.CONFIRMED


def test_a_mailbox_that_its_server_does_not_know_is_not_written_to_again(mail_server: MailServer) -> None:
    services.sign_up(email="gone@example.org", language="en")
    services.confirm(token=links.confirm_token(Subscriber.objects.get(), "en"))
    mail_server.refuse_recipient = "550 5.1.1 No such user"
    deliver_due()
    assert Subscriber.objects.get().state == State.BOUNCED


def test_a_server_that_dislikes_the_mail_does_not_end_the_subscription(mail_server: MailServer) -> None:
    services.sign_up(email="ann@example.org", language="en")
    services.confirm(token=links.confirm_token(Subscriber.objects.get(), "en"))
    mail_server.refuse_recipient = "550 5.7.1 Blocked by policy"
    deliver_due()
    assert Subscriber.objects.get().state == State.CONFIRMED
