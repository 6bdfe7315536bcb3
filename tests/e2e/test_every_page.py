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

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(
    demo_address: str, visit: Callable[..., Page], language: str, tmp_path: Path
) -> None:
    """One test for all that is asked, because walking a language takes longer than asking."""
    walked = walk(demo_address, language, LANGUAGES)
    pages, feeds = walked.of_kind("text/html"), walked.of_kind("application/atom+xml")
    no_checker = nu.trouble()
    assert len(pages) > 30
    assert feeds
    found = {
        "links": [
            f"{one.status} {one.address} (on {one.source})" for one in walked.visits if one.status != 200
        ]
        + walked.lost_fragments,
        "markup": [] if no_checker else nu.complaints({one.address: one.body for one in pages}, tmp_path),
        "feeds": [
            f"{one.address}: {what}" for one in feeds for what in atom.complaints(one.body, one.address)
        ],
        "accessibility": _inaccessible(walked, visit),
    }
    assert {what: complaints for what, complaints in found.items() if complaints} == {}
    if no_checker:
        pytest.skip(f"all but the markup was looked at: {no_checker}")


def _inaccessible(walked: Walk, visit: Callable[..., Page]) -> list[str]:
    """What axe finds on every page that has something no page before it had, on a desk or on a telephone.

    In the first language of each direction of writing, classes tell things apart; in the others, elements do.
    """
    place = LANGUAGES.index(walked.language)
    page = visit(f"/{walked.language}/", width="phone" if place % 2 else "desk")
    found = []
    for one in of_new_kinds(walked.of_kind("text/html"), by_class=place < 2):
        page.goto(one.address)
        found += [f"{one.address}: {what}" for what in violations(page)]
    return found
