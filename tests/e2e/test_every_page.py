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
WIDTHS = {"en": "desk", "ar": "phone"}
"""One language of each direction of writing: the others have the same elements."""

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
    """What axe finds on every page that has something new to it: on a desk, and in Arabic on a telephone."""
    if walked.language not in WIDTHS:
        return []
    page = visit(f"/{walked.language}/", width=WIDTHS[walked.language])
    found = []
    for one in of_new_kinds(walked.of_kind("text/html")):
        page.goto(one.address)
        found += [f"{one.address}: {what}" for what in violations(page)]
    return found
