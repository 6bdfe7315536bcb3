"""What the demonstration follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from wagtail.models import Page

from clarion.core.languages import language as written_in
from clarion.demo.built import Built
from clarion.demo.rooms.tracker import write_trackers
from clarion.demo.texts import LANGUAGES, room_plan, room_texts
from clarion.pages.addresses import address_of
from clarion.pages.models import HomePage
from clarion.tracker.models import Check, LegislationPage, LitigationEvent, LitigationPage
from clarion.tracker.order import wrong_order


def _built() -> Built:
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    built = Built(homes=homes, pictures={})
    for language in homes:
        below = Page.objects.filter(locale__language_code=language, depth__gt=2).specific()
        built.pages[language] = {
            address_of(page.url_path, language).removeprefix(f"/{language}/").strip("/"): page
            for page in below
        }
    return built


def _told() -> list[Any]:
    return [
        *LegislationPage.objects.order_by("pk").values_list("pk", "title", "reasons", "position"),
        *LitigationEvent.objects.order_by("pk").values_list(
            "pk", "page_id", "date", "title", "translation_key"
        ),
        *Check.objects.order_by("entry").values_list("entry", "on"),
    ]


@pytest.mark.django_db
def test_to_write_the_trackers_again_changes_nothing(demo_site: object) -> None:
    Check.objects.update(on=date(2019, 1, 1))
    before = _told()
    write_trackers(_built())
    assert _told() == before


@pytest.mark.django_db
def test_what_a_person_has_edited_is_left_alone(demo_site: object) -> None:
    page = LitigationPage.objects.get(slug="trump-v-hawaii", locale__language_code="en")
    page.title = "A title of my own"
    page.save_revision().publish()
    write_trackers(_built())
    page.refresh_from_db()
    assert page.title == "A title of my own"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tracker", ["legislation", "litigation"])
def test_every_event_and_document_has_its_words(language: str, tracker: str) -> None:
    plan, texts = room_plan("tracker")[tracker], room_texts("tracker", language)[tracker]
    assert plan.keys() == texts.keys()
    for slug, facts in plan.items():
        assert len(facts["events"]) == len(texts[slug]["events"])
        assert len(facts["documents"]) == len(texts[slug]["documents"])
        days = [event["date"] for event in facts["events"]]
        assert days == sorted(days)


@pytest.mark.django_db
def test_the_laws_of_the_demonstration_pass_what_editors_must_pass(demo_site: object) -> None:
    for page in LegislationPage.objects.filter(locale__language_code="en"):
        assert wrong_order(page.events.all(), written_in("en")) == []
        page.full_clean()
