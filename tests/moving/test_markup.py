"""WordPress's markup becomes our blocks, and nothing else gets through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.moving.wordpress.markup import blocks_of


class Around:
    """Knows one picture and no page."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def picture(self, number: int, address: str) -> tuple[int, str] | None:
        return (11, "") if number == 901 else None

    def own_pictures(self) -> Iterable[int]:
        return [901]

    def link(self, address: str) -> tuple[str, int] | str:
        return address

    def tell(self, what: str) -> None:
        self.told.append(what)


def blocks(content: str) -> list[tuple[str, Any]]:
    return [(one["type"], one["value"]) for one in blocks_of(content, Around(), "seed")]


def text(content: str) -> str:
    return "".join(value["text"] for kind, value in blocks(content) if kind == "text")


def test_an_empty_line_ends_a_classic_paragraph_and_a_line_a_line() -> None:
    assert text("One\ntwo\n\nThree") == "<p>One<br/>two</p><p>Three</p>"


def test_headings_begin_sections() -> None:
    found = blocks("<h2>First</h2><p>a</p><h2>Second</h2><p>b</p><h3>Small</h3>")
    assert [(value["heading"], value["text"]) for _, value in found] == [
        ("First", "<p>a</p>"),
        ("Second", "<p>b</p><h3>Small</h3>"),
    ]


def test_lists_keep_what_they_hold() -> None:
    assert text("<ul><li>a<ol><li>b</li></ol></li></ul>") == "<ul><li>a<ol><li>b</li></ol></li></ul>"


def test_a_picture_stands_between_texts_with_its_caption() -> None:
    content = '<p>a</p><figure><img class="wp-image-901"><figcaption>Words</figcaption></figure><p>b</p>'
    assert [(kind, value.get("caption")) for kind, value in blocks(content)] == [
        ("text", None),
        ("picture", "Words"),
        ("text", None),
    ]


def test_a_gallery_without_numbers_shows_the_entrys_own_pictures() -> None:
    assert [kind for kind, _ in blocks("[gallery]")] == ["picture"]


def test_a_quotation_keeps_who_said_it() -> None:
    assert blocks("<blockquote><p>Keep.</p><cite>A keeper</cite></blockquote>") == [
        ("quotation", {"quotation": "Keep.", "speaker": "A keeper", "language": ""})
    ]


def test_words_in_brackets_are_words() -> None:
    assert text("He wrote [sic] so.") == "<p>He wrote [sic] so.</p>"


def test_an_address_that_acts_is_taken_out() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        " JaVaScRiPt:x",
        "vbscript:x",
        "//evil.example/x",
    ):
        assert text(f'<p><a href="{address}">words</a></p>') == "<p>words</p>"


ALLOWED = re.compile(
    r"</?(?:p|ul|ol|li|b|i|h3|h4)>|<br/>|<a href=\"(?:https?://|mailto:|tel:|/(?!/)|#)[^\"<>]*\">|</a>|[^<>]+",
    re.IGNORECASE,
)
PIECES = st.sampled_from(
    ["<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg onload=x>", "<a href='javascript:x'>", "</a>",
     "<p", ">", "<b>", "</b>", "<!--", "-->", "<!-- wp:html -->", "[gallery]", "[caption]", "[/caption]", "<style>",
     "<li>", "<ul>", "</ul>", "&lt;", "&", "<![CDATA[", "]]>", "<iframe src=//x>", "<table><tr><td>", "<math><mi",
     "\x00", "\n\n", "words", '<a href="https://x/">', "'", '"', "<embed embedtype=figure>",
     "<a linktype=page id=1>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(deadline=None)
def test_whatever_is_written_only_our_own_elements_come_out(content: str) -> None:
    for kind, value in blocks(content):
        if kind == "text":
            assert ALLOWED.sub("", value["text"]) == ""
