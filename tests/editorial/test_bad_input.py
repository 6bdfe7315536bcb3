"""What no editor should send, and somebody will: a clear answer each time, and nothing lost or half done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision

from clarion.pages.models import ContentPage

from .conftest import editor_of

pytestmark = pytest.mark.django_db

Desk = Callable[..., Client]


def text_block(number: int, words: str = '{"blocks": [], "entityMap": {}}') -> dict[str, str]:
    stem = f"body-{number}"
    return {
        f"{stem}-type": "text",
        f"{stem}-id": "",
        f"{stem}-order": str(number),
        f"{stem}-deleted": "",
        f"{stem}-value-heading": "",
        f"{stem}-value-echo": "",
        f"{stem}-value-echo_language": "",
        f"{stem}-value-text": words,
    }


DAMAGED: dict[str, dict[str, Any]] = {
    "rich text that is no JSON": {"body-count": "1", **text_block(0, "{not json")},
    "rich text of another shape": {"body-count": "1", **text_block(0, '{"blocks": 7}')},
    "rich text that is a list": {"body-count": "1", **text_block(0, "[]")},
    "a count that is no number": {"body-count": "many"},
    "a count without its blocks": {"body-count": "3"},
    "no count": {"body-count": None},
    "a block of no known type": {"body-count": "1", **text_block(0), "body-0-type": "nonsense"},
    "an order that is no number": {"body-count": "1", **text_block(0), "body-0-order": "first"},
    "an opening that is no JSON": {"opening": "<p>"},
    "comments that cannot be counted": {"comments-TOTAL_FORMS": "x"},
    "a picture that is no number": {"image": "x"},
}


@pytest.mark.parametrize("how", DAMAGED)
@pytest.mark.parametrize("action", ["save", "publish"])
def test_a_damaged_submission_is_answered_and_changes_nothing(
    desk: Desk, page: ContentPage, how: str, action: str
) -> None:
    publisher = desk("publisher")
    publisher.raise_request_exception = False
    sent = {**editor_of(publisher, page), "title": "Changed", **DAMAGED[how], f"action-{action}": "1"}
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = publisher.post(f"/admin/pages/{page.pk}/edit/", sent)
    assert answer.status_code in {200, 302, 400}, how
    page.refresh_from_db()
    if answer.status_code != 302:
        assert page.title == "Our work"
        assert not Revision.objects.for_instance(page).exists()
    if answer.status_code == 400:
        assert "nothing was saved" in answer.content.decode()


def test_a_title_of_a_megabyte_is_refused_by_name(desk: Desk, page: ContentPage) -> None:
    writer = desk("writer")
    answer = writer.post(
        f"/admin/pages/{page.pk}/edit/", editor_of(writer, page) | {"title": "word " * 200_000}
    )
    assert answer.status_code == 200
    assert "title" in answer.context["form"].errors
    assert not Revision.objects.for_instance(page).exists()


def test_ten_thousand_blocks_are_more_than_a_page_holds_and_the_answer_says_what_to_do(
    desk: Desk, page: ContentPage
) -> None:
    writer = desk("writer")
    blocks = {"body-count": "10000"}
    for number in range(10_000):
        blocks |= text_block(number)
    answer = writer.post(f"/admin/pages/{page.pk}/edit/", editor_of(writer, page) | blocks)
    assert answer.status_code == 400
    assert "more than fits into one page" in answer.content.decode()
    assert not Revision.objects.for_instance(page).exists()


def test_a_thousand_blocks_are_saved(desk: Desk, page: ContentPage) -> None:
    writer = desk("writer")
    blocks = {"body-count": "1000"}
    for number in range(1000):
        blocks |= text_block(number)
    answer = writer.post(f"/admin/pages/{page.pk}/edit/", editor_of(writer, page) | blocks)
    assert answer.status_code == 302
    (kept,) = Revision.objects.for_instance(page)
    assert len(kept.as_object().body) == 1000


@pytest.mark.parametrize("slug", ["🎉", "a b", "work‮krow", "../admin", "x" * 300])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(desk: Desk, page: ContentPage, slug: str) -> None:
    writer = desk("writer")
    answer = writer.post(f"/admin/pages/{page.pk}/edit/", editor_of(writer, page) | {"slug": slug})
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors


def test_a_title_that_turns_the_line_around_stays_in_the_editor_with_the_reason(
    desk: Desk, page: ContentPage
) -> None:
    writer = desk("writer")
    sent = editor_of(writer, page) | {"title": "Work‮krow", "lead": "Kept words"}
    answer = writer.post(f"/admin/pages/{page.pk}/edit/", sent)
    assert "U+202E" in answer.content.decode()
    assert "Kept words" in answer.content.decode()
