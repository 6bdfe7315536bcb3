"""Every page of every language: its links lead somewhere, its markup and its feeds follow their standards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from support import atom, nu
from support.axe import violations
from support.walk import Walk, of_new_kinds, walk

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(
    scope="module",
    params=[
        # Whoever walked a language checks all that is asked of it.
        pytest.param(one, marks=pytest.mark.xdist_group(f"every page, {one}"))
        for one in LANGUAGES
    ],
)
def walked(demo_address: str, request: pytest.FixtureRequest) -> Walk:
    """The site of one language, walked once for all that is asked of it."""
    return walk(demo_address, request.param, LANGUAGES)


def test_every_link_leads_somewhere(walked: Walk) -> None:
    dead = [f"{one.status} {one.address} (on {one.source})" for one in walked.visits if one.status != 200]
    assert dead + walked.lost_fragments == []
    assert len(walked.of_kind("text/html")) > 30


def test_the_html_checker_finds_nothing(walked: Walk, tmp_path: Path) -> None:
    if reason := nu.trouble():
        pytest.skip(reason)
    assert nu.complaints({one.address: one.body for one in walked.of_kind("text/html")}, tmp_path) == []


@pytest.mark.browser
def test_axe_finds_nothing(walked: Walk, visit: Callable[..., Page]) -> None:
    """On every page that has something no page before it had: what is alike need not be asked again."""
    width = "phone" if LANGUAGES.index(walked.language) % 2 else "desk"
    page = visit(f"/{walked.language}/", width=width)
    found = {}
    for one in of_new_kinds(walked.of_kind("text/html")):
        page.goto(one.address)
        found[one.address] = violations(page)
    assert {address: what for address, what in found.items() if what} == {}
    assert len(found) > 20


def test_feeds_follow_the_standard(walked: Walk) -> None:
    feeds = walked.of_kind("application/atom+xml")
    assert feeds
    assert [
        f"{one.address}: {what}" for one in feeds for what in atom.complaints(one.body, one.address)
    ] == []
