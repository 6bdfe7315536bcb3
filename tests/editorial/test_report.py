"""The report on what needs an editor: what it finds, what it shows, what it costs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from clarion.editorial import looking, periodic
from clarion.editorial.concerns import CONCERNS, Concern, Found, register
from clarion.editorial.models import ExternalLink, Finding
from clarion.editorial.views.report import harmless
from clarion.media.models import CreditedImage
from clarion.pages.models import ContentPage, HomePage

from .conftest import editor_of, member

pytestmark = pytest.mark.django_db

Desk = Callable[..., Client]


def text(words: str) -> str:
    value = {"heading": "A section", "echo": "", "echo_language": "", "text": words}
    return json.dumps([{"type": "text", "value": value}])


def say(page: ContentPage, words: str) -> ContentPage:
    page.body = text(words)
    page.save()
    return page


def found(concern: str) -> list[tuple[str, str]]:
    return list(Finding.objects.filter(concern=concern).values_list("problem", "detail"))


def test_a_link_that_says_nothing_is_found_in_the_language_of_its_page(page: ContentPage) -> None:
    say(
        page, '<p>See <a href="https://example.org/report">here</a> and <a href="/en/">the home page</a>.</p>'
    )
    looking.look_at_everything()
    assert found("accessibility") == [("vague-link", "here → https://example.org/report")]


def test_a_heading_that_leaves_out_a_rank_is_found(page: ContentPage) -> None:
    say(page, "<h4>Too deep</h4><p>Text.</p>")
    looking.look_at_everything()
    assert found("accessibility") == [("heading-order", "h2 → h4: Too deep")]


def test_links_to_pages_that_are_gone_and_to_addresses_that_never_were_are_found(
    home: HomePage, page: ContentPage
) -> None:
    draft = home.add_child(
        instance=ContentPage(title="Not yet", slug="not-yet", live=False, locale=home.locale)
    )
    say(
        page,
        f'<p><a linktype="page" id="{draft.pk}">Soon</a>, <a linktype="page" id="99999">gone</a>, '
        '<a href="/en/nowhere/">an old page</a>, <a href="/en/our-work/">this page</a>, '
        '<a href="/en/search/">search</a>.</p>',
    )
    looking.look_at_everything()
    assert sorted(found("links")) == [("gone", "#99999"), ("gone", "Not yet"), ("nowhere", "/en/nowhere/")]


def test_what_was_mended_is_off_the_report_and_what_was_not_keeps_its_date(page: ContentPage) -> None:
    say(page, "<h4>Too deep</h4><p>Text.</p>")
    looking.look_at_everything()
    long_ago = timezone.now() - timedelta(days=9)
    Finding.objects.update(found_at=long_ago)
    looking.look_at_page(page_id=page.pk)
    assert {one.found_at for one in Finding.objects.filter(concern="accessibility")} == {long_ago}
    say(page, "<h3>Just right</h3><p>Text.</p>")
    looking.look_at_page(page_id=page.pk)
    assert found("accessibility") == []


def test_a_picture_without_credits_is_found_with_what_it_lacks(page: ContentPage) -> None:
    file = io.BytesIO()
    Picture.new("RGB", (9, 9)).save(file, "PNG")
    CreditedImage.objects.create(title="A desk", file=ImageFile(file, "desk.png"), author="Ada")
    looking.look_at_everything()
    assert found("pictures") == [("credits", "source, licence")]


def test_a_draft_that_was_left_and_a_page_that_is_about_to_go_are_found(page: ContentPage) -> None:
    page.save_revision(user=member("writer"))
    page.refresh_from_db()
    page.latest_revision_created_at = timezone.now() - timedelta(days=31)
    page.expire_at = timezone.now() + timedelta(days=2)
    page.save()
    looking.look_at_everything()
    (draft,) = Finding.objects.filter(concern="drafts")
    assert str(draft.person) == "Writer"
    assert [problem for problem, _ in found("schedule")] == ["expires"]


def test_a_translation_whose_original_has_changed_is_found(home: HomePage, page: ContentPage) -> None:
    arabic, _ = Locale.objects.get_or_create(language_code="ar")
    front = home.copy_for_translation(arabic)
    front.slug = "ar"
    front.save()
    page.save_revision().publish()
    translated = page.copy_for_translation(arabic)
    translated.save_revision().publish()
    looking.look_at_everything()
    assert found("translations") == []
    page.refresh_from_db()
    page.title = "Another thing entirely"
    page.save_revision().publish()
    looking.look_at_everything()
    (finding,) = Finding.objects.filter(concern="translations")
    assert (finding.problem, finding.page_id) == ("stale", translated.pk)


def test_a_page_that_cannot_be_shown_does_not_keep_the_others_from_being_looked_at(
    home: HomePage, page: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(page, "<h4>Too deep</h4>")
    monkeypatch.setattr(HomePage, "serve", lambda *args: 1 / 0)
    looking.look_at_everything()
    assert found("accessibility")


def test_a_new_concern_is_one_call(page: ContentPage) -> None:
    register(
        Concern(
            key="example",
            label="Example",
            problems={"odd": "Odd"},
            of_pages=lambda pages: [Found(problem="odd", page=one) for one in pages],
        )
    )
    try:
        looking.look_at_everything()
        assert Finding.objects.filter(concern="example", page=page).count() == 1
        with pytest.raises(ValueError, match="example"):
            register(CONCERNS["example"])
    finally:
        del CONCERNS["example"]


def test_the_report_filters_and_gives_a_file_that_no_spreadsheet_runs(desk: Desk, page: ContentPage) -> None:
    page.title = "=1+1"
    page.draft_title = "=1+1"
    say(page, '<h4>Too deep</h4><p><a href="https://example.org/">here</a></p>')
    looking.look_at_everything()
    client = desk("writer")
    shown = client.get("/admin/reports/needs-an-editor/?concern=accessibility&language=en").content.decode()
    assert "A heading leaves out a rank" in shown
    assert "Nothing says what the page is about" not in shown
    answer = client.get("/admin/reports/needs-an-editor/?concern=accessibility&export=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 2
    assert {row["Where"] for row in rows} == {"'=1+1"}
    assert client.get("/admin/reports/needs-an-editor/?concern=nonsense").status_code == 200


def test_the_first_page_of_the_admin_counts_in_one_query(
    desk: Desk, page: ContentPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    say(page, "<h4>Too deep</h4>")
    looking.look_at_everything()
    client = desk("writer")
    assert "What needs an editor" in client.get("/admin/").content.decode()
    with django_assert_max_num_queries(1):
        Finding.objects.counted()


def test_the_report_asks_no_more_for_more_findings(
    desk: Desk, page: ContentPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, person = desk("writer"), member("publisher")
    Finding.objects.bulk_create(
        Finding(concern="links", problem="gone", title=f"{number}", page=page, person=person)
        for number in range(300)
    )
    client.get("/admin/reports/needs-an-editor/")
    with django_assert_max_num_queries(16):
        assert client.get("/admin/reports/needs-an-editor/").status_code == 200


def test_saving_a_page_asks_for_it_to_be_looked_at(
    desk: Desk, page: ContentPage, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    writer = desk("writer")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        writer.post(f"/admin/pages/{page.pk}/edit/", editor_of(writer, page) | {"title": "Anew"})
    asked = DBTaskResult.objects.filter(task_path="clarion.editorial.tasks.look_at_page")
    assert asked.exists()


def test_looking_again_is_asked_for_by_a_button_and_by_the_clock(desk: Desk) -> None:
    client = desk("translator")
    assert client.get("/admin/reports/needs-an-editor/again/").status_code == 405
    assert client.post("/admin/reports/needs-an-editor/again/").status_code == 302
    periodic.look_at_everything()
    asked = DBTaskResult.objects.filter(task_path="clarion.editorial.tasks.look_at_everything")
    assert asked.count() == 2


def test_links_elsewhere_are_noted_by_page_and_forgotten_with_it(page: ContentPage) -> None:
    say(page, '<p><a href="https://example.org/a#part">one</a> <a href="https://example.org/b">two</a></p>')
    looking.look_at_everything()
    mine = ExternalLink.objects.filter(pages=page).values_list("address", flat=True)
    assert {"https://example.org/a", "https://example.org/b"} <= set(mine)
    say(page, "<p>No link.</p>")
    looking.look_at_page(page_id=page.pk)
    assert not ExternalLink.objects.filter(address__startswith="https://example.org/").exists()


@given(st.text())
def test_no_cell_begins_as_a_formula_does(value: str) -> None:
    assert not harmless(value).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmless(value).endswith(value)
