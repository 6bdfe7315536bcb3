"""The search page, as readers of each language meet it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from clarion.transparency.models import Tally

pytestmark = pytest.mark.django_db

ASKED = {"en": "takedown requests", "ar": "الرقابة", "zh-hans": "审查", "fr": "libertes", "es": "legislacion"}
SAYS = {
    "en": "results for",
    "ar": "نتائج عن",
    "zh-hans": "条结果",
    "fr": "résultats pour",
    "es": "resultado",
}


@pytest.mark.parametrize("language", ASKED)
def test_the_page_answers_in_every_language(demo_site: object, client: Client, language: str) -> None:
    answer = client.get(f"/{language}/search/", {"q": ASKED[language]})
    page = answer.content.decode()
    assert SAYS[language] in page
    assert "<mark>" in page
    assert 'class="result"' in page
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("language", ASKED)
def test_every_result_leads_to_a_page(demo_site: object, client: Client, language: str) -> None:
    page = client.get(f"/{language}/search/", {"q": ASKED[language]}).content.decode()
    addresses = re.findall(r'<h2><a href="([^"]+)"', page)
    assert addresses
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_results_are_not_for_search_engines(demo_site: object, client: Client) -> None:
    assert '<meta name="robots" content="noindex' in client.get("/en/search/?q=x").content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "takedown requests",
        '"freedom of expression"',
        "censorship elephants",
        "censorchip",
        '"requests takedown" removal',
        '"takedown requests" received',
    ],
)
def test_the_page_costs_at_most_eight_queries(
    demo_site: object, client: Client, django_assert_max_num_queries: Callable[..., object], asked: str
) -> None:
    client.get("/en/search/", {"q": asked})
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert client.get("/en/search/", {"q": asked, "page": "99"}).status_code == 200


@pytest.mark.parametrize("language", ASKED)
def test_an_empty_query_gets_a_form_and_places_to_begin(
    demo_site: object, client: Client, language: str
) -> None:
    page = client.get(f"/{language}/search/").content.decode()
    assert 'role="search"' in page
    assert 'class="search-start"' in page
    assert 'class="search-count"' not in page


def test_nothing_found_is_said_with_a_way_on(demo_site: object, client: Client) -> None:
    page = client.get("/en/search/?q=censorchip").content.decode()
    assert "Nothing was found" in page
    assert '<a href="/en/search/?q=censorship"><bdi>censorship</bdi></a>' in page
    assert 'class="search-start"' in page


def test_a_figure_is_found_with_its_value_of_now(demo_site: object, client: Client) -> None:
    def value() -> str:
        page = client.get("/en/search/?q=takedown requests received&type=figure").content.decode()
        return re.sub("<[^>]+>", "", re.findall(r'class="result-value">(.*?)</p>', page)[0])

    before = value()
    assert re.match(r"[\d,]+ takedown requests", before)
    Tally.objects.all().update(low=7, high=7)
    assert value() != before


def test_a_figure_in_a_sentence_is_shown_with_its_value_of_now(demo_site: object, client: Client) -> None:
    page = client.get("/en/search/?q=transparency report 2017").content.decode()
    assert "684" in page
    Tally.objects.filter(period_start__year=2017).delete()
    assert "684" not in client.get("/en/search/?q=transparency report 2017").content.decode()


def test_types_and_years_are_links_that_keep_the_words(demo_site: object, client: Client) -> None:
    page = client.get("/en/search/?q=takedown+requests").content.decode()
    assert 'href="/en/search/?q=takedown+requests&amp;type=figure"' in page
    narrowed = client.get("/en/search/?q=takedown+requests&type=report&year=2017").content.decode()
    assert 'href="/en/search/?q=takedown+requests&amp;year=2017"' in narrowed
    assert set(re.findall(r'<h2><a href="([^"]+)"', narrowed)) == {
        "/en/transparency/2017/", "/en/transparency/2017-h1/", "/en/transparency/2017-h2/"
    }  # fmt: skip


def test_the_language_bar_keeps_the_words(demo_site: object, client: Client) -> None:
    page = client.get("/en/search/?q=wikimedia").content.decode()
    assert 'href="/ar/search/?q=wikimedia"' in page


def test_numbers_are_in_the_languages_own_digits(demo_site: object, client: Client) -> None:
    page = client.get("/ar/search/", {"q": "طلبات"}).content.decode()
    shown = re.findall(r'class="filter-count">([^<]+)<', page)
    assert shown
    assert not any(re.search("[0-9]", one) for one in shown)


def test_only_reading_is_allowed(demo_site: object, client: Client) -> None:
    assert client.post("/en/search/", {"q": "x"}).status_code == 405
    assert client.head("/en/search/?q=x").status_code == 200
