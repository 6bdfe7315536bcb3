from __future__ import annotations

import pytest
from babel import Locale

from clarion.transparency import measures
from clarion.transparency.measures import texts

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")
KEYS = [one.key for one in measures.every()]


def categories(language: str) -> set[str]:
    return {*Locale.parse(language, sep="-").plural_form.tags, "other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_words_of_its_own_in_every_language(language: str) -> None:
    found = texts._read(texts._FOLDER / f"{language}.toml")
    assert set(found) == set(KEYS)
    assert all(one.label and one.definition.endswith((".", "。")) for one in found.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_nouns_have_a_form_for_every_plural_category(language: str, key: str) -> None:
    nouns = texts.load(language)[key].nouns
    assert set(nouns) == categories(language)
    assert all("{n}" in form for category, form in nouns.items() if category not in {"one", "two"})


def test_a_language_without_words_reads_english() -> None:
    assert texts.load("cy")[KEYS[0]] == texts.load("en")[KEYS[0]]


def test_a_key_can_be_taken_once() -> None:
    with pytest.raises(ValueError, match="two measures"):
        measures.register(measures.get(KEYS[0]))


def test_an_unknown_measure_is_told_which_there_are() -> None:
    with pytest.raises(measures.MeasureError, match=f"no measure 'x'.*{KEYS[0]}"):
        measures.get("x")
