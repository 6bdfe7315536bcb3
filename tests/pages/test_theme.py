"""The theme: an organisation's own colours, fonts and marks, and no colour that cannot be read."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from clarion.media.models import CreditedImage
from clarion.pages.models import Organisation
from clarion.pages.theme.contrast import READABLE, Colour, contrast, least_contrast, nearest_readable
from clarion.pages.theme.look import Look
from clarion.pages.theme.tokens import tokens
from clarion.pages.theme.validators import readable_in_the_dark, readable_in_the_light

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True).map(Colour.parse)
BLACK, WHITE = Colour.parse("#000"), Colour.parse("#fff")


def test_contrast_is_as_wcag_defines_it() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast(Colour.parse("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)


@given(COLOURS, st.booleans())
def test_the_nearest_readable_colour_can_be_read_and_a_readable_one_is_its_own(
    colour: Colour, dark: bool
) -> None:
    surfaces = tokens().surfaces(dark=dark)
    nearest = nearest_readable(colour, surfaces)
    assert least_contrast(nearest, surfaces) >= READABLE
    if least_contrast(colour, surfaces) >= READABLE:
        assert str(nearest) == str(colour)


@given(COLOURS)
def test_on_whatever_accent_is_accepted_its_own_words_can_be_read(colour: Colour) -> None:
    for dark, on_accent in ((False, tokens().light["on-accent"]), (True, tokens().dark["on-accent"])):
        accepted = nearest_readable(colour, tokens().surfaces(dark=dark))
        assert contrast(accepted, on_accent) >= READABLE


def test_the_house_keeps_its_own_rule() -> None:
    readable_in_the_light(str(tokens().light["accent"]))
    readable_in_the_dark(str(tokens().dark["accent"]))


def test_a_faint_colour_is_refused_with_its_ratio_and_the_nearest_that_passes() -> None:
    with pytest.raises(ValidationError) as refused:
        readable_in_the_light("#ff9166")
    said = str(refused.value)
    assert "2.1 to 1" in said
    nearest = re.search(r"passes is (#\w{6})", said)
    assert nearest
    readable_in_the_light(nearest.group(1))


@pytest.mark.parametrize("written", ["red", "#12", "#gggggg", "#a8320c;}", "a8320c", "#a8320c "])
def test_what_is_no_colour_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="no colour"):
        readable_in_the_light(written)


def test_the_look_of_the_house_needs_no_stylesheet() -> None:
    assert Look().address == ""


@pytest.mark.django_db
def test_a_page_of_the_usual_look_loads_nothing_more(demo_site: object, client: Client) -> None:
    assert "/theme/" not in client.get("/en/advocacy/").content.decode()


def _theme(**values: object) -> None:
    organisation = Organisation.load()
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    organisation.save()


@pytest.mark.django_db
def test_colours_and_fonts_reach_pages_as_one_small_stylesheet_kept_for_good(
    demo_site: object, client: Client
) -> None:
    _theme(accent_light="#00558c", heading_font="sans")
    page = client.get("/en/advocacy/").content.decode()
    (address,) = re.findall(r'<link rel="stylesheet" href="(/theme/\w+\.css)">', page)
    assert "style=" not in page
    answer = client.get(address)
    assert "--accent:light-dark(#00558c,#ff9166)" in answer.content.decode()
    assert "--serif:" in answer.content.decode()
    assert len(answer.content) < 600
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert "clarion-sans.woff2" in page.partition("stylesheet")[0]


@pytest.mark.django_db
def test_a_page_of_yesterdays_theme_gets_todays_and_does_not_keep_it(
    demo_site: object, client: Client
) -> None:
    _theme(accent_light="#00558c")
    answer = client.get("/theme/000000000000.css")
    assert b"#00558c" in answer.content
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_logo_and_icon_take_the_place_of_ours_without_another_query(
    demo_site: object, client: Client, django_assert_max_num_queries: object
) -> None:
    logo, dark, icon = CreditedImage.objects.order_by("pk")[:3]
    _theme(logo=logo, logo_dark=dark, logo_holds_name=True, favicon=icon)
    client.get("/en/advocacy/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get("/en/advocacy/").content.decode()
    header = page.partition("site-header")[2].partition("</header>")[0]
    assert f'<img src="{logo.file.url}" alt="">' in header
    assert f'<source srcset="{dark.file.url}" media="(prefers-color-scheme: dark)">' in header
    assert '<span class="visually-hidden">Open Knowledge Commons</span>' in header
    assert f'<link rel="icon" href="{icon.file.url}">' in page
    assert client.get("/favicon.ico").url == icon.file.url
