"""Every page of every language: its links lead somewhere, its markup and its feeds follow their standards."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import atom, nu
from support.walk import Walk, walk

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


def test_feeds_follow_the_standard(walked: Walk) -> None:
    feeds = walked.of_kind("application/atom+xml")
    assert feeds
    assert [
        f"{one.address}: {what}" for one in feeds for what in atom.complaints(one.body, one.address)
    ] == []
