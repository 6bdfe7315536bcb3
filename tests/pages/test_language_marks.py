"""Every page of the demonstration marks its languages rightly: for voices, for search engines, for the direction."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from clarion.core.languages import language
from clarion.pages.addresses import address_of

ARABIC = re.compile(r"[\u0600-\u06ff]{2}")


def marked(element: Tag) -> str:
    """The language an element is in, by the nearest mark around it."""
    around = element if element.get("lang") else element.find_parent(lang=True)
    return str(around["lang"]) if around else ""


@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", "ar", "zh-hans", "fr", "es"])
def test_lang_dir_and_hreflang_are_right_on_every_page(demo_site: object, client: Client, code: str) -> None:
    spoken = language(code)
    pages = Page.objects.live().filter(locale__language_code=code, depth__gt=1)
    assert pages.count() > 20
    for page in pages:
        path = address_of(page.url_path, code)
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        html = soup.html
        assert html is not None
        assert (html["lang"], html["dir"]) == (spoken.tag, spoken.direction), path
        _directions_follow_languages(soup, path)
        _alternates_are_the_translations(soup, page, path)
        if code != "ar":
            _arabic_is_marked(soup, path)


def _directions_follow_languages(soup: BeautifulSoup, path: str) -> None:
    for element in soup.find_all(lang=True):
        if direction := element.get("dir"):
            assert direction == language(str(element["lang"]).lower()).direction, (path, element)


def _alternates_are_the_translations(soup: BeautifulSoup, page: Page, path: str) -> None:
    found = {
        str(link["hreflang"]): str(link["href"])
        for link in soup.find_all("link", rel="alternate", hreflang=True)
        if link["hreflang"] != "x-default"
    }
    versions = page.get_translations(inclusive=True).live().select_related("locale")
    assert found == {
        language(one.locale.language_code).tag: settings.BASE_URL
        + address_of(one.url_path, one.locale.language_code)
        for one in versions
    }, path
    canonical = soup.find("link", rel="canonical")
    assert isinstance(canonical, Tag)
    assert str(canonical["href"]) == settings.BASE_URL + path


def _arabic_is_marked(soup: BeautifulSoup, path: str) -> None:
    assert soup.body is not None
    for text in soup.body.find_all(string=ARABIC):
        if text.parent is not None and text.parent.name not in {"script", "style"}:
            assert marked(text.parent) == "ar", (path, str(text))
