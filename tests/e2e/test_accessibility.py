"""No page scrolls sideways, in both writing directions; and the dark is as legible as the light."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from support.axe import violations

PAGES = (
    "", "advocacy/", "our-work/", "policy/", "policy/copyright/", "news/", "news/public-domain-1923/",
    "news/topic/copyright/", "news/2018/", "requests/",
    "transparency/", "transparency/2017/", "transparency/2017-h1/", "transparency/data/", "transparency/figures/",
    "transparency/peers/", "transparency/figures/takedown-requests-received.2017/",
    "search/?q=copyright", "search/?q=zzzz", "subscribe/",
    "contact/", "privacy/", "cookies/", "press/", "careers/", "careers/caseworker/",
    "about/people/", "about/resources/",
)  # fmt: skip

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_dark(visit: Callable[..., Page], language: str) -> None:
    page = visit(f"/{language}/advocacy/", scheme="dark")
    found = violations(page)
    page.goto(f"/{language}/transparency/2017/")
    assert found + violations(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_no_page_scrolls_sideways(visit: Callable[..., Page], language: str, width: str) -> None:
    page = visit(f"/{language}/", width=width)
    wide = []
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []
