"""axe finds nothing to complain about by WCAG 2.2 A and AA, on every kind of page, in both writing directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    "", "advocacy/", "our-work/", "policy/", "policy/copyright/", "news/", "news/public-domain-1923/",
    "news/topic/copyright/", "news/2018/", "requests/",
    "transparency/", "transparency/2017/", "transparency/2017-h1/", "transparency/data/", "transparency/figures/",
    "transparency/figures/takedown-requests-received.2017/", "search/?q=copyright", "search/?q=zzzz", "subscribe/",
    "contact/", "privacy/", "cookies/", "press/", "careers/", "careers/caseworker/",
    "about/people/", "about/resources/",
)  # fmt: skip

pytestmark = [pytest.mark.browser, pytest.mark.once]


def violations(page: Page) -> list[str]:
    """What axe finds, a line each: rule, and where."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


@pytest.mark.parametrize("width", ["phone", "desk"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(visit: Callable[..., Page], language: str, width: str) -> None:
    page = visit(f"/{language}/", width=width)
    found = {}
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        found[path] = violations(page)
    assert {path: one for path, one in found.items() if one} == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_dark(visit: Callable[..., Page], language: str) -> None:
    page = visit(f"/{language}/advocacy/", scheme="dark")
    found = violations(page)
    page.goto(f"/{language}/transparency/2017/")
    assert found + violations(page) == []


@pytest.mark.parametrize("language", ["zh-hans", "fr", "es"])
def test_axe_finds_nothing_on_the_advocacy_page_of_the_other_languages(
    visit: Callable[..., Page], language: str
) -> None:
    assert violations(visit(f"/{language}/advocacy/")) == []


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
