"""No page is published with a picture that nobody credited or that is silent in its language."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page, PageLogEntry, get_page_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clarion.core.models import User
from clarion.media.models import CreditedImage, ImageText
from clarion.pages.forms import ShownPageForm
from clarion.pages.models import ContentPage, ShownPage
from clarion.pages.publication import REFUSED, PublicationRefused, objections

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(demo_site: object) -> CreditedImage:
    return CreditedImage.objects.get(title="Counted")


@pytest.fixture
def page(image: CreditedImage) -> ContentPage:
    page = ContentPage.objects.get(slug="about", locale__language_code="fr")
    page.image, page.image_alt = image, ""
    page.body = json.dumps([])
    page.save()
    return page


def uncredit(image: CreditedImage) -> None:
    CreditedImage.objects.filter(pk=image.pk).update(author="", licence="")


def picture_block(image: CreditedImage, **said: Any) -> str:
    chosen = {"image": image.pk, "alt_text": "", "decorative": False, **said}
    return json.dumps([{"type": "picture", "value": {"picture": chosen, "caption": ""}}])


def posted(page: ContentPage, image: CreditedImage, action: str) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "eyebrow": "",
            "heading": "",
            "lead": "",
            "opening": rich_text("<p></p>"),
            "image": str(image.pk),
            "image_alt": "",
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0},
            action: "1",
        }
    )


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(User.objects.create_superuser("e@example.org", "a long enough password"))
    return client


def test_a_credited_picture_with_words_stands_in_no_ones_way(page: ContentPage) -> None:
    assert objections(page) == []
    page.save_revision().publish()
    assert Page.objects.get(pk=page.pk).live


def test_every_picture_of_a_page_is_looked_at_in_its_language(
    page: ContentPage, image: CreditedImage, django_assert_num_queries: Any
) -> None:
    other = CreditedImage.objects.get(title="The mast")
    page.body = picture_block(other)
    ImageText.objects.filter(image=other, language="fr").update(alt="")
    page.locale  # noqa: B018
    with django_assert_num_queries(1):
        (reason,) = objections(page)
    assert "The mast" in reason
    assert "alternative text in this language" in reason
    page.body = picture_block(other, decorative=True)
    assert objections(page) == []
    page.body = picture_block(other, alt_text="Un pylône")
    assert objections(page) == []
    uncredit(image)
    (reason,) = objections(page)
    assert "author and licence" in reason


def test_the_form_refuses_to_publish_and_says_why(
    editor: Client, page: ContentPage, image: CreditedImage
) -> None:
    uncredit(image)
    before = page.revisions.count()
    answer = editor.post(f"/admin/pages/{page.pk}/edit/", posted(page, image, "action-publish"))
    assert answer.status_code == 200
    assert "“Counted” cannot be published yet" in answer.content.decode()
    assert page.revisions.count() == before


def test_a_draft_is_saved_whatever_its_pictures_lack(
    editor: Client, page: ContentPage, image: CreditedImage
) -> None:
    uncredit(image)
    answer = editor.post(f"/admin/pages/{page.pk}/edit/", posted(page, image, "action-save"))
    assert answer.status_code == 302
    assert page.revisions.count() == 1


def test_whoever_publishes_without_a_form_is_refused_too(page: ContentPage, image: CreditedImage) -> None:
    uncredit(image)
    page.title = "À propos, autrement"
    with pytest.raises(PublicationRefused, match="author and licence"):
        page.save_revision().publish()
    assert Page.objects.get(pk=page.pk).title != page.title


def test_a_schedule_is_called_off_and_the_history_says_why(page: ContentPage, image: CreditedImage) -> None:
    other = ContentPage.objects.get(slug="participate", locale__language_code="fr")
    other.title = page.title = "Demain"
    for one in (page, other):
        revision = one.save_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()
    CreditedImage.objects.filter(pk=image.pk).update(author="")
    call_command("publish_scheduled", verbosity=0)
    assert Page.objects.get(pk=page.pk).title != "Demain"
    assert Page.objects.get(pk=other.pk).title == "Demain"
    entry = PageLogEntry.objects.get(action=REFUSED, page=page.pk)
    assert "author" in entry.message
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_every_kind_of_page_asks_before_it_is_published() -> None:
    kinds = [kind for kind in get_page_models() if issubclass(kind, ShownPage)]
    assert len(kinds) > 3
    for kind in kinds:
        assert issubclass(kind.get_edit_handler().get_form_class(), ShownPageForm), kind
