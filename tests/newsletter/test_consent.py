"""The record of consent says what was agreed to, and stays as it was written."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction

from clarion.newsletter import links, services
from clarion.newsletter.consent import exported, wording
from clarion.newsletter.models import Action, ConsentRecord, Door, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscriber() -> Subscriber:
    services.sign_up(email="ann@example.org", language="fr")
    found = Subscriber.objects.get()
    services.confirm(token=links.confirm_token(found, "fr"))
    return found


def test_the_words_the_version_and_the_language_are_kept(subscriber: Subscriber) -> None:
    signed_up, confirmed = ConsentRecord.objects.all()
    assert signed_up.text == wording(Action.SIGNED_UP, "fr").text
    assert signed_up.text.startswith("Oui, ")
    assert signed_up.version == wording(Action.SIGNED_UP, "fr").version
    assert confirmed.text.startswith("Je confirme")
    assert {signed_up.language, confirmed.language} == {"fr"}
    assert (signed_up.door, confirmed.door) == (Door.FORM, Door.LINK)


def test_other_words_are_another_version() -> None:
    versions = {
        wording(action, language).version
        for action in (Action.SIGNED_UP, Action.CONFIRMED)
        for language in ("en", "ar", "zh-hans", "fr", "es")
    }
    assert len(versions) == 10


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE newsletter_consentrecord SET text = 'anything'",
        "UPDATE newsletter_consentrecord SET at = '2000-01-01'",
        "DELETE FROM newsletter_consentrecord",
    ],
)
def test_the_database_itself_refuses_to_alter_or_delete_a_record(
    subscriber: Subscriber, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert ConsentRecord.objects.count() == 2


def test_a_record_cannot_be_saved_twice(subscriber: Subscriber) -> None:
    record = ConsentRecord.objects.first()
    assert record is not None
    with pytest.raises(TypeError):
        record.save()


def test_the_export_holds_everything_and_no_network_address(subscriber: Subscriber) -> None:
    found = json.loads(json.dumps(exported(subscriber)))
    assert found["email"] == "ann@example.org"
    assert [one["action"] for one in found["consent"]] == ["signed_up", "confirmed"]
    assert found["lists"] == ["updates"]
    columns = {field.name for model in (Subscriber, ConsentRecord) for field in model._meta.get_fields()}
    assert not {name for name in columns if "ip" in name.split("_") or "agent" in name}
