from __future__ import annotations

import re

import pytest

from clarion.register.counts import UNKNOWN, Count
from clarion.register.vocabulary import Outcome, Process, Requester
from clarion.transparency import wording
from clarion.transparency.figures import Figure, Missing, Reading
from clarion.transparency.periods import Period, parse


def reading(value: Count, key: str = "takedown-requests-received.2017", covered: str = "2017") -> Reading:
    figure = Figure.parse(key)
    missing = None if value.is_known else Missing.NOT_RECORDED
    spans = (parse(covered),) if value.is_known else ()
    return Reading(figure, value, parse(figure.period), covered=spans, missing=missing)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "12,345"), ("ar", "١٢٬٣٤٥"), ("zh-hans", "12,345"), ("fr", "12\u202f345"), ("es", "12.345")],
)
def test_numbers_have_the_digits_and_grouping_of_the_language(language: str, said: str) -> None:
    assert wording.number(Count.exact(12345), language) == said


def test_ranges_and_unknown_counts_are_written_too() -> None:
    assert wording.number(Count(0, 249), "en") == "0–249"
    assert wording.number(Count(0, 249), "ar") == "٠–٢٤٩"
    assert wording.number(UNKNOWN, "fr") == "—"
    assert wording.number(-3, "ar") == "-٣"


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", 1, "1 takedown request"),
        ("en", 684, "684 takedown requests"),
        ("ar", 0, "٠ طلب إزالة"),
        ("ar", 1, "طلب إزالة واحد"),
        ("ar", 2, "طلبا إزالة"),
        ("ar", 3, "٣ طلبات إزالة"),
        ("ar", 11, "١١ طلب إزالة"),
        ("ar", 684, "٦٨٤ طلب إزالة"),
        ("zh-hans", 684, "684项内容移除请求"),
        ("fr", 0, "0 demande de retrait"),
        ("fr", 684, "684 demandes de retrait"),
        ("fr", 1_000_000, "1\u202f000\u202f000 de demandes de retrait"),
        ("es", 1, "1 solicitud de retirada"),
        ("es", 684, "684 solicitudes de retirada"),
    ],
)
def test_nouns_agree_with_their_number(language: str, value: int, said: str) -> None:
    assert wording.phrase(reading(Count.exact(value)), language) == said


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", 0, "zero"),
        ("en", 10, "ten"),
        ("en", 11, "11"),
        ("ar", 0, "صفر"),
        ("ar", 3, "ثلاثة"),
        ("zh-hans", 0, "零"),
        ("fr", 1, "une"),
        ("es", 1, "una"),
        ("es", 0, "cero"),
    ],
)
def test_small_numbers_are_spelled(language: str, value: int, said: str) -> None:
    assert wording.spelled(reading(Count.exact(value)), language) == said


def test_spelled_numbers_agree_with_the_gender_of_the_noun() -> None:
    countries = "countries-of-takedown-requests.2017"
    assert wording.spelled_phrase(reading(Count.exact(3), countries), "ar") == "ثلاث دول"
    assert wording.spelled_phrase(reading(Count.exact(1), countries), "fr") == "un pays"
    assert wording.spelled_phrase(reading(Count.exact(2)), "zh-hans") == "两项内容移除请求"


def test_a_range_takes_no_form_that_says_a_number() -> None:
    assert wording.phrase(reading(Count(0, 2)), "ar") == "٠–٢ طلب إزالة"


def test_an_unknown_figure_is_a_dash_and_a_sentence() -> None:
    unknown = reading(UNKNOWN)
    assert wording.phrase(unknown, "en") == "—"
    assert "not the same as zero" in wording.explanation(unknown, "en")
    assert "٢٠١٧" in wording.explanation(unknown, "ar")
    assert wording.explanation(reading(Count.exact(0)), "en") == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "January to June 2017 only"),
        ("ar", "من يناير إلى يونيو ٢٠١٧ فقط"),
        ("zh-hans", "仅含2017年1月至6月"),
        ("fr", "janvier à juin 2017 seulement"),
        ("es", "solo enero a junio de 2017"),
    ],
)
def test_part_of_a_period_is_said(language: str, said: str) -> None:
    assert wording.coverage_note(reading(Count.exact(341), covered="2017-h1"), language) == said
    assert wording.coverage_note(reading(Count.exact(684)), language) == ""


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2017", "2017"),
        ("2017-q3", "July to September 2017"),
        ("2012-07-01--2013-06-30", "July 2012 to June 2013"),
        ("2016-01-01--2018-12-31", "2016 to 2018"),
        ("2017-02-01--2017-02-28", "February 2017"),
        ("2017-02-03--2017-04-05", "February 3, 2017 to April 5, 2017"),
    ],
)
def test_periods_have_names(period: str, said: str) -> None:
    assert wording.period_name(parse(period), "en") == said


def test_months_keep_their_language_after_another_was_used() -> None:
    wording.period_name(parse("2017-h1"), "zh-hans")
    assert wording.period_name(Period.half(2017, 1), "fr") == "janvier à juin 2017"


def test_a_title_says_what_the_figure_is() -> None:
    of_country = reading(Count.exact(67), "takedown-requests-received.2017.country-de")
    assert wording.title(of_country, "en") == "Takedown requests received, Germany, 2017"
    assert wording.title(of_country, "ar").startswith("طلبات الإزالة الواردة، ألمانيا، ٢٠١٧")


def test_values_have_names_and_the_unknown_one_is_called_so() -> None:
    assert wording.value_name("country", "ZZ", "en") == "Unknown"
    assert wording.value_name("country", "DE", "fr") == "Allemagne"
    assert wording.value_name("project", "en.wikipedia", "ar") == "ويكيبيديا الإنجليزية"
    assert wording.value_name("process", "court_order", "en") == "Court order"


def test_a_language_without_words_keeps_its_own_digits_and_borrows_english() -> None:
    assert wording.phrase(reading(Count.exact(1234)), "de") == "1.234 takedown requests"


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_every_word_of_the_vocabulary_is_translated(language: str) -> None:
    for dimension, vocabulary in (("process", Process), ("requester", Requester), ("outcome", Outcome)):
        for value in vocabulary.values:
            assert not re.search("[A-Za-z]", wording.value_name(dimension, value, language)), value
