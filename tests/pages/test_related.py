"""What else is filed under the same topics."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from django.template.loader import render_to_string

from clarion.pages import related as room
from clarion.pages.related import RelatedLink, register_related, related


def _two_kinds(topics: Collection[str], language: str, limit: int) -> list[RelatedLink]:
    return [
        RelatedLink(f"{topic} {n}", f"/{language}/{topic}/{n}/") for topic in topics for n in range(limit)
    ]


@pytest.fixture(autouse=True)
def _own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_SOURCES", {})


def test_each_room_gives_its_own_group_in_the_order_of_registration() -> None:
    register_related("laws", "Laws", _two_kinds)
    register_related("nothing", "Nothing", lambda topics, language, limit: [])
    register_related("news", "News", _two_kinds)
    assert [(group.name, len(group.links)) for group in related(["copyright"], "en", limit=2)] == [
        ("laws", 2),
        ("news", 2),
    ]


def test_a_page_is_not_related_to_itself_and_gives_its_place_to_the_next() -> None:
    register_related("laws", "Laws", _two_kinds)
    (group,) = related(["copyright"], "fr", besides="/fr/copyright/0/", limit=2)
    assert [one.address for one in group.links] == ["/fr/copyright/1/", "/fr/copyright/2/"]


def test_a_page_without_topics_is_related_to_nothing_and_asks_nobody() -> None:
    register_related("laws", "Laws", lambda topics, language, limit: pytest.fail("was asked"))
    assert related([], "en") == []


def test_a_source_is_registered_once() -> None:
    register_related("laws", "Laws", _two_kinds)
    with pytest.raises(ValueError, match="registered twice"):
        register_related("laws", "Laws", _two_kinds)


def test_titles_are_escaped_where_they_are_shown() -> None:
    register_related("laws", "Laws", lambda *asked: [RelatedLink("A < B", "/en/a/", "1 May")])
    shown = render_to_string("includes/related.html", {"related": related(["copyright"], "en")})
    assert "A &lt; B" in shown
    assert "<small>1 May</small>" in shown


def test_without_anything_related_there_is_no_heading() -> None:
    assert "<h2" not in render_to_string("includes/related.html", {"related": []})
