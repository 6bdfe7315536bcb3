"""Blocks are kept for equal values only: whatever changes what a block shows changes the page at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage
from clarion.pages.kept import Rendering, Renderings, renderings
from clarion.pages.models import Organisation, SiteTexts
from clarion.policy.models import PositionPage
from clarion.transparency.models import Tally

pytestmark = pytest.mark.django_db


def advocacy(client: Client) -> str:
    return client.get("/en/advocacy/").content.decode()


def change_a_tally() -> None:
    Tally.objects.filter(
        period_start="2017-07-01", kind="content", breakdown="total", outcome="not_granted"
    ).update(low=1000, high=1000)


def rename_a_linked_page() -> None:
    page = PositionPage.objects.get(slug="privacy", locale__language_code="en")
    page.slug = "private-life"
    page.save()


def unpublish_a_chosen_page() -> None:
    PositionPage.objects.get(slug="censorship", locale__language_code="en").unpublish()


def retitle_an_article() -> None:
    ArticlePage.objects.filter(slug="figures-you-can-check").update(summary="An entirely other summary.")


def replace_a_picture() -> None:
    image = CreditedImage.objects.get(title="Counted")
    CreditedImage.objects.filter(pk=image.pk).update(file="original_images/another.svg")


def change_the_call_to_give() -> None:
    SiteTexts.objects.filter(locale__language_code="en").update(donate_url="https://give.example/en")


def change_the_licence() -> None:
    organisation = Organisation.load()
    organisation.content_licence = "CC0-1.0"
    organisation.save()


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (change_a_tally, "684", "1,341"),
        (rename_a_linked_page, "/en/policy/privacy/", "/en/policy/private-life/"),
        (unpublish_a_chosen_page, "/en/policy/censorship/", ""),
        (retitle_an_article, "A transparency report is a promise", "An entirely other summary."),
        (replace_a_picture, "tally", "another.svg"),
        (change_the_call_to_give, "/en/support/", "https://give.example/en"),
        (change_the_licence, "by-sa/4.0", "publicdomain/zero"),
    ],
)
def test_a_change_shows_at_once(
    demo_site: object, client: Client, change: Callable[[], None], before: str, after: str
) -> None:
    assert before in advocacy(client)
    assert before in advocacy(client)
    change()
    assert after in advocacy(client)
    if change in {change_a_tally, rename_a_linked_page, unpublish_a_chosen_page, retitle_an_article}:
        assert before not in advocacy(client)


def test_a_kept_page_is_the_page_that_would_be_made(demo_site: object, client: Client) -> None:
    def shown() -> str:
        page = advocacy(client)
        start = page.index('name="token" value="') + len('name="token" value="')
        return page[:start] + page[page.index('"', start) :]

    renderings.forget()
    first = shown()
    assert shown() == first
    renderings.forget()
    assert shown() == first


def test_pictures_of_kept_blocks_are_credited(demo_site: object, client: Client) -> None:
    credits_ = [advocacy(client).split('id="photo-credits"')[1].split("</section>")[0] for _ in range(2)]
    assert credits_[0] == credits_[1]
    assert credits_[0].count("<li>") == 3


def test_the_forms_of_a_kept_page_are_made_anew(demo_site: object, client: Client) -> None:
    import time_machine

    with time_machine.travel("2026-01-01T12:00:00Z", tick=False):
        first = advocacy(client)
    with time_machine.travel("2026-01-02T12:00:00Z", tick=False):
        second = advocacy(client)
    assert first.split('name="token" value="')[1][:60] != second.split('name="token" value="')[1][:60]


def test_the_oldest_rendering_goes_first() -> None:
    kept = Renderings(most=2)
    for name in ("a", "b"):
        kept.keep(name, Rendering(name, ()))
    kept.get("a")
    kept.keep("c", Rendering("c", ()))
    assert kept.get("b") is None
    assert kept.get("a") == Rendering("a", ())
