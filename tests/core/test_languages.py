"""Languages as CLDR knows them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.core.languages import language


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "A, B and C"),
        ("fr", "A, B et C"),
        ("es", "A, B y C"),
        ("ar", "A وB وC"),
        ("zh-hans", "A、B和C"),
        ("de", "A, B und C"),
    ],
)
def test_a_list_is_a_sentence_of_its_language(code: str, said: str) -> None:
    assert language(code).listing("ABC") == said


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "1.2 MB"), ("fr", "1,2\u202fMo"), ("ar", "١٫٢ م.ب"), ("es", "1,2 MB"), ("zh-hans", "1.2 MB")],
)
def test_a_file_has_its_size_in_the_units_of_the_language(code: str, said: str) -> None:
    assert language(code).file_size(1_234_567).replace("\xa0", "\u202f").replace(
        "\u202f", " "
    ) == said.replace("\u202f", " ")


def test_a_percentage_has_the_digits_and_the_sign_of_the_language() -> None:
    assert language("en").percent(0.45) == "45%"
    assert language("ar").percent(0.45).strip("\u061c") == "٤٥٪"


def test_languages_are_named_in_one_another() -> None:
    assert language("en").language_name("zh-hans") == "Simplified Chinese"
    assert language("de").language_name("pt-br") == "Portugiesisch (Brasilien)"
    assert language("ar").language_name("fr") == "الفرنسية"
    assert language("en").language_name("ang") == "Old English"


@pytest.mark.parametrize(
    ("code", "tag", "direction"),
    [("zh-hans", "zh-Hans", "ltr"), ("pt-br", "pt-BR", "ltr"), ("he", "he", "rtl"), ("ja", "ja", "ltr")],
)
def test_a_language_knows_its_tag_and_direction(code: str, tag: str, direction: str) -> None:
    assert (language(code).tag, language(code).direction) == (tag, direction)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from(["ar", "fa"]))
def test_no_latin_digit_is_left_in_a_date_of_a_language_with_its_own(day: date, code: str) -> None:
    moment = datetime(day.year, day.month, day.day, 13, 45, tzinfo=UTC)
    assert not set("0123456789") & set(language(code).day(day) + language(code).moment(moment))
