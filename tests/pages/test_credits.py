"""The credits at the end of a page are of the pictures really shown, in the language of the page."""

from __future__ import annotations

import pytest
from django.test import Client

from clarion.media.models import CreditedImage
from clarion.pages.models import ContentPage
from clarion.pages.templatetags.clarion import licence

pytestmark = pytest.mark.django_db


def credits_of(client: Client, language: str) -> str:
    page = client.get(f"/{language}/about/").content.decode()
    return page.split('id="photo-credits"')[1].split("</section>")[0]


def test_credits_name_title_author_and_licence_in_the_language_of_the_page(
    demo_site: object, client: Client
) -> None:
    image = ContentPage.objects.get(slug="about", locale__language_code="ar").image
    assert image.title_in("ar") in credits_of(client, "ar")
    CreditedImage.objects.filter(pk=image.pk).update(
        author="Ana <Lima>", licence="public-domain", source_url="https://ana.example/room"
    )
    credits_ = credits_of(client, "ar")
    assert "<bdi>Ana &lt;Lima&gt;</bdi>" in credits_
    assert "· ملكية عامة</li>" in credits_
    assert '<a href="https://ana.example/room">' in credits_
    assert "Public domain</li>" in credits_of(client, "en")


def test_a_licence_links_to_its_deed() -> None:
    assert licence("CC-BY-SA-4.0", rel="license") == (
        '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>'
    )
    assert licence("nothing") == ""
