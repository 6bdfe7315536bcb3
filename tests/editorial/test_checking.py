"""From the writer's desk to publication: writer, policy check, published; and who hears of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.users.models import UserProfile

from clarion.core.models import User
from clarion.mail.delivery import deliver_due
from clarion.mail.models import OutboxMessage
from clarion.pages.models import ContentPage
from support.mail_server import MailServer

from .conftest import editor_of

pytestmark = pytest.mark.django_db

Desk = Callable[..., Client]


def outbox(kind: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=f"editorial.{kind}").order_by("recipient"))


def speaks(user: User, code: str) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = code
    profile.save()


def hand_in(writer: Client, page: Page) -> None:
    sent = editor_of(writer, page) | {"title": "New words", "action-submit": "1"}
    assert writer.post(f"/admin/pages/{page.pk}/edit/", sent).status_code == 302


def decide(publisher: Client, page: Page, action: str, comment: str = "") -> None:
    page.refresh_from_db()
    state = page.current_workflow_task_state
    address = f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
    publisher.post(address, {"comment": comment})


def test_a_writers_page_is_published_when_a_publisher_approves_it(desk: Desk, page: ContentPage) -> None:
    writer, publisher = desk("writer"), desk("publisher")
    hand_in(writer, page)
    page.refresh_from_db()
    assert page.title == "Our work"
    assert page.current_workflow_task_state.task.name == "Policy check"
    decide(publisher, page, "approve")
    page.refresh_from_db()
    assert page.title == "New words"
    assert [one.recipient for one in outbox("approved")] == ["writer@commons.example"]


def test_whoever_checks_is_asked_in_their_own_language(desk: Desk, page: ContentPage) -> None:
    writer, eve, zoe = desk("writer"), desk("publisher", "Eve"), desk("publisher", "Zoe")
    speaks(eve.user, "ar")  # type: ignore[attr-defined]
    speaks(zoe.user, "fr")  # type: ignore[attr-defined]
    hand_in(writer, page)
    asked = outbox("submitted")
    assert [(one.recipient, one.language) for one in asked] == [
        ("eve@commons.example", "ar"),
        ("zoe@commons.example", "fr"),
    ]
    for one in asked:
        assert f"/admin/pages/{page.pk}/edit/" in one.text


def test_a_page_that_needs_changes_goes_back_with_the_reason(desk: Desk, page: ContentPage) -> None:
    writer, publisher = desk("writer"), desk("publisher")
    hand_in(writer, page)
    decide(publisher, page, "reject", "Please <name> the source.")
    (told,) = outbox("rejected")
    assert told.recipient == "writer@commons.example"
    assert "Please <name> the source." in told.text
    assert "Please &lt;name&gt; the source." in told.html


def test_a_writer_cannot_approve_their_own_page(desk: Desk, page: ContentPage) -> None:
    writer = desk("writer")
    hand_in(writer, page)
    decide(writer, page, "approve")
    page.refresh_from_db()
    assert page.title == "Our work"


def test_who_wants_no_mail_gets_none(desk: Desk, page: ContentPage) -> None:
    writer, publisher = desk("writer"), desk("publisher")
    profile = UserProfile.get_for_user(publisher.user)  # type: ignore[attr-defined]
    profile.submitted_notifications = False
    profile.save()
    hand_in(writer, page)
    assert outbox("submitted") == []


@pytest.mark.django_db(transaction=True)
def test_the_mail_leaves_through_our_mail_room_alone(
    desk: Desk, page: ContentPage, mail_server: MailServer
) -> None:
    writer, _publisher = desk("writer"), desk("publisher")
    hand_in(writer, page)
    deliver_due()
    (received,) = mail_server.received
    assert received["To"] == "publisher@commons.example"
    assert received["Auto-Submitted"] == "auto-generated"


def comment(page: Page, text: str, **more: str) -> dict[str, str]:
    return {
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-text": text,
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-resolved": "",
        "comments-0-DELETE": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
        **more,
    }


def test_a_comment_reaches_who_follows_the_page_and_an_answer_who_began_the_thread(
    desk: Desk, page: ContentPage
) -> None:
    ada, ben, eve = desk("writer", "Ada"), desk("writer", "Ben"), desk("publisher", "Eve")
    address = f"/admin/pages/{page.pk}/edit/"
    eve.post(address, editor_of(eve, page) | {"comment_notifications": "on"})
    ada.post(address, editor_of(ada, page) | comment(page, "Is this so?"))
    (told,) = outbox("commented")
    assert told.recipient == "eve@commons.example"
    assert "Is this so?" in told.text
    OutboxMessage.objects.all().delete()

    said = page.wagtail_admin_comments.get()
    reply = {
        "comments-INITIAL_FORMS": "1",
        "comments-0-id": str(said.pk),
        "comments-0-replies-TOTAL_FORMS": "1",
        "comments-0-replies-0-id": "",
        "comments-0-replies-0-text": "Yes, see the report.",
        "comments-0-replies-0-DELETE": "",
    }
    ben.post(address, editor_of(ben, page) | comment(page, "Is this so?", **reply))
    told_of = {one.recipient: one.text for one in outbox("commented")}
    assert set(told_of) == {"ada@commons.example", "eve@commons.example"}
    assert "Yes, see the report." in told_of["ada@commons.example"]
