"""Questions with answers, and the glossary."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client

from clarion.transparency.report import explaining
from transparency_pages.conftest import LANGUAGES

FOLDER = Path(explaining.__file__).parent


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("room", ["faq", "glossary"])
def test_every_language_has_every_entry_in_its_own_words(room: str, code: str) -> None:
    original = tomllib.loads((FOLDER / room / "en.toml").read_text(encoding="utf-8"))
    own = tomllib.loads((FOLDER / room / f"{code}.toml").read_text(encoding="utf-8"))
    assert own.keys() == original.keys()
    for key, entry in own.items():
        assert entry["name"]
        assert entry["text"]
        assert code == "en" or entry["text"] != original[key]["text"]


def test_a_language_without_a_file_reads_english_and_says_so() -> None:
    assert {one.language for one in explaining.terms("de")} == {"en"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_questions_and_terms_have_pages_with_anchors(demo_site: Path, client: Client, code: str) -> None:
    questions = client.get(f"/{code}/transparency/faq/").content.decode()
    terms = client.get(f"/{code}/transparency/glossary/").content.decode()
    assert '<section id="withheld"' in questions
    assert '<div id="term-account"' in terms
    assert '"FAQPage"' in questions


def test_every_link_of_an_entry_leads_somewhere(demo_site: Path, client: Client) -> None:
    for one in (*explaining.questions("en"), *explaining.terms("en")):
        if one.link:
            assert client.get(f"/en/{one.link}").status_code == 200, one.link
