"""One rule says what stands in place of a picture, and one what it lacks."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from clarion.media.models import CreditedImage, ImageText
from clarion.media.models.image import Lack, Words
from clarion.media.services import add_image, write_words
from support.media_files import file_of, raster

pytestmark = pytest.mark.django_db
WORDS = {"en": Words("The reading room", "Rows of desks"), "fr": Words("La salle de lecture", "")}


@pytest.fixture
def image() -> CreditedImage:
    return add_image(file=file_of(raster()), title="Library", words=WORDS)


def test_the_place_speaks_first_then_the_image_in_the_language_of_the_page(image: CreditedImage) -> None:
    assert image.alt_in("en", own="A desk") == "A desk"
    assert image.alt_in("en") == "Rows of desks"
    assert image.alt_in("fr") == ""
    assert image.alt_in("en", own="A desk", decorative=True) == ""


def test_a_picture_that_only_decorates_is_silent_where_a_place_says_nothing(image: CreditedImage) -> None:
    image.only_decorates = True
    assert image.alt_in("en") == ""
    assert image.alt_in("en", own="A desk") == "A desk"
    assert Lack.ALT not in image.lacks("fr")


def test_the_title_of_the_library_stands_where_a_language_has_none(image: CreditedImage) -> None:
    assert image.title_in("fr") == "La salle de lecture"
    assert image.title_in("ar") == "Library"


def test_words_of_a_language_come_with_the_image(
    image: CreditedImage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        for found in CreditedImage.objects.with_words("en"):
            assert found.words_in("en") == WORDS["en"]
    assert CreditedImage.objects.with_words("ar").get().words_in("ar") == Words("", "")


def test_an_image_lacks_what_nobody_told(image: CreditedImage) -> None:
    assert image.lacks("en") == [Lack.AUTHOR, Lack.SOURCE, Lack.LICENCE]
    assert image.lacks("fr")[-1] is Lack.ALT
    image.author, image.licence, image.made_here = "Ana", "CC-BY-4.0", True
    assert image.lacks("en") == []


def test_queries_find_the_images_that_lack_something(image: CreditedImage) -> None:
    assert list(CreditedImage.objects.uncredited()) == [image]
    assert not CreditedImage.objects.lacking_text("en").exists()
    assert list(CreditedImage.objects.lacking_text("fr")) == [image]
    assert list(CreditedImage.objects.lacking_text("ar")) == [image]
    CreditedImage.objects.update(
        only_decorates=True, author="Ana", licence="CC0-1.0", source_url="https://a.example"
    )
    assert not CreditedImage.objects.lacking_text("ar").exists()
    assert not CreditedImage.objects.uncredited().exists()


def test_words_are_written_for_the_languages_named_and_empty_ones_taken_away(image: CreditedImage) -> None:
    write_words(image=image, words={"en": Words("Other", "Others"), "ar": Words("", "")})
    assert image.words_in("en") == Words("Other", "Others")
    assert image.words_in("fr") == WORDS["fr"]
    write_words(image=image, words={"fr": Words("", "")})
    assert list(ImageText.objects.values_list("language", flat=True)) == ["en"]


def test_words_that_are_too_long_change_nothing(image: CreditedImage) -> None:
    with pytest.raises(ValidationError, match="at most 250"):
        write_words(image=image, words={"en": Words("", ""), "fr": Words("", "a" * 251)})
    assert image.words_in("en") == WORDS["en"]
