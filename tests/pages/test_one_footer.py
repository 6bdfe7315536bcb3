"""The footers of the languages became one without losing a word."""

from __future__ import annotations

from importlib import import_module
from typing import Any

migration = import_module("clarion.pages.migrations.0006_one_footer")


def group(heading: str, *links: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "group",
        "value": {"heading": heading, "links": [{"type": "item", "value": one} for one in links]},
    }


def test_links_at_the_same_place_become_one_in_every_language() -> None:
    footers = {
        "en": [
            group(
                "Elsewhere",
                {"text": "Wikipedia", "url": "https://en.wikipedia.org/", "page": None, "path": ""},
            )
        ],
        "zh-hans": [
            group("其他", {"text": "维基百科", "url": "https://zh.wikipedia.org/", "page": None, "path": ""})
        ],
    }
    merged = migration._group(0, footers, "en")["value"]
    assert merged["heading"] == {"en": "Elsewhere", "zh_hans": "其他"}
    (link,) = merged["links"]
    assert link["value"]["url"] == "https://en.wikipedia.org/"
    assert link["value"]["urls"] == {"zh_hans": "https://zh.wikipedia.org/"}
    assert link["value"]["words"] == {"en": "Wikipedia", "zh_hans": "维基百科"}


def test_a_language_with_fewer_links_loses_none() -> None:
    link = {"text": "Contact", "url": "", "page": None, "path": "contact/"}
    merged = migration._group(0, {"en": [group("More", link, link)], "fr": [group("Plus", link)]}, "en")[
        "value"
    ]
    assert [sorted(one["value"]["words"]) for one in merged["links"]] == [["en", "fr"], ["en"]]
