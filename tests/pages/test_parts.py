"""The parts that speak for the whole site: what a page says comes first, then what the site says, then what we say."""

from __future__ import annotations

import pytest
from django.test import Client

from clarion.pages.models import ContentPage

pytestmark = pytest.mark.django_db
PARTS = {"connect": 'id="connect"', "elsewhere": "elsewhere-grid", "donate": 'class="donate"'}


def advocacy(client: Client) -> str:
    return client.get("/en/advocacy/").content.decode()


@pytest.mark.parametrize("part", PARTS)
def test_a_page_can_hide_a_part_and_keeps_its_words(demo_site: object, client: Client, part: str) -> None:
    page = ContentPage.objects.get(slug="advocacy", locale__language_code="en")
    before = page.body.get_prep_value()
    setattr(page, f"shows_{part}", False)
    page.save()
    shown = advocacy(client)
    assert PARTS[part] not in shown
    assert all(mark in shown for other, mark in PARTS.items() if other != part)
    page.refresh_from_db()
    assert page.body.get_prep_value() == before
