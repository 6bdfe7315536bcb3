"""The outbox and the previews in the admin."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from clarion.core.models import User
from clarion.mail.models import OutboxMessage, State
from clarion.mail.registry import KINDS
from clarion.mail.services import send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]


@pytest.fixture
def failed() -> OutboxMessage:
    message = send("contact.acknowledged", to="ann@example.org", context={}, language="en")
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.FAILED, error="554 no")
    return message


def test_an_administrator_finds_what_failed_and_sends_it_again(
    admin_client: Client, failed: OutboxMessage
) -> None:
    assert "ann@example.org" in admin_client.get("/admin/outgoing_mail/?state=failed").content.decode()
    page = admin_client.get(f"/admin/outgoing_mail/{failed.pk}/").content.decode()
    assert "554 no" in page
    assert failed.text.strip().splitlines()[0] not in page
    assert f"/admin/outgoing_mail/{failed.pk}/resend/" in page
    admin_client.post(f"/admin/outgoing_mail/{failed.pk}/resend/")
    failed.refresh_from_db()
    assert failed.state == State.QUEUED
    again = admin_client.post(f"/admin/outgoing_mail/{failed.pk}/resend/", follow=True)
    assert "not waiting" in again.content.decode()


def test_others_neither_see_nor_resend(client: Client, failed: OutboxMessage) -> None:
    client.force_login(User.objects.create_user("bob@commons.example"))
    assert client.get("/admin/outgoing_mail/").status_code == 302
    assert client.post(f"/admin/outgoing_mail/{failed.pk}/resend/").status_code in {302, 403}
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_every_email_can_be_previewed_in_every_language(admin_client: Client) -> None:
    listing = admin_client.get("/admin/mail/previews/").content.decode()
    for key in KINDS:
        assert f"/admin/mail/previews/{key}/ar.html" in listing
        assert 'dir="rtl"' in admin_client.get(f"/admin/mail/previews/{key}/ar.html").content.decode()
        assert admin_client.get(f"/admin/mail/previews/{key}/zh-hans.text").status_code == 200
    assert admin_client.get("/admin/mail/previews/nothing/en.html").status_code == 404


def test_previews_are_not_for_the_public(client: Client) -> None:
    assert client.get("/admin/mail/previews/").status_code == 302


def test_the_command_writes_every_preview(tmp_path: Path) -> None:
    call_command("preview_mail", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("*.html"))) == 5 * len(KINDS)


def test_the_command_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Name another directory"):
        call_command("preview_mail", str(tmp_path / "file" / "out"))
