"""What search engines and lost readers meet."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
pytestmark = pytest.mark.django_db


def places(client: Client) -> dict[str, ET.Element]:
    """The sitemap's entries by path."""
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own output
    return {
        (place.findtext(f"{SITEMAP}loc") or "").removeprefix("http://127.0.0.1:8000"): place
        for place in root.iter(f"{SITEMAP}url")
    }


def test_the_sitemap_names_every_page_with_its_translations(demo_site: object, client: Client) -> None:
    entry = places(client)["/fr/policy/copyright/"]
    tags = {link.attrib["hreflang"] for link in entry.iter(ALTERNATE)}
    assert tags == {"en", "ar", "zh-Hans", "fr", "es"}


def test_private_and_unpublished_pages_are_not_in_the_sitemap(demo_site: object, client: Client) -> None:
    private = Page.objects.get(slug="research", locale__language_code="en")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.filter(slug="careers", locale__language_code="en").update(live=False)
    found = places(client)
    assert "/en/research/" not in found
    assert "/en/careers/" not in found
    assert "/en/press/" in found


def test_a_private_page_asks_who_is_there(demo_site: object, client: Client) -> None:
    private = Page.objects.get(slug="research", locale__language_code="en")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/en/research/").status_code == 302
    assert client.get("/en/advocacy/").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is nothing at this address."), ("ar", 'dir="rtl"')]
)
def test_a_wrong_address_is_answered_in_the_readers_language(
    demo_site: object, client: Client, language: str, words: str
) -> None:
    answer = client.get(f"/{language}/no/such/page/")
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert f'href="/{language}/advocacy/"' in answer.content.decode()


def test_pages_name_their_translations_and_themselves(demo_site: object, client: Client) -> None:
    page = client.get("/zh-hans/advocacy/").content.decode()
    assert '<html lang="zh-Hans" dir="ltr">' in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/zh-hans/advocacy/">' in page
    for tag, code in (("en", "en"), ("ar", "ar"), ("zh-Hans", "zh-hans")):
        assert f'hreflang="{tag}" href="http://127.0.0.1:8000/{code}/advocacy/"' in page


def test_readers_get_no_cookie(demo_site: object, client: Client) -> None:
    for path in ("/", "/en/", "/en/advocacy/", "/en/contact/", "/en/subscribe/", "/en/no-such-page/"):
        assert not client.get(path).cookies, path
