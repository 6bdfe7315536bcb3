"""Pictures are offered in formats and widths that suit the reader, and say what they show."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils import translation
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.images.models import Filter

from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from clarion.media.renditions import Shape, make_renditions, specs_of
from clarion.media.services import add_image
from clarion.pages.pictures import Look, picture_markup
from clarion.pages.rendering import Scope
from clarion.pages.templatetags.clarion import picture
from support.media_files import drawing, file_of, raster

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photograph(size: tuple[int, int] = (1000, 500)) -> CreditedImage:
    words = {"en": Words("", "Half dark"), "ar": Words("", "نصف مظلم")}
    return add_image(file=file_of(raster("JPEG", size), "half.jpg"), words=words)


def test_a_photograph_comes_as_avif_and_webp_in_widths_to_choose_from() -> None:
    markup = picture_markup(photograph(), "Half dark", Look(sizes="50vw", loading="eager"))
    assert markup.startswith('<picture><source type="image/avif" srcset="')
    assert re.findall(r"(\d+)w", markup) == ["480", "960", "480", "960"]
    assert markup.count('sizes="50vw"') == 2
    img = markup[markup.index("<img") :]
    assert ".webp" in img
    assert 'alt="Half dark" width="960" height="480" loading="eager"' in img


def test_a_small_photograph_is_never_enlarged() -> None:
    markup = picture_markup(photograph((300, 150)), "", Look())
    assert re.findall(r"(\d+)w", markup) == ["300", "300"]


def test_a_drawing_stays_a_drawing() -> None:
    image = add_image(file=file_of(drawing(), "lines.svg"), directional=True)
    markup = picture_markup(image, "Lines", Look(css="wide"))
    assert markup.startswith("<img src=")
    assert ".svg" in markup
    assert 'class="wide directional"' in markup


def test_a_moving_picture_stands_still_where_nobody_could_stop_it() -> None:
    frames = [Image.new("L", (60, 40), shade) for shade in (0, 120, 250)]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=50)
    image = add_image(file=ContentFile(file.getvalue(), "moving.gif"))
    assert ".gif" not in picture_markup(image, "", Look())
    for rendition in image.renditions.all():
        with Image.open(rendition.file.path) as kept:
            assert getattr(kept, "n_frames", 1) == 1


def test_a_cut_keeps_what_the_focal_point_marks() -> None:
    def mean(image: CreditedImage) -> int:
        (spec, *_) = specs_of(image, "webp", Shape(1, 1))
        with Image.open(image.get_rendition(Filter(spec=spec)).file.path) as cut:
            assert cut.width == cut.height
            return int(cut.convert("L").resize((1, 1)).getpixel((0, 0)))

    dark, light = photograph(), photograph()
    for image, across in ((dark, 100), (light, 900)):
        image.focal_point_x, image.focal_point_y = across, 250
        image.focal_point_width = image.focal_point_height = 100
        image.save()
    assert mean(dark) < 60
    assert mean(light) > 200


def test_sizes_made_ahead_are_all_that_a_page_asks_for(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    image = photograph()
    make_renditions(image)
    scope = Scope("en")
    with django_assert_num_queries(2):
        scope.read_images({image.pk})
    with django_assert_num_queries(0):
        picture_markup(scope.images[image.pk], "", Look())


def test_a_picture_speaks_the_language_of_its_page_unless_its_place_says_otherwise() -> None:
    image = photograph((60, 40))
    context = {"scope": Scope("ar"), "request": RequestFactory().get("/")}
    with translation.override("ar"):
        assert 'alt="نصف مظلم"' in picture(context, image)
        assert 'alt="غيره"' in picture(context, image, alt="غيره")
        assert 'alt=""' in picture(context, image, decorative=True)
    assert list(context["scope"].shown) == [image.pk]
