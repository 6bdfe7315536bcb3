"""What stands on each page of the demonstration, as blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from wagtail.models import Page

from clarion.demo.rich_text import stored
from clarion.demo.streams import items
from clarion.demo.texts import plan, texts
from clarion.pages.models import ContentPage

Block = dict[str, Any]
_NO_HEADING = {"heading": "", "echo": "", "echo_language": ""}
_SITES_OWN_DONATE = {"heading": "", "text": "", "button": "", "url": "", "amounts": "", "source": ""}
HEADLINES = (
    "takedown-requests-received.2017",
    "takedown-requests-granted.2017",
    "user-data-requests-received.2017",
)


def body_of(slug: str, language: str, pages: dict[str, Page]) -> list[Block]:
    """The body of a page: its own composition, or its sections one after the other."""
    words = texts(language)["pages"][slug]
    if slug == "advocacy":
        return _advocacy(words, language, pages)
    sections = [_section(one, language, pages) for one in words.get("sections", ())]
    if slug == "home":
        return [
            facts(HEADLINES),
            *sections,
            _news(only_featured=False),
            _connect(),
            _donate(_SITES_OWN_DONATE),
        ]
    children = [one for one, place in plan()["pages"].items() if place.get("parent") == slug]
    if children and isinstance(
        pages[slug], ContentPage
    ):  # Pages of other kinds list what is below them themselves.
        return [*sections, _page_list(children, language, pages)]
    if slug == "support":
        return [*sections, _connect()]
    return sections


def article_body(slug: str, language: str, pages: dict[str, Page]) -> list[Block]:
    """The body of an article: one run of text."""
    return [text_block({"heading": "", "body": texts(language)["news"][slug]["body"]}, language, pages)]


def _advocacy(words: dict[str, Any], language: str, pages: dict[str, Page]) -> list[Block]:
    topics = words["elsewhere"]["topics"]
    return [
        _block(
            "facts",
            {
                **_NO_HEADING,
                "facts": items({"figure": f["figure"], "caption": f["caption"]} for f in words["facts"]),
            },
        ),
        _block(
            "framing",
            {
                **_NO_HEADING,
                "pieces": items(
                    {"heading": one["heading"], "text": stored(one["body"], language, pages), "link": _link()}
                    for one in words["framing"]
                ),
            },
        ),
        chart("takedown-requests-received.2017", words["chart"]["heading"], words["chart"]["caption"]),
        _connect(),
        _news(only_featured=True),
        _block(
            "elsewhere",
            {
                **_NO_HEADING,
                "heading": words["elsewhere"]["heading"],
                "text": words["elsewhere"]["text"],
                "links": items(_link(page=pages[one["page"]], text=one["label"]) for one in topics),
            },
        ),
        _donate({name: words["donate"].get(name, "") for name in _SITES_OWN_DONATE}),
    ]


def _page_list(children: list[str], language: str, pages: dict[str, Page]) -> Block:
    words = texts(language)["pages"]
    listed = ({"link": _link(page=pages[slug]), "text": words[slug]["lead"]} for slug in children)
    return _block("pages", {**_NO_HEADING, "pages": items(listed)})


def _section(section: dict[str, str], language: str, pages: dict[str, Page]) -> Block:
    if about := section.get("statement"):
        return _block("statement", {**_NO_HEADING, "section": about})
    return text_block(section, language, pages)


def text_block(section: dict[str, str], language: str, pages: dict[str, Page]) -> Block:
    """A section of running text."""
    text = stored(section["body"], language, pages)
    return _block("text", {**_NO_HEADING, "heading": section["heading"], "text": text})


def facts(keys: Iterable[str]) -> Block:
    """Figures in large numerals."""
    return _block("facts", {**_NO_HEADING, "facts": items({"figure": key, "caption": ""} for key in keys)})


def chart(figure: str, heading: str = "", caption: str = "") -> Block:
    """A figure's measure over time."""
    return _block("chart", {**_NO_HEADING, "heading": heading, "figure": figure, "caption": caption})


def _news(*, only_featured: bool) -> Block:
    return _block("news", {**_NO_HEADING, "count": 2, "only_featured": only_featured})


def _connect() -> Block:
    return _block("connect", {**_NO_HEADING, "updates_text": "", "policy_team_text": ""})


def _donate(words: dict[str, str]) -> Block:
    return _block("donate", words)


def _link(page: Page | None = None, text: str = "") -> dict[str, Any]:
    return {"text": text, "page": page.pk if page else None, "url": "", "path": ""}


def _block(kind: str, value: dict[str, Any]) -> Block:
    # Made of the value, so that every build writes the same.
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_OID, f"{kind}:{value}"))}
