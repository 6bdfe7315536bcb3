"""A reader whose language lacks a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from clarion.news.models import ArticlePage


@pytest.fixture
def only_in_english_and_french(demo_site: object) -> ArticlePage:
    """An article whose Arabic, Chinese and Spanish versions are withdrawn."""
    article = ArticlePage.objects.live().filter(locale__language_code="en").order_by("-date")[0]
    article.get_translations().exclude(locale__language_code="fr").update(live=False)
    return article


def address(article: Page, language: str) -> str:
    return f"/{language}/news/{article.slug}/"


def test_the_page_is_shown_in_another_language_within_the_readers_frame(
    only_in_english_and_french: ArticlePage, client: Client
) -> None:
    article = only_in_english_and_french
    answer = client.get(address(article, "ar"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page
    assert '<main id="content" tabindex="-1" lang="en" dir="ltr">' in page
    assert "هذه الصفحة غير متاحة باللغة العربية بعد" in page
    assert article.title in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address(article, "en")}">' in page
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Content-Language"] == "en"
    assert 'hreflang="ar"' not in page


def test_the_browsers_languages_choose_among_those_that_have_the_page(
    only_in_english_and_french: ArticlePage, client: Client
) -> None:
    answer = client.get(
        address(only_in_english_and_french, "ar"), headers={"Accept-Language": "ar, fr;q=0.8"}
    )
    assert '<main id="content" tabindex="-1" lang="fr" dir="ltr">' in answer.content.decode()
    assert "Accept-Language" in answer.headers["Vary"]


def test_what_no_language_has_is_not_found(demo_site: object, client: Client) -> None:
    assert client.get("/ar/news/no-such-thing/").status_code == 404


def test_a_redirect_of_the_readers_language_comes_first(
    only_in_english_and_french: ArticlePage, client: Client
) -> None:
    path = address(only_in_english_and_french, "ar")
    Redirect.objects.create(old_path=Redirect.normalise_path(path), redirect_link="/ar/news/")
    assert client.get(path).headers["Location"] == "/ar/news/"


def test_a_page_in_the_readers_language_says_nothing_of_other_languages(
    demo_site: object, client: Client
) -> None:
    answer = client.get("/ar/advocacy/")
    assert "page-notices" not in answer.content.decode()
    assert "X-Robots-Tag" not in answer.headers


def test_looking_elsewhere_at_most_doubles_the_queries_of_the_page(
    only_in_english_and_french: ArticlePage, client: Client
) -> None:
    counts = []
    for language in ("en", "ar"):
        path = address(only_in_english_and_french, language)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    own, elsewhere = counts
    assert elsewhere <= 2 * own


@pytest.fixture
def more_languages(settings: Settings) -> Iterator[None]:
    """A site that is also configured for languages nobody has written for yet."""
    own = {"de": "Deutsch", "he": "עברית", "pt-br": "Português (Brasil)", "ja": "日本語"}
    settings.LANGUAGES = [*settings.LANGUAGES, *own.items()]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.mark.parametrize(
    ("language", "direction"), [("de", "ltr"), ("he", "rtl"), ("pt-br", "ltr"), ("ja", "ltr")]
)
def test_a_language_without_any_page_or_word_works(
    demo_site: object, client: Client, more_languages: None, language: str, direction: str
) -> None:
    for path in ("", "advocacy/", "news/", "transparency/2017/", "search/?q=law"):
        answer = client.get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        assert f'dir="{direction}"' in answer.content.decode().partition("<head>")[0]
