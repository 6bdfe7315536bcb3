"""The page the house was built for: every number on it is computed, in every language."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from clarion.transparency.models import Tally

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")
IN_OWN_DIGITS = {"en": "684", "ar": "٦٨٤", "zh-hans": "684", "fr": "684", "es": "684"}
FIRST_HALF_ONLY = {"en": "341", "ar": "٣٤١", "zh-hans": "341", "fr": "341", "es": "341"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_stands_in_the_page_in_the_languages_own_digits(
    demo_site: object, client: Client, language: str
) -> None:
    page = client.get(f"/{language}/advocacy/").content.decode()
    assert IN_OWN_DIGITS[language] in page
    assert page.count("fig-unknown") == 0
    assert page.count("fig-fault") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_one_half_year_the_page_says_what_is_then_true(
    demo_site: object, client: Client, language: str
) -> None:
    Tally.objects.filter(period_start="2017-07-01").delete()
    page = client.get(f"/{language}/advocacy/").content.decode()
    assert not re.search(rf"\b{IN_OWN_DIGITS[language]}\b", page)
    assert FIRST_HALF_ONLY[language] in page
    assert "fig-note" in page, "the sentence says that only half of the year is covered"


def test_without_any_tallies_a_figure_is_a_dash_with_a_reason_and_never_zero(
    demo_site: object, client: Client
) -> None:
    Tally.objects.all().delete()
    page = client.get("/en/advocacy/").content.decode()
    assert "fig-unknown" in page
    assert not re.search(r'class="fact-number">0<', page)
    assert not re.search(r'class="fig"[^>]*>(0|zero)', page)


def test_the_page_costs_at_most_eight_queries(
    demo_site: object, client: Client, django_assert_max_num_queries: object
) -> None:
    client.get("/en/advocacy/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get("/en/advocacy/").status_code == 200


def test_more_blocks_do_not_cost_more_queries(
    demo_site: object, client: Client, django_assert_max_num_queries: object
) -> None:
    from clarion.pages.models import ContentPage

    page = ContentPage.objects.get(slug="advocacy", locale__language_code="en")
    page.body = page.body.get_prep_value() * 5
    page.save()
    client.get("/en/advocacy/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get("/en/advocacy/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_page_is_there(demo_site: object, client: Client, language: str) -> None:
    page = client.get(f"/{language}/advocacy/").content.decode()
    for part in (
        'class="languages"',
        'class="skip"',
        "hero-picture",
        "fact-number",
        "framing",
        "<svg",
        'class="signup"',
        "teaser",
        "elsewhere",
        'class="donate"',
        "credits",
        "site-footer",
        'class="echo"',
        'rel="me"',
        'rel="license"',
    ):
        assert part in page, part


def test_an_unknown_slug_is_not_found(demo_site: object, client: Client) -> None:
    assert client.get("/en/no-such-page/").status_code == 404


def test_the_root_sends_readers_to_their_language(demo_site: object, client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "ar, en;q=0.5"})
    assert answer.status_code == 302
    assert answer.url == "/ar/"
    assert "Accept-Language" in answer["Vary"]


def test_the_switcher_keeps_the_reader_on_the_page(demo_site: object, client: Client) -> None:
    page = client.get("/fr/policy/copyright/").content.decode()
    for language in LANGUAGES:
        assert f'href="/{language}/policy/copyright/"' in page


def test_the_switcher_lists_only_languages_the_page_exists_in(demo_site: object, client: Client) -> None:
    from clarion.pages.models import ContentPage

    ContentPage.objects.get(slug="research", locale__language_code="es").delete()
    page = client.get("/fr/research/").content.decode()
    assert 'href="/es/research/"' not in page
    assert 'href="/ar/research/"' in page


def test_an_echo_is_the_same_at_each_visit_and_marked_with_its_language(
    demo_site: object, client: Client
) -> None:
    found = [
        re.findall(
            r'class="echo" data-nosnippet>.*?lang="([\w-]+)" dir="(ltr|rtl)">([^<]+)<',
            client.get("/en/advocacy/").content.decode(),
        )
        for _ in range(2)
    ]
    assert found[0] == found[1]
    assert found[0]
    assert all(language != "en" for language, _, _ in found[0])


def test_echoes_can_be_switched_off(demo_site: object, client: Client) -> None:
    from clarion.pages.models import ContentPage

    ContentPage.objects.filter(slug="advocacy").update(shows_echoes=False)
    assert 'class="echo"' not in client.get("/en/advocacy/").content.decode()


def test_credits_name_exactly_the_pictures_shown(demo_site: object, client: Client) -> None:
    page = client.get("/en/advocacy/").content.decode()
    body, credits_ = page.split('id="photo-credits"')
    shown = set(re.findall(r'<img src="([^"]+)"', body))
    assert len(re.findall("<li>", credits_.split("</ul>")[0])) == len(shown)
    assert "creativecommons.org" in credits_


def test_a_page_without_pictures_has_no_credits(demo_site: object, client: Client) -> None:
    from clarion.pages.models import ContentPage

    ContentPage.objects.filter(slug="terms").update(image=None)
    assert "photo-credits" not in client.get("/en/terms/").content.decode()
