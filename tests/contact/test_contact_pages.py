"""The contact form, as people, robots and a mail server see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from clarion.contact import services
from clarion.contact.models import ContactMessage
from clarion.core.models import User
from clarion.mail.delivery import deliver_due
from clarion.mail.models import OutboxMessage
from support.forms import filled_in
from support.mail_server import MailServer

pytestmark = pytest.mark.django_db

FORM_NAME = "contact.message"
GIVEN = {
    "name": "Ada Okafor",
    "email": "Ada@Example.org",
    "topic": "press",
    "language": "fr",
    "message": "Hello?\r\n\r\nAda",
}


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def _filled_in(**changes: str) -> dict[str, str]:
    return filled_in(FORM_NAME, **{**GIVEN, **changes})


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "es"])
def test_a_message_is_stored_and_thanked_for_without_cookie(visitor: Client, language: str) -> None:
    assert visitor.get(f"/{language}/contact/").status_code == 200
    answer = visitor.post(f"/{language}/contact/", _filled_in())
    assert answer.status_code == 303
    assert visitor.get(answer["Location"]).status_code == 200
    message = ContactMessage.objects.get()
    assert (message.name, message.email, message.topic, message.language, message.body) == (
        "Ada Okafor",
        "Ada@example.org",
        "press",
        "fr",
        "Hello?\n\nAda",
    )
    assert not visitor.cookies


def test_a_link_may_name_the_topic_and_the_answer_is_in_the_language_of_the_page(visitor: Client) -> None:
    page = visitor.get("/es/contact/?topic=press").content.decode()
    assert '<option value="press" selected>' in page
    assert '<option value="es" selected>' in page


def test_the_length_is_told_in_the_digits_of_the_page(visitor: Client) -> None:
    assert "5,000" in visitor.get("/en/contact/").content.decode()
    assert "٥٬٠٠٠" in visitor.get("/ar/contact/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "Ada\r\nBcc: all@example.org"),
        ("name", "Ada\u202egro.elpmaxe"),
        ("name", "Ada\u0000"),
        ("name", "a" * 121),
        ("email", "ada"),
        ("topic", "else"),
        ("language", "tlh"),
        ("message", ""),
        ("message", "a" * 5001),
        ("message", "bell \u0007"),
        ("message", "over\u202eride"),
    ],
)
def test_a_wrong_field_is_explained_where_it_stands_and_everything_else_is_kept(
    visitor: Client, field: str, typed: str
) -> None:
    page = visitor.post("/en/contact/", _filled_in(**{field: typed}))
    text = page.content.decode()
    assert page.status_code == 422
    assert f'<a href="#id_{field}">' in text
    assert f'id="id_{field}_error"' in text
    assert f"id_{field}_error" in text.split(f'name="{field}"')[1].split(">")[0]
    assert not ContactMessage.objects.exists()
    assert not OutboxMessage.objects.exists()
    for name, value in GIVEN.items():
        if name not in {field, "topic", "language"}:
            assert value.replace("\r\n", "\n") in text.replace("\r\n", "\n")


def test_a_text_of_several_paragraphs_with_arabic_marks_is_welcome(visitor: Client) -> None:
    assert visitor.post("/ar/contact/", _filled_in(message="مرحبا\u200f\n\tأهلا\u200d")).status_code == 303


def test_the_sixth_message_of_an_hour_waits(visitor: Client) -> None:
    assert [visitor.post("/en/contact/", _filled_in()).status_code for _ in range(6)] == [303] * 5 + [429]


def test_the_team_is_told_and_the_sender_gets_a_note_that_repeats_nothing_typed(
    mail_server: MailServer, settings: Any
) -> None:
    settings.CONTACT_TO = ["policy@commons.example", "press@commons.example"]
    services.receive(
        name="Buy <b>pills</b>",
        email="victim@example.org",
        topic="general",
        body="https://spam.example",
        language="en",
    )
    deliver_due()
    by_recipient = {one["To"]: one for one in mail_server.received}
    assert set(by_recipient) == {"victim@example.org", "policy@commons.example", "press@commons.example"}
    note = by_recipient["victim@example.org"]
    whole = note["Subject"] + "".join(part.get_content() for part in note.iter_parts())
    assert "pills" not in whole
    assert "spam.example" not in whole
    assert note["Auto-Submitted"] == "auto-replied"
    told = by_recipient["policy@commons.example"]
    assert "Buy <b>pills</b>" in told.get_body(("plain",)).get_content()
    assert "<b>pills" not in told.get_body(("html",)).get_content()
    assert "/admin/contact_messages/" in told.get_body(("plain",)).get_content()


def test_without_a_team_address_messages_are_answered_for_in_the_admin_alone(settings: Any) -> None:
    settings.CONTACT_TO = []
    services.receive(name="Ada", email="ada@example.org", topic="press", body="Hi", language="en")
    assert [one.kind for one in OutboxMessage.objects.all()] == ["contact.acknowledged"]


def test_one_address_gets_only_so_many_notes_and_no_message_is_lost() -> None:
    for _ in range(8):
        services.receive(name="Ada", email="ada@example.org", topic="press", body="Hi", language="en")
    assert ContactMessage.objects.count() == 8
    assert OutboxMessage.objects.count() == services.ACKNOWLEDGEMENTS_A_DAY


def test_answers_are_threaded_under_what_the_sender_has(mail_server: MailServer, settings: Any) -> None:
    settings.CONTACT_TO = ["policy@commons.example"]
    actor = User.objects.create_user("ann@commons.example")
    message = services.receive(
        name="Ada", email="ada@example.org", topic="press", body="Hi?\nThere", language="fr"
    )
    for text in ("First.", "Second."):
        newest = max(message.events.values_list("pk", flat=True))
        services.answer(message=message, text=text, actor=actor, last_seen=newest)
    deliver_due()
    note, first, second = [one for one in mail_server.received if one["To"] == "ada@example.org"]
    assert first["In-Reply-To"] == first["References"] == note["Message-ID"]
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [note["Message-ID"], first["Message-ID"]]
    assert second["Subject"] == f"Re: {note['Subject']}"
    assert second["Reply-To"] == "policy@commons.example"
    assert second["Auto-Submitted"] == "no"
    assert "> Hi?\n> There" in second.get_body(("plain",)).get_content().replace("\r\n", "\n")
