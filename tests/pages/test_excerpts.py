"""Excerpts end where their script may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.pages.excerpts import excerpt


def test_a_short_text_stays_whole_on_one_line() -> None:
    assert excerpt("  Free\nknowledge ", 40) == "Free knowledge"


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("Nobody should need permission to learn.", 22, "Nobody should need…"),
        ("We defend the right, and more.", 21, "We defend the right…"),
        ("Nul ne devrait — jamais — payer", 18, "Nul ne devrait…"),
        ("المعرفة خير مشترك، ونحن نرعى الأرض", 19, "المعرفة خير مشترك…"),
        ("知识是共有之物，我们守护它生长的土地。", 10, "知识是共有之物……"),
        ("知识是共有之物，我们守护它生长的土地。", 13, "知识是共有之物，我们守……"),
    ],
)
def test_a_long_text_ends_with_a_whole_word_and_its_scripts_ellipsis(text: str, most: int, cut: str) -> None:
    assert excerpt(text, most) == cut


def test_one_endless_word_is_cut_between_letters_and_never_within_one() -> None:
    assert excerpt("e\u0301" * 30, 10) == "e\u0301" * 4 + "…"


@given(text=st.text(max_size=120), most=st.integers(min_value=3, max_value=60))
def test_an_excerpt_is_never_too_long_and_begins_as_the_text_does(text: str, most: int) -> None:
    cut = excerpt(text, most)
    assert len(cut) <= most
    assert " ".join(text.split()).startswith(cut.rstrip("…")) or "…" in text


@given(
    words=st.lists(st.text(st.characters(categories=["Ll"], max_codepoint=0x250), min_size=1), max_size=30)
)
def test_words_stay_whole_where_one_fits(words: list[str]) -> None:
    whole = " ".join(words)
    cut = excerpt(whole, 40)
    if cut != whole and len(words[0]) < 40:
        last = cut[:-1].rsplit(" ", 1)[-1]
        assert last in words
