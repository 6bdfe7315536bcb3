"""Two people on one page: the second is told, and both texts are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from clarion.pages.models import ContentPage

from .conftest import editor_of

pytestmark = pytest.mark.django_db

Desk = Callable[..., Client]


def titles(page: ContentPage) -> list[str]:
    return [one.content["title"] for one in Revision.objects.for_instance(page).order_by("created_at", "pk")]


@pytest.fixture(params=["never saved before", "saved before"])
def begun(request: pytest.FixtureRequest, page: ContentPage) -> ContentPage:
    if request.param == "saved before":
        page.save_revision()
    return page


def test_a_page_saved_meanwhile_is_not_overwritten_and_no_text_is_lost(
    desk: Desk, begun: ContentPage
) -> None:
    ada, ben = desk("writer", "Ada"), desk("writer", "Ben")
    adas, bens = editor_of(ada, begun), editor_of(ben, begun)
    address = f"/admin/pages/{begun.pk}/edit/"
    assert ada.post(address, adas | {"title": "Ada's"}).status_code == 302
    answer = ben.post(address, bens | {"title": "Ben's"}, follow=True)
    said = answer.content.decode()
    assert "Ada saved this page while you were writing" in said
    assert "/revisions/compare/" in answer.request["PATH_INFO"]
    assert "Ada&#x27;s" in said or "Ada's" in said
    begun.refresh_from_db()
    newest = begun.get_latest_revision()
    assert newest is not None
    assert newest.content["title"] == "Ada's"
    assert newest.is_latest_revision()
    assert titles(begun)[-2:] == ["Ben's", "Ada's"]
    assert PageLogEntry.objects.filter(action="editorial.keep_beside", page=begun.pk).count() == 1


def test_whoever_was_overtaken_can_go_on_from_either_text(desk: Desk, page: ContentPage) -> None:
    ada, ben = desk("writer", "Ada"), desk("writer", "Ben")
    bens = editor_of(ben, page)
    ada.post(f"/admin/pages/{page.pk}/edit/", editor_of(ada, page) | {"title": "Ada's"})
    ben.post(f"/admin/pages/{page.pk}/edit/", bens | {"title": "Ben's"})
    assert editor_of(ben, page)["title"] == "Ada's"
    kept = Revision.objects.for_instance(page).get(content__title="Ben's")
    again = ben.get(f"/admin/pages/{page.pk}/revisions/{kept.pk}/revert/")
    assert again.context["form"]["title"].value() == "Ben's"


def test_publishing_over_a_newer_text_is_refused_as_well(desk: Desk, page: ContentPage) -> None:
    ada, eve = desk("writer", "Ada"), desk("publisher", "Eve")
    eves = editor_of(eve, page)
    ada.post(f"/admin/pages/{page.pk}/edit/", editor_of(ada, page) | {"title": "Ada's"})
    eve.post(f"/admin/pages/{page.pk}/edit/", eves | {"title": "Eve's", "action-publish": "1"})
    page.refresh_from_db()
    assert page.title == "Our work"
    assert "Eve's" in titles(page)


def test_a_text_that_cannot_be_kept_stays_on_the_screen_until_it_can(desk: Desk, page: ContentPage) -> None:
    ada, ben = desk("writer", "Ada"), desk("writer", "Ben")
    bens = editor_of(ben, page) | {"title": "x" * 300, "lead": "Every word of Ben's."}
    ada.post(f"/admin/pages/{page.pk}/edit/", editor_of(ada, page) | {"title": "Ada's"})
    answer = ben.post(f"/admin/pages/{page.pk}/edit/", bens)
    said = answer.content.decode()
    assert "Ada saved this page while you were writing" in said
    assert "Every word of Ben&#x27;s." in said
    seen = answer.context["form"].instance.latest_revision_id
    second = bens | {"title": "Ben's", "loaded_revision_id": str(answer.context["page"].latest_revision_id)}
    ben.post(f"/admin/pages/{page.pk}/edit/", second)
    assert titles(page)[-1] == "Ada's", seen
    assert "Ben's" in titles(page)


def test_an_autosave_that_comes_too_late_saves_nothing(desk: Desk, page: ContentPage) -> None:
    ada, ben = desk("writer", "Ada"), desk("writer", "Ben")
    bens = editor_of(ben, page)
    ada.post(f"/admin/pages/{page.pk}/edit/", editor_of(ada, page) | {"title": "Ada's"})
    answer = ben.post(
        f"/admin/pages/{page.pk}/edit/",
        bens | {"title": "Ben's"},
        headers={"accept": "application/json"},
    )
    assert answer.json()["error_code"] == "invalid_revision"
    assert titles(page) == ["Ada's"]
    assert not ModelLogEntry.objects.exists()


def test_the_second_in_the_editor_hears_of_the_first(desk: Desk, page: ContentPage) -> None:
    ada, ben = desk("writer", "Ada"), desk("writer", "Ben")
    editor_of(ada, page)
    opened = ben.get(f"/admin/pages/{page.pk}/edit/")
    ping = opened.context["editing_sessions"].ping_url
    answer = ben.post(ping, {"page": page.pk})
    assert any("Ada" in str(one["user"]) for one in answer.json()["other_sessions"])
