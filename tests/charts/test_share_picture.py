"""The picture of a figure: its size, its sameness, and that every script is shaped."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, features

from clarion.charts.share_picture import BOTTOM, HEIGHT, MARGIN, PAPER, WIDTH, share_picture

FIGURES = {
    "en": (
        "684",
        "requests to alter or remove content",
        "Transparency Report 2017",
        "Open Knowledge Commons",
    ),
    "ar": ("٦٨٤", "طلبًا لتعديل محتوى أو إزالته", "تقرير الشفافية ٢٠١٧", "مشاع المعرفة المفتوحة"),
    "zh-hans": ("684", "项更改或删除内容的请求", "2017年透明度报告", "开放知识共同体"),
    "fr": ("684", "demandes de suppression", "Rapport de transparence 2017", "Communs du savoir ouvert"),
}


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def inked(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    part = picture.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()


@pytest.mark.parametrize("language", FIGURES)
def test_the_picture_has_the_size_that_sites_ask_for(language: str) -> None:
    picture = opened(share_picture(*FIGURES[language], language))
    assert picture.size == (1200, 630)


def test_equal_words_give_equal_bytes_and_other_words_others() -> None:
    first = share_picture(*FIGURES["ar"], "ar")
    assert first == share_picture(*FIGURES["ar"], "ar")
    others = [share_picture(*figure, language) for language, figure in FIGURES.items()]
    others.append(share_picture("685", *FIGURES["en"][1:], "en"))
    others.append(share_picture(*FIGURES["en"], "en", accent="#0b5d4b"))
    assert len(set(others)) == len(others)


def test_arabic_begins_at_the_right_margin_and_english_at_the_left() -> None:
    figure_band = (0, 140, WIDTH, BOTTOM)
    english = inked(opened(share_picture(*FIGURES["en"], "en")), figure_band)
    arabic = inked(opened(share_picture(*FIGURES["ar"], "ar")), figure_band)
    assert english is not None
    assert arabic is not None
    assert abs(english[0] - MARGIN) <= 6
    assert abs(arabic[2] - (WIDTH - MARGIN)) <= 6


@pytest.mark.parametrize("language", FIGURES)
def test_texts_that_are_far_too_long_stay_inside_the_sheet(language: str) -> None:
    number, words, source, organisation = FIGURES[language]
    long = share_picture(number * 9, f"{words} " * 40, source * 40, f"{organisation} " * 20, language)
    picture = opened(long)
    for margin in ((0, 0, MARGIN - 12, HEIGHT), (WIDTH - MARGIN + 12, 0, WIDTH, HEIGHT), (0, 0, WIDTH, 40),
                   (0, HEIGHT - 20, WIDTH, HEIGHT), (0, BOTTOM + 5, WIDTH, HEIGHT - 108)):  # fmt: skip
        assert inked(picture, margin) is None


def test_without_raqm_the_error_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: False)
    with pytest.raises(RuntimeError, match="Raqm"):
        share_picture("1", "request", "source", "organisation", "en")


def test_an_accent_that_is_no_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="ember"):
        share_picture("1", "request", "source", "organisation", "en", accent="ember")
