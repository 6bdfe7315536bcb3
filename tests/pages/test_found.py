"""What search engines and lost readers meet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from clarion.news.models import ArticlePage
from clarion.pages.failures import server_error

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
    assert tags == {"en", "ar", "zh-Hans", "fr", "es", "x-default"}


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


def test_pages_say_what_is_read_where_no_language_suits(demo_site: object, client: Client) -> None:
    default = '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/en/advocacy/">'
    for language in ("en", "ar", "fr"):
        assert client.get(f"/{language}/advocacy/").content.decode().count(default) == 1


def test_the_sitemap_holds_archives_and_reports(demo_site: object, client: Client) -> None:
    found = places(client)
    for path in ("/ar/news/topic/privacy/", "/fr/news/2018/", "/es/transparency/2017-h1/"):
        assert path in found
        tags = {link.attrib["hreflang"] for link in found[path].iter(ALTERNATE)}
        assert tags == {"en", "ar", "zh-Hans", "fr", "es", "x-default"}


def test_the_sitemap_says_when_an_archive_changed(demo_site: object, client: Client) -> None:
    article = ArticlePage.objects.newest("en").filter(date__year=2018).first()
    assert article
    article.save_revision().publish()
    assert places(client)["/en/news/2018/"].findtext(f"{SITEMAP}lastmod")
    assert not places(client)["/en/news/2019/"].findtext(f"{SITEMAP}lastmod")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_that_moved_is_found_at_its_new_address(
    demo_site: object,
    client: Client,
    language: str,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]],
) -> None:
    page = Page.objects.get(slug="copyright", locale__language_code=language).specific
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "authors-rights"
        page.save_revision().publish()
    answer = client.get(f"/{language}/policy/copyright/")
    assert answer.status_code == 301
    assert answer["Location"].endswith(f"/{language}/policy/authors-rights/")
    about = Page.objects.get(slug="about", locale__language_code=language)
    with django_capture_on_commit_callbacks(execute=True):
        page.move(about, pos="last-child")
    answer = client.get(f"/{language}/policy/authors-rights/")
    assert answer.status_code == 301
    assert answer["Location"].endswith(f"/{language}/about/authors-rights/")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fr", "ltr")])
def test_a_failure_is_told_in_the_readers_language_without_any_database(
    rf: RequestFactory,
    django_assert_num_queries: Callable[..., AbstractContextManager[Any]],
    language: str,
    direction: str,
) -> None:
    with django_assert_num_queries(0):
        answer = server_error(rf.get(f"/{language}/advocacy/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f'action="/{language}/search/"' in page
    with translation.override(language):
        assert translation.gettext("Something went wrong on our side.") in page


def test_the_manifest_names_the_organisation_and_icons_that_exist(demo_site: object, client: Client) -> None:
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert manifest["name"] == "Open Knowledge Commons"
    assert '<link rel="manifest" href="/site.webmanifest">' in client.get("/en/").content.decode()
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon["src"]
