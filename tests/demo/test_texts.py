"""The demonstration's texts say the same things in every language, and name only what exists."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from clarion.demo.texts import (
    FIGURE,
    LANGUAGES,
    LINK,
    ROOMS_WITH_PAGES,
    SOURCE,
    leaves,
    plan,
    room_plan,
    room_texts,
    targets,
    texts,
)
from clarion.transparency.figures import Figure

TRANSLATIONS = [language for language in LANGUAGES if language != "en"]
SCRIPTS = {"ar": re.compile(r"[\u0600-\u06ff]"), "zh-hans": re.compile(r"[\u4e00-\u9fff]")}
ADDRESS = re.compile(r"\.(url|page|figure|statement)$")
ALLOWED_TAGS = {"p", "b", "i", "ul", "li", "h3", "h4", "blockquote", "a", "fig"}
SAME_IN_EVERY_LANGUAGE = {
    "Wikipedia", "Wikimedia Commons", "Wikidata", "Internet Archive", "OpenStreetMap", "Creative Commons",
    "European Digital Rights",
}  # fmt: skip


def whole(language: str) -> dict[str, Any]:
    """The texts of one language, those that rooms keep for themselves included."""
    return {**texts(language), "rooms": {room: room_texts(room, language) for room in ROOMS_WITH_PAGES}}


def words(language: str) -> list[tuple[str, str]]:
    """What is read, without addresses and keys."""
    return [(path, value) for path, value in leaves(whole(language)) if not ADDRESS.search(path)]


def plain(value: str) -> str:
    return re.sub(r"<[^>]+>", " ", value)


class Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self.problems.append(f"<{tag}> is not allowed")
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "fig":
            self.problems.append(f"<{tag}/> is not allowed")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert [path for path, _ in leaves(whole(language))] == [path for path, _ in leaves(whole("en"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_padded(language: str) -> None:
    assert [path for path, value in leaves(whole(language)) if not value or value != value.strip()] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_text_is_left_in_english(language: str) -> None:
    english = dict(leaves(whole("en")))
    left = [
        path
        for path, value in words(language)
        if value == english[path] and value not in SAME_IN_EVERY_LANGUAGE
    ]
    assert left == []


@pytest.mark.parametrize("language", SCRIPTS)
def test_arabic_and_chinese_texts_are_in_their_script(language: str) -> None:
    assert [path for path, value in words(language) if not SCRIPTS[language].search(plain(value))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_simple_and_closed(language: str) -> None:
    problems = {}
    for path, value in words(language):
        markup = Markup()
        markup.feed(value)
        if markup.problems or markup.open:
            problems[path] = markup.problems + markup.open
    assert problems == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_mark_is_well_formed_and_names_a_figure(language: str) -> None:
    for path, value in leaves(whole(language)):
        marks = FIGURE.findall(value)
        assert len(marks) == value.count("<fig"), path
        keys = [key for key, _ in marks] + ([value] if path.endswith(".figure") else [])
        assert [Figure.parse(key).key for key in keys] == keys, path


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_language_shows_the_same_figures_and_links(language: str) -> None:
    english = dict(leaves(whole("en")))
    for path, value in words(language):
        for mark in (FIGURE, LINK, SOURCE):
            assert sorted(mark.findall(value)) == sorted(mark.findall(english[path])), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_or_to_a_source(language: str) -> None:
    linked = {target for _, value in leaves(whole(language)) for target in LINK.findall(value)}
    linked |= {value for path, value in leaves(whole(language)) if path.endswith(".page")}
    assert linked - targets() == set()
    assert all(
        value.count("<a ") == len(LINK.findall(value) + SOURCE.findall(value)) for _, value in words(language)
    )


def test_numbers_of_the_register_are_never_typed() -> None:
    """684 and 341 are what 2017 and its first half had; the sentence with them must compute them."""
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    for language in LANGUAGES:
        for path, value in words(language):
            assert not re.search(r"\b(684|341|343)\b", plain(value).translate(digits)), (language, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_fit_a_search_result(language: str) -> None:
    lengths = {slug: len(page["seo_description"]) for slug, page in texts(language)["pages"].items()}
    assert {slug: length for slug, length in lengths.items() if not 15 <= length <= 170} == {}


def test_the_plan_places_every_page_and_article() -> None:
    assert sorted(plan()["pages"]) == sorted(texts("en")["pages"])
    assert sorted(plan()["news"]) == sorted(texts("en")["news"])
    assert [page["menu"] for page in plan()["pages"].values() if "menu" in page] == list(
        texts("en")["site"]["menu"]
    )
    groups = {page["footer"] for page in plan()["pages"].values() if "footer" in page}
    assert groups <= set(texts("en")["site"]["footer"])
    topics = {topic for article in plan()["news"].values() for topic in article["topics"]}
    assert {f"policy/{topic}" for topic in topics} <= set(plan()["pages"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_has_authors_with_a_name_and_a_role(language: str) -> None:
    named = {name for article in plan()["news"].values() for name in article["authors"]}
    authors = room_texts("news", language)["authors"]
    assert named == set(authors)
    assert all(one["name"] and one["role"] for one in authors.values())


def test_french_spaces_its_punctuation() -> None:
    assert [path for path, value in words("fr") if re.search(r" [;:!?»]|« ", plain(value))] == []
    bare = re.compile(r"[^\s\u202f][;:!?»](?:\s|$)")
    assert [path for path, value in words("fr") if bare.search(re.sub(r"<[^>]+>", "", value))] == []


def test_chinese_uses_its_own_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]")
    assert [path for path, value in words("zh-hans") if half.search(value)] == []


def test_spanish_opens_its_questions() -> None:
    for path, value in words("es"):
        assert value.count("¿") == value.count("?"), path
        assert value.count("¡") == value.count("!"), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_of_every_position_matches_its_texts(language: str) -> None:
    words = room_texts("policy", language)
    for topic, placed in room_plan("policy").items():
        own = words["pages"][f"policy/{topic}"]
        for name in ("changes", "resources"):
            assert len(own[name]) == len(placed[name]), (topic, name)
        assert placed["changes"] == sorted(placed["changes"]), topic
        assert {one["who"] for one in placed["backers"]} <= {*words["backers"], "organisation"}, topic
