"""A page and its text are rendered as one, and say what the site says at each address."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarion.publishing.objects import Objects
from clarion.publishing.press import Press, at_the_press
from clarion.publishing.rendering import Answer, Reader
from clarion.publishing.twins import all_asked_for, asked_for, text_answer, twin_of


@pytest.mark.parametrize("address", ["/en/rules/", "/fr/", "/en/news/first/", "/en/news/"])
def test_the_text_made_from_a_page_is_what_the_site_answers(
    small_site: Path, tmp_path: Path, address: str
) -> None:
    with at_the_press():
        page, twin = Press(Objects(tmp_path / "objects")).render(address)
        asked = Reader().ask(twin.address)
    assert page.address == address
    assert twin.entry is not None
    assert Objects(tmp_path / "objects").body(twin.entry.sha256) == asked.body
    assert (twin.entry.type, twin.entry.language) == (asked.type, asked.language)
    assert twin.queries == page.queries


def test_a_text_is_asked_for_by_its_page(small_site: Path) -> None:
    assert twin_of("/en/rules/") == "/en/text/rules/"
    assert asked_for("/en/text/rules/") == "/en/rules/"
    assert asked_for("/en/text/") == "/en/"
    for address in (
        "/en/rules/",
        "/sitemap.xml",
        "/static/a.css",
        "beginnings",
        "/xx/text/rules/",
        "/en/text",
    ):
        assert asked_for(address) == address
    assert all_asked_for(["/en/text/a/", "/en/", "/en/a/"]) == ["/en/a/", "/en/"]


def test_what_has_no_text_has_no_twin(small_site: Path) -> None:
    for address in (
        "/en/news/feed/",
        "/en/search/",
        "/en/contact/",
        "/robots.txt",
        "/en/-/-/",
        "/en/text/rules/",
    ):
        assert twin_of(address) == ""


def test_the_text_of_what_has_moved_or_is_no_page_leads_on(small_site: Path) -> None:
    moved = text_answer(Answer("/en/old/", 301, location="/en/new/"), "/en/text/old/")
    assert (moved.status, moved.location) == (301, "/en/text/new/")
    data = text_answer(Answer("/en/a/", 200, type="text/csv", body=b"a,b"), "/en/text/a/")
    assert (data.status, data.location) == (302, "/en/a/")
    gone = text_answer(Answer("/en/a/", 404, type="text/html", body=b"<p>Nothing."), "/en/text/a/")
    assert (gone.status, gone.is_file) == (404, False)
