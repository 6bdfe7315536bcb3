"""The team's pages: who may see and do what."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from clarion.contact import services
from clarion.contact.models import ContactMessage, State
from clarion.core.models import User
from clarion.mail.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]


@pytest.fixture
def message() -> ContactMessage:
    return services.receive(name="Ada", email="ada@example.org", topic="press", body="Hi <b>", language="fr")


def _signed_in(group: str) -> tuple[Client, User]:
    user = User.objects.create_user("ann@commons.example", first_name="Ann")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client, user


def test_the_team_reads_assigns_and_answers(message: ContactMessage) -> None:
    client, ann = _signed_in("Policy team")
    assert "Ada" in client.get("/admin/contact_messages/").content.decode()
    assert client.get("/admin/contact_messages/?state=new&topic=press").status_code == 200
    address = f"/admin/contact_messages/{message.pk}/"
    page = client.get(address)
    assert "Hi &lt;b&gt;" in page.content.decode()
    client.post(address, {"action": "assign", "assignee": ann.pk})
    message.refresh_from_db()
    assert (message.assignee, message.state) == (ann, State.IN_PROGRESS)
    seen = client.get(address).context["answer_form"].initial["last_seen"]
    client.post(address, {"action": "answer", "text": "Gladly.", "last_seen": seen})
    message.refresh_from_db()
    assert message.state == State.ANSWERED
    assert OutboxMessage.objects.get(kind="contact.answer").recipient == "ada@example.org"
    assert "Gladly." in client.get(address).content.decode()


def test_an_answer_that_was_overtaken_keeps_its_words_and_needs_a_second_press(
    message: ContactMessage,
) -> None:
    client, ann = _signed_in("Policy team")
    address = f"/admin/contact_messages/{message.pk}/"
    seen = client.get(address).context["answer_form"].initial["last_seen"]
    services.assign(message=message, assignee=ann, actor=ann)
    page = client.post(address, {"action": "answer", "text": "Gladly.", "last_seen": seen})
    assert page.status_code == 422
    assert "Gladly." in page.content.decode()
    assert not OutboxMessage.objects.filter(kind="contact.answer").exists()
    newest = page.context["answer_form"].data["last_seen"]
    assert (
        client.post(address, {"action": "answer", "text": "Gladly.", "last_seen": newest}).status_code == 302
    )


@pytest.mark.parametrize("to", ["answered", "nonsense", ""])
def test_a_move_that_is_not_allowed_changes_nothing(message: ContactMessage, to: str) -> None:
    client, _ann = _signed_in("Policy team")
    client.post(f"/admin/contact_messages/{message.pk}/", {"action": "move", "to": to})
    message.refresh_from_db()
    assert message.state == State.NEW


@pytest.mark.parametrize("group", ["Site publishers", "Writers"])
def test_others_see_no_message(message: ContactMessage, group: str) -> None:
    client, _user = _signed_in(group)
    for address in ("/admin/contact_messages/", f"/admin/contact_messages/{message.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "Ada" not in answer.content.decode()
    refused = client.post(f"/admin/contact_messages/{message.pk}/", {"action": "move", "to": "spam"})
    assert refused.status_code in {302, 403}
    message.refresh_from_db()
    assert message.state == State.NEW


def test_messages_are_neither_typed_nor_deleted_in_the_admin(
    admin_client: Client, message: ContactMessage
) -> None:
    for address in ("new", f"edit/{message.pk}", f"delete/{message.pk}"):
        assert admin_client.get(f"/admin/contact_messages/{address}/", follow=True).status_code == 404
