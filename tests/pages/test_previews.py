"""Previews: what is being written, in the page's own language; and its translations beside it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.core.models import User
from clarion.pages.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client, settings: Settings) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(User.objects.create_superuser("e@example.org", "a long enough password"))
    return client


def in_language(code: str) -> ContentPage:
    page: ContentPage = ContentPage.objects.get(slug="advocacy", locale__language_code=code)
    return page


def draft(page: ContentPage, lead: str) -> ContentPage:
    page.lead = lead
    page.save_revision()
    return page


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_draft_is_shown_as_its_readers_will_see_it(
    demo_site: object, staff: Client, code: str, direction: str
) -> None:
    page = draft(in_language(code), "A lead that nobody has read yet.")
    answer = staff.get(f"/admin/pages/{page.pk}/view_draft/")
    shown = answer.content.decode()
    assert "A lead that nobody has read yet." in shown
    assert f'<html lang="{code}" dir="{direction}">' in shown
    assert "684" in shown or "٦٨٤" in shown


def test_a_translation_is_one_click_away_with_its_newest_draft(demo_site: object, staff: Client) -> None:
    page = in_language("en")
    draft(in_language("ar"), "مسودة لم تنشر بعد")
    assert [mode for mode, _ in page.preview_modes] == ["", "ar", "zh-hans", "fr", "es"]
    shown = staff.get(f"/admin/pages/{page.pk}/view_draft/?mode=ar").content.decode()
    assert "مسودة لم تنشر بعد" in shown
    assert 'dir="rtl"' in shown


def test_a_mode_that_is_no_language_shows_the_page_itself(demo_site: object, staff: Client) -> None:
    page = in_language("en")
    assert staff.get(f"/admin/pages/{page.pk}/view_draft/?mode=tlh").status_code == 200


def test_a_preview_may_stand_in_a_frame_of_ours_and_is_as_strict_as_the_page(
    demo_site: object, staff: Client
) -> None:
    answer = staff.get(f"/admin/pages/{in_language('en').pk}/view_draft/")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "private" in answer["Cache-Control"]


def test_readers_get_no_bar_and_whoever_is_signed_in_does(demo_site: object, staff: Client) -> None:
    assert "wagtail-userbar" not in Client().get("/en/advocacy/").content.decode()
    answer = staff.get("/en/advocacy/")
    assert "wagtail-userbar" in answer.content.decode()
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("title", ["Plain ‮ desrever", "Isolated ⁦ text"])
def test_a_title_that_turns_the_line_around_is_refused(demo_site: object, staff: Client, title: str) -> None:
    from django.core.exceptions import ValidationError

    page = in_language("en")
    page.title = title
    with pytest.raises(ValidationError, match=r"U\+20"):
        page.full_clean()


@pytest.mark.parametrize("title", ["🎉 We won", "‏עברית", "قانون ‎DSA‎ الأوروبي"])
def test_emoji_and_marks_of_direction_are_welcome(demo_site: object, title: str) -> None:
    page = in_language("en")
    page.title = title
    page.full_clean()
