"""No page is heavier than its budget, by what really comes over the wire at a first visit with a telephone."""

from __future__ import annotations

import urllib.request
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import brotli
import pytest
from playwright.sync_api import Browser, Page

from bench.browser import first_view
from clarion.publishing.objects import BROTLI_QUALITY

KB = 1024
BUDGETS = {"Document": 30 * KB, "Stylesheet": 15 * KB, "Font": 60 * KB, "Script": 10 * KB}
KINDS = {
    "front": "",
    "composed": "advocacy/",
    "list": "news/",
    "report": "transparency/2017/",
    "data": "transparency/data/",
    "explorer": "transparency/data/explore/",
    "proof": "transparency/log/verify/",
    "form": "contact/",
}
TOOL = "proof"
"""Computes with a script, and stays hidden without; the page says so, and how to do the same by hand."""
TEXT_BUDGET = 15 * KB

pytestmark = [pytest.mark.browser, pytest.mark.once]

PICTURES = """
() => [...document.querySelectorAll('main img')].map(one => ({
    file: one.currentSrc || one.src, alt: one.getAttribute('alt'), top: one.getBoundingClientRect().top,
    sized: one.hasAttribute('width') && one.hasAttribute('height'),
    lazy: one.loading === 'lazy', choice: !one.srcset || one.sizes !== '', drawn: one.src.endsWith('.svg'),
    excess: one.naturalWidth && one.clientWidth ? one.naturalWidth / one.clientWidth / devicePixelRatio : 1,
}))
"""
HEADINGS = (
    "() => [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')].map(one => +one.tagName[1])"
)
HIDDEN = "() => [...document.querySelectorAll('main [hidden], main noscript')].length"
ORDER = (
    "() => [...document.querySelectorAll('.skip, .site-header, main, .site-footer')]"
    ".map(one => one.className || one.id)"
)


def published(address: str) -> int:
    """The bytes of a page as it is published: with Brotli, as a bake compresses it."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return len(brotli.compress(answer.read(), quality=BROTLI_QUALITY))


@pytest.mark.parametrize(
    ("language", "kinds"), [("en", list(KINDS)), ("ar", ["composed", "report"]), ("zh-hans", ["composed"])]
)
def test_every_kind_of_page_keeps_to_its_budget(
    browser: Browser, demo_address: str, language: str, kinds: list[str]
) -> None:
    over = []
    for kind in kinds:
        address = f"{demo_address}/{language}/{KINDS[kind]}"
        weight: Counter[str] = Counter()
        for one in first_view(browser, address, scripts=True):
            weight[one.kind] += published(address) if one.kind == "Document" else one.size
            if not one.address.startswith((demo_address, "data:")):
                over.append(f"{kind} asks {one.address}")
        over += [f"{kind}: {what} {weight[what]}" for what, most in BUDGETS.items() if weight[what] > most]
    assert over == []


def test_the_text_of_a_page_loads_almost_nothing(browser: Browser, demo_address: str) -> None:
    for kind in ("composed", "report", "data"):
        loaded = first_view(browser, f"{demo_address}/en/text/{KINDS[kind]}", scripts=True)
        assert sum(one.size for one in loaded) < TEXT_BUDGET, kind
        assert Counter(one.kind for one in loaded) <= Counter(Document=1, Stylesheet=1), kind


@pytest.mark.parametrize("kind", ["front", "composed", "list"])
def test_pictures_come_late_and_in_the_right_size(visit: Callable[..., Page], kind: str) -> None:
    page = visit(f"/en/{KINDS[kind]}", width="phone")
    # To see what a reader who scrolls is sent.
    page.evaluate("() => document.querySelectorAll('img').forEach(one => one.scrollIntoView())")
    page.wait_for_load_state("networkidle")
    page.evaluate("() => scrollTo(0, 0)")
    pictures = page.evaluate(PICTURES)
    assert pictures
    for one in pictures:
        assert one["sized"], one
        assert one["choice"], one
        assert one["alt"] is not None, one
        assert one["lazy"] or one["top"] < 844, one
        assert one["drawn"] or one["excess"] <= 2.1, one


@pytest.mark.parametrize("kind", [one for one in KINDS if one != TOOL])
def test_a_page_can_be_read_with_styles_and_scripts_blocked(visit: Callable[..., Page], kind: str) -> None:
    page = visit(f"/en/{KINDS[kind]}", scripts=False)
    page.evaluate("() => document.querySelectorAll('link[rel=stylesheet]').forEach(one => one.remove())")
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    assert page.evaluate(HIDDEN) == 0
    assert page.evaluate(ORDER) == ["skip", "skip", "site-header wrap", "content", "site-footer"]
    # Nothing that is drawn in the text grows to the width of the window once no style holds it.
    assert (
        page.evaluate("() => document.querySelector('.brand svg, .brand img').getBoundingClientRect().width")
        <= 320
    )
