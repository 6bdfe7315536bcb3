"""Words meet their inflections, however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.search.analysis import analyse, terms_of, tokens_with

LANGUAGES = ["en", "ar", "zh-hans", "fr", "es"]

SAME = {
    "en": [
        "request requests requested requesting",
        "library libraries",
        "copyright copyrights COPYRIGHT",
        "censored censoring",
        "Wikimedia Wikimedia's Wikimedia’s",
        "decision decisions",
        "naïve naive",
        "community communities",
        "2017 ２０１７",
    ],
    "fr": [
        "demande demandes demandé",
        "liberté libertés liberte LIBERTÉ",
        "député députés depute deputes",
        "censure censurer censuré",
        "loi lois",
        "légal légale légaux légales",
        "œuvre oeuvre œuvres",
        "bibliothèque bibliothèques bibliotheque",
        "contenu contenus",
        "européen européenne europeens",
    ],
    "es": [
        "petición peticiones peticion",
        "legislación legislacion legislaciones",
        "censura censuras censurar censurado",
        "derecho derechos",
        "información informacion informaciones",
        "política politica políticas politicas",
        "año años",
        "ley leyes",
        "economía economia economías",
    ],
    "ar": [
        "رقابة الرقابة والرقابة للرقابة بالرقابة رقابه الرَّقابة",
        "طلب طلبات الطلبات طلبه طلبها لطلبات وطلبات بطلب",
        "تقرير تقارير التقارير",
        "حق حقوق الحقوق بحقوق وحقوق الحق",
        "قانون قوانين القانون قانونية للقوانين",
        "مكتبة مكتبات المكتبات بالمكتبة",
        "إزالة ازالة الإزالة لإزالة",
        "محكمة محاكم المحاكم",
        "حرية الحرية حريات لحرية حـــرية",
        "مستخدم مستخدمون المستخدمين للمستخدمين",
        "خبر أخبار الأخبار",
        "حكومة حكومات الحكومية",
        "شفافية الشفافية بشفافية",
        "٢٠١٧ 2017",
    ],
    "de": ["Anfrage Anfragen", "Bücherei Büchereien"],
    "pt-br": ["pedido pedidos", "informação informações"],
}
DIFFERENT = {
    "en": ["court count", "law lawn", "policy police"],
    "fr": ["droit doute", "loi loin"],
    "es": ["ley leer", "derecho deseo"],
    "ar": ["قانون قناة", "رقابة رقم", "طلب طالبان"],
}


@pytest.mark.parametrize(
    ("language", "words"), [(language, words) for language, groups in SAME.items() for words in groups]
)
def test_forms_of_one_word_find_each_other(language: str, words: str) -> None:
    forms = {word: set(terms_of(word, language)) for word in words.split()}
    for word, terms in forms.items():
        for other, others in forms.items():
            assert terms & others, f"{word} does not find {other}"


@pytest.mark.parametrize(
    ("language", "words"), [(language, words) for language, pairs in DIFFERENT.items() for words in pairs]
)
def test_different_words_stay_apart(language: str, words: str) -> None:
    one, other = words.split()
    assert not set(terms_of(one, language)) & set(terms_of(other, language))


def test_vowel_signs_do_not_cut_an_arabic_word() -> None:
    (token,) = analyse("الرَّقَابَةُ", "ar")
    assert (token.start, token.end) == (0, len("الرَّقَابَةُ"))


def test_french_elision_parts_words_and_the_english_possessive_does_not() -> None:
    assert [one.terms[0] for one in analyse("l’accès", "fr")] == ["l", "acces"]
    assert [one.terms[0] for one in analyse("Wikimedia’s", "en")] == ["wikimedia"]


def test_chinese_is_found_by_characters_and_pairs() -> None:
    tokens = list(analyse("互联网审查", "zh-hans"))
    assert [one.terms for one in tokens] == [
        ("互", "互联"), ("联", "联网"), ("网", "网审"), ("审", "审查"), ("查",)
    ]  # fmt: skip


def test_foreign_words_inside_chinese_are_words() -> None:
    assert [one.terms[0] for one in analyse("维基Wikipedia百科", "zh-hans")] == [
        "维",
        "基",
        "wikipedia",
        "百",
        "科",
    ]


def test_a_language_without_a_stemmer_is_searched_by_whole_words() -> None:
    assert terms_of("Maktaba", "sw") == ("maktaba",)


@given(text=st.text(max_size=200), language=st.sampled_from([*LANGUAGES, "th", "xx"]))
def test_tokens_lie_in_order_within_the_text_and_each_has_a_term(text: str, language: str) -> None:
    end = 0
    for token in analyse(text, language):
        assert end <= token.start < token.end <= len(text)
        assert token.terms
        assert all(token.terms)
        end = token.end


@given(
    words=st.lists(
        st.sampled_from(
            [
                *(word for group in SAME.values() for one in group for word in one.split()),
                "审查制度",
                "!",
                "l’",
            ]
        ),
        max_size=30,
    ),
    language=st.sampled_from(LANGUAGES),
    data=st.data(),
)
def test_looking_for_some_terms_finds_the_same_tokens_as_looking_at_all(
    words: list[str], language: str, data: st.DataObject
) -> None:
    text = " ".join(words)
    tokens = list(analyse(text, language))
    every = sorted({term for token in tokens for term in token.terms})
    terms = set(data.draw(st.lists(st.sampled_from(every), max_size=5))) if every else set()
    assert list(tokens_with(terms, text, language)) == [one for one in tokens if terms & set(one.terms)]
