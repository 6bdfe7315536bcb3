"""Where the sources contradict one another, in the reader's words."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from clarion.transparency.models import Contradiction
from clarion.transparency.report.contradictions import everything, told
from clarion.transparency.report.places import place_in


def said(stored: str, code: str) -> str:
    with translation.override(code):
        return (place_in(stored, code) or "").replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("stored", "code", "words"),
    [
        ("totals.csv, line 12, column requests", "en", "totals.csv, line 12, column requests"),
        ("totals.csv, line 12, column requests", "fr", "totals.csv, ligne 12, colonne requests"),
        (
            "totals.csv, line 12, column requests and 3 more",
            "es",
            "totals.csv, línea 12, columna requests y 3 más",
        ),
        ("no row in totals", "zh-hans", "“totals”中没有对应行"),
        (
            "sum by country: 2 rows from a.csv, line 1, column b",
            "ar",
            "مجموع صفين بدءًا من a.csv، السطر ١، العمود b",
        ),
        ("sum of content and copyright", "en", "sum of: Content alteration or removal and Copyright notice"),
        ("unknown: 'None' (a.csv, line 1, column b)", "en", "“None” (a.csv, line 1, column b)"),
    ],
)
def test_a_place_is_told_in_the_readers_language(stored: str, code: str, words: str) -> None:
    assert said(stored, code) == words


def test_a_place_of_an_unknown_form_stays_as_it_is_kept() -> None:
    assert place_in("a note in the margin", "fr") is None


def test_every_place_of_the_demonstration_is_told(demo_site: object) -> None:
    assert Contradiction.objects.exists()
    with translation.override("ar"):
        for one in told(everything(), "ar"):
            for side in (one.used, one.other):
                assert not side.is_kept, side.place
                outside = re.sub("\u2068[^\u2069]*\u2069", "", side.place)
                assert not re.search(r"[a-z0-9]", outside), side.place
