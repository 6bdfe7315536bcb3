"""What editors do with laws and cases."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from clarion.core.models import User
from clarion.tracker.models import Check, LegislationIndexPage, LegislationPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(demo_site: object, client: Client, settings: Settings) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(User.objects.filter(is_superuser=True).first())  # type: ignore[arg-type]
    return client


@pytest.fixture
def law(demo_site: object) -> LegislationPage:
    return LegislationPage.objects.get(slug="us-sopa", locale__language_code="en")


_NO_MORE = {"state": "", "text": "", "source_name": "", "source_url": ""}


def _form(events: list[dict[str, str]], **others: object) -> dict[str, object]:
    return nested_form_data(
        {
            "title": "A new law", "slug": "a-new-law", "summary": "What it is.", "place": "DE", "position": "watch",
            "reasons": rich_text(""), "take_part": rich_text(""), "body": streamfield([]),
            "events": inline_formset([{**_NO_MORE, **one} for one in events]),
            "documents": inline_formset([]), "action-publish": "1", **others,
        }
    )  # fmt: skip


def _add(editor: Client, form: dict[str, object]) -> str:
    parent = LegislationIndexPage.objects.get(locale__language_code="en")
    return editor.post(
        f"/admin/pages/add/tracker/legislationpage/{parent.pk}/", form, follow=True
    ).content.decode()


def test_an_editor_publishes_a_law_and_its_stage_follows_from_its_events(editor: Client) -> None:
    _add(editor, _form([
        {"date": "2019-01-10", "title": "Introduced", "state": "proposed"},
        {"date": "2019-02-10", "title": "Read", "state": "committee"},
    ]))  # fmt: skip
    page = LegislationPage.objects.get(slug="a-new-law")
    assert page.live
    assert page.course.state == "committee"
    assert page.locale.language_code == "en"
    assert {one.locale_id for one in page.events.all()} == {page.locale_id}


@pytest.mark.parametrize(
    ("events", "complaint"),
    [
        ([{"date": "0219-01-10", "title": "Introduced"}], "A day before 1900 is a slip of the keyboard."),
        (
            [
                {"date": "2019-01-10", "title": "Adopted", "state": "adopted"},
                {"date": "2019-02-10", "title": "Read", "state": "committee"},
            ],
            "“In committee” is dated February 10, 2019, after “Adopted” on January 10, 2019.",
        ),
        (
            [{"date": "2019-01-10", "title": "Introduced", "source_name": "The gazette"}],
            "Give the address of the source, or leave its name empty.",
        ),
    ],
)
def test_what_cannot_be_true_is_told_in_a_sentence_and_not_published(
    editor: Client, events: list[dict[str, str]], complaint: str
) -> None:
    assert complaint in _add(editor, _form(events))
    assert not LegislationPage.objects.filter(slug="a-new-law", live=True).exists()


def test_one_press_marks_an_entry_as_checked_and_leads_back(editor: Client, law: LegislationPage) -> None:
    Check.objects.filter(entry=law.translation_key).update(on=date(2019, 1, 1))
    edit = f"/admin/pages/{law.pk}/edit/"
    assert f"/admin/tracker/checked/{law.pk}/" in editor.get(edit).content.decode()
    answer = editor.post(f"/admin/tracker/checked/{law.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == edit
    assert "is marked as checked today" in answer.content.decode()
    assert Check.objects.get(entry=law.translation_key).on == timezone.localdate()


def test_to_look_at_the_address_changes_nothing_and_strangers_may_not_press(
    editor: Client, law: LegislationPage
) -> None:
    assert editor.get(f"/admin/tracker/checked/{law.pk}/").status_code == 405
    answer = Client().post(f"/admin/tracker/checked/{law.pk}/")
    assert answer.status_code == 302
    assert "/accounts/login" in answer["Location"] or "/admin/login" in answer["Location"]


def test_nobody_is_led_to_another_site(editor: Client, law: LegislationPage) -> None:
    answer = editor.post(f"/admin/tracker/checked/{law.pk}/?next=https://example.org/")
    assert answer["Location"] == f"/admin/pages/{law.pk}/edit/"


def test_other_pages_have_no_such_button(editor: Client) -> None:
    tracker = LegislationIndexPage.objects.first()
    assert "/admin/tracker/checked/" not in editor.get(f"/admin/pages/{tracker.pk}/edit/").content.decode()


@pytest.mark.parametrize("ordering", ["checked_on", "-next_on", "state"])
def test_the_list_shows_where_each_stands_what_is_next_and_when_it_was_checked(
    editor: Client, ordering: str
) -> None:
    page = editor.get(f"/admin/tracker/legislation/?ordering={ordering}").content.decode()
    assert "Applies in full" in page
    assert "February 18, 2027" in page
    assert "Last checked" in page
