"""What a search finds, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.search.results import RESULTS_A_PAGE, Found, Results

pytestmark = pytest.mark.django_db
Index = Callable[..., None]
Find = Callable[..., list[str]]
Search = Callable[..., Results]
FILLING = "Readers write to us every day about many things, and every letter is answered by a person. "


def test_a_word_is_found_by_its_other_forms(index: Index, find: Find) -> None:
    index("en", a=("Requests", "Governments requested removals."), b=("Other", "Nothing of the kind."))
    assert find("en", "request") == ["a"]
    assert find("en", "removal government") == ["a"]


def test_languages_are_searched_apart(index: Index, find: Find) -> None:
    index("en", a="Information")
    index("fr", b="Information")
    assert find("fr", "information") == ["b"]


def test_arabic_finds_a_word_with_and_without_its_article(index: Index, find: Find) -> None:
    index("ar", a=("تقرير", "ننشر الطلبات كلها عن الرقابة."), b=("غيره", "لا شيء."))
    for asked in ("رقابة", "الرقابة", "والرقابة", "طلب", "للطلبات"):
        assert find("ar", asked) == ["a"], asked


def test_an_arabic_singular_finds_the_broken_plural_after_the_singular(index: Index, find: Find) -> None:
    index("ar", plural=("محاكم", ""), singular=("محكمة", ""))
    assert find("ar", "محكمة") == ["singular", "plural"]


def test_chinese_finds_words_inside_a_sentence(index: Index, find: Find) -> None:
    index(
        "zh-hans",
        a=("动态", "我们反对一切形式的互联网审查制度，并公布每一项要求。"),
        b=("其他", "我们查明了审计结果。"),
    )
    assert find("zh-hans", "审查") == ["a"]
    assert find("zh-hans", "互联网") == ["a"]
    assert find("zh-hans", "互联网的审查制度") == ["a"]
    assert sorted(find("zh-hans", "查")) == ["a", "b"]


def test_accents_may_be_left_out(index: Index, find: Find) -> None:
    index("fr", a=("Pétition", "Les députés européens"))
    index("es", b=("Legislación", "La petición de los ciudadanos"))
    assert find("fr", "petition deputes europeens") == ["a"]
    assert find("es", "legislacion peticion") == ["b"]


def test_a_quoted_phrase_wants_its_words_in_order(index: Index, find: Find, results: Search) -> None:
    index(
        "en",
        there=("One", "The court upheld freedom of expression online."),
        scattered=("Two", "Expression is free, and freedom of movement too."),
    )
    assert find("en", '"freedom of expression"') == ["there"]
    assert find("en", "“freedom of expression”") == ["there"]
    assert results("en", '"expression of freedom"').found is Found.SOME_WORDS
    assert sorted(find("en", "freedom expression")) == ["scattered", "there"]


def test_a_phrase_may_be_typed_without_accents_or_in_another_form(index: Index, find: Find) -> None:
    index(
        "fr", a=("Titre", "Au nom de la liberté d’expression, rien."), b=("Titre", "expression de la liberté")
    )
    assert find("fr", "«liberte d'expression»") == ["a"]


def test_a_chinese_phrase_is_exact(index: Index, find: Find) -> None:
    index("zh-hans", a=("甲", "反对审查制度的人"), b=("乙", "制度需要审查"))
    assert find("zh-hans", "“审查制度”") == ["a"]


def test_a_phrase_does_not_reach_from_the_title_into_the_text(index: Index, results: Search) -> None:
    index("en", a=("Public domain", "day is in January"))
    assert results("en", '"domain day"').found is Found.SOME_WORDS


def test_every_word_is_wanted_first_and_any_word_otherwise(index: Index, find: Find, results: Search) -> None:
    index("en", both=("Paper", "copyright and privacy"), one=("Paper", "copyright only"))
    assert find("en", "copyright privacy") == ["both"]
    some = results("en", "copyright elephants")
    assert some.found is Found.SOME_WORDS
    assert some.total == 2


def test_small_words_are_not_required(index: Index, find: Find) -> None:
    index("en", a=("Copyright", "Courts decide."))
    assert find("en", "who decides on the copyright") == ["a"]
    index("en", b=("To be, or not to be", ""))
    assert find("en", "to be or not to be") == ["b"]


def test_a_title_outranks_a_text(index: Index, find: Find) -> None:
    index(
        "en",
        text=("Annual letter", "Censorship, censorship and again censorship. " + FILLING),
        title=("Censorship", FILLING * 5),
    )
    assert find("en", "censorship") == ["title", "text"]


def test_of_equals_the_newer_comes_first(index: Index, find: Find) -> None:
    today = timezone.localdate()
    index(
        "en",
        old=("Ruling", "The court ruled.", str(today - timedelta(days=3000))),
        new=("Ruling", "The court ruled.", str(today - timedelta(days=3))),
        undated=("Ruling", "The court ruled."),
    )
    assert find("en", "court ruling") == ["new", "old", "undated"]


def test_freshness_does_not_beat_a_title(index: Index, find: Find) -> None:
    today = timezone.localdate()
    index(
        "en",
        old=("Copyright reform", FILLING, str(today - timedelta(days=4000))),
        new=("Our week", "A word on the copyright reform. " + FILLING, str(today)),
    )
    assert find("en", "copyright reform") == ["old", "new"]


def test_rare_words_tell_more_than_frequent_ones(index: Index, find: Find) -> None:
    index(
        "en",
        **{f"n{number}": ("Note", "A word on courts. " + FILLING) for number in range(20)},
        rare=("Note", "A word on zoning. " + FILLING),
    )
    assert find("en", "courts zoning")[0] == "rare"


def test_results_are_narrowed_by_type_and_year_and_counts_are_of_everything(
    index: Index, find: Find, results: Search
) -> None:
    index(
        "en",
        a=("Ruling", "", "2017-05-01", "news"),
        b=("Ruling", "", "2018-05-01", "news"),
        c=("Ruling", "", None, "position"),
    )
    assert sorted(find("en", "ruling")) == ["a", "b", "c"]
    assert find("en", "ruling", type="position") == ["c"]
    assert find("en", "ruling", year=2017) == ["a"]
    assert find("en", "ruling", type="position", year=2017) == []
    assert sum(results("en", "ruling", type="position").matches.counts.values()) == 3


def test_results_come_in_pages_and_a_page_too_far_is_the_last(index: Index, results: Search) -> None:
    index("en", **{f"n{number}": "Ruling" for number in range(RESULTS_A_PAGE * 2 + 3)})
    first, last, beyond = (results("en", "ruling", page=number) for number in (1, 3, 99))
    assert (first.pages, first.total) == (3, RESULTS_A_PAGE * 2 + 3)
    assert len(last.results) == 3
    assert beyond.page == 3
    assert beyond.matches.ids == last.matches.ids
    assert not set(first.matches.ids) & set(last.matches.ids)


@pytest.mark.parametrize(
    ("language", "title", "typed", "meant"),
    [
        ("en", "Censorship", "censorchip", "censorship"),
        ("en", "Transparency", "trasnparency", "transparency"),
        ("en", "Privacy for readers", "privvacy readers", "privacy readers"),
        ("fr", "Bibliothèque", "bibliotèque", "bibliothèque"),
        ("es", "Derechos", "derrechos", "derechos"),
        ("ar", "الخصوصية", "خصوصبة", "الخصوصية"),
        ("zh-hans", "透明度报告", "透名", "透明"),
    ],
)
def test_a_slip_is_noticed(
    index: Index, results: Search, language: str, title: str, typed: str, meant: str
) -> None:
    index(language, a=title)
    assert results(language, typed).suggestions[:1] == [meant]


def test_nothing_is_suggested_for_words_that_are_known_or_like_none(index: Index, results: Search) -> None:
    index("en", a="Censorship")
    assert results("en", "censorship").suggestions == []
    assert results("en", "xylophone").suggestions == []


def test_words_are_marked_and_markup_is_shown_not_obeyed(index: Index, results: Search) -> None:
    index("en", a=("Cats & <script>dogs</script>", "A <b>dog</b> & a cat. " * 60))
    (found,) = results("en", "dogs").results
    assert found.title == "Cats &amp; &lt;script&gt;<mark>dogs</mark>&lt;/script&gt;"
    assert "&lt;b&gt;<mark>dog</mark>&lt;/b&gt; &amp; a cat." in found.text
    assert "<b>" not in found.text


def test_the_part_of_a_text_with_the_words_is_shown(index: Index, results: Search) -> None:
    index("en", a=("Letter", FILLING * 8 + "The ombudsman then ruled. " + FILLING * 8))
    (found,) = results("en", "ombudsman").results
    assert "<mark>ombudsman</mark>" in found.text
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) < 300
