"""Every page of every language: its links lead somewhere, its markup and its feeds follow their standards, and axe
finds nothing on whatever has something new to it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page

from support import atom, nu
from support.axe import violations
from support.walk import Walk, of_new_kinds, walk

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")
WIDTHS = {"en": "desk", "ar": "phone"}
"""One language of each direction of writing: the others have the same elements."""

PARTS = 2
"""In how many tests axe looks at a language, so that several processes share the work."""

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(demo_address: str, language: str, tmp_path: Path) -> None:
    """One test for all that is asked, because walking a language takes longer than asking."""
    walked = walk(demo_address, language, LANGUAGES)
    _keep(walked)
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
    }
    assert {what: complaints for what, complaints in found.items() if complaints} == {}
    if no_checker:
        pytest.skip(f"all but the markup was looked at: {no_checker}")


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", WIDTHS)
def test_axe_finds_nothing_on_any_kind_of_page(
    demo_address: str, visit: Callable[..., Page], language: str, part: int
) -> None:
    """Every page that has something new to it: on a desk, and in Arabic on a telephone."""
    paths = _kept(language) or _keep(walk(demo_address, language, LANGUAGES))
    assert len(paths) > 10
    page = visit(f"/{language}/", width=WIDTHS[language])
    found = []
    for path in paths[part::PARTS]:
        page.goto(f"{demo_address}{path}")
        found += [f"{path}: {what}" for what in violations(page)]
    assert found == []


def _keep(walked: Walk) -> list[str]:
    """Where the pages are that have something new to them, for a test that comes later, in another process perhaps."""
    found = [urlsplit(one.address) for one in of_new_kinds(walked.of_kind("text/html"))]
    paths = [one._replace(scheme="", netloc="").geturl() for one in found]
    place = _place(walked.language)
    unfinished = place.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(paths))
    unfinished.replace(place)
    return paths


def _kept(language: str) -> list[str]:
    place = _place(language)
    return list(json.loads(place.read_text())) if place.exists() else []


def _place(language: str) -> Path:
    return Path(settings.RUN_DIR) / f"pages-{language}.json"
