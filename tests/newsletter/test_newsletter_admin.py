"""Subscribers in the admin: seen and exported by publishers, edited by nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from clarion.newsletter import links, services
from clarion.newsletter.models import Subscriber

SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscriber() -> Subscriber:
    services.sign_up(email="ann@example.org", language="fr")
    found = Subscriber.objects.get()
    services.confirm(token=links.confirm_token(found, "fr"))
    return found


def test_a_publisher_sees_counts_filters_and_the_record_of_consent(
    subscriber: Subscriber, signed_in: SignedIn
) -> None:
    client = signed_in("Site publishers")
    listing = client.get("/admin/subscribers/?state=confirmed&language=fr")
    assert "ann@example.org" in listing.content.decode()
    assert dict(listing.context["counts"])["confirmed"] == 1
    assert "ann@example.org" not in client.get("/admin/subscribers/?state=pending").content.decode()
    assert "Je confirme" in client.get(f"/admin/subscribers/{subscriber.pk}/").content.decode()
    assert client.get(f"/admin/subscribers/{subscriber.pk}/export.json").json()["email"] == "ann@example.org"


@pytest.mark.parametrize("group", ["Writers", "Translators", "Policy team"])
def test_others_see_no_subscriber(subscriber: Subscriber, signed_in: SignedIn, group: str) -> None:
    client = signed_in(group)
    for address in ("", f"{subscriber.pk}/", f"{subscriber.pk}/export.json"):
        answer = client.get(f"/admin/subscribers/{address}")
        assert answer.status_code in {302, 403}
        assert "ann@" not in answer.content.decode()


def test_nobody_edits_a_subscriber(admin_client: Client, subscriber: Subscriber) -> None:
    for address in ("new", f"edit/{subscriber.pk}", f"delete/{subscriber.pk}", f"copy/{subscriber.pk}"):
        assert admin_client.get(f"/admin/subscribers/{address}/", follow=True).status_code == 404


def test_an_administrator_makes_a_list(admin_client: Client) -> None:
    admin_client.post("/admin/mailing_lists/new/", {"name": "Press", "slug": "press", "languages": '["en"]'})
    assert "Press" in admin_client.get("/admin/mailing_lists/").content.decode()
