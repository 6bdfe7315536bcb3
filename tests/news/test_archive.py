"""The archive: by topic, by year, a page at a time, at addresses that stay."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clarion.news.archive import ARTICLES_A_PAGE
from clarion.news.models import ArticlePage

pytestmark = pytest.mark.django_db


def titles(client: Client, path: str) -> list[str]:
    """The slugs of the articles listed at an address, in their order."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.findall(r'<h2><a href="/[a-z-]+/news/([^"/]+)/"', answer.content.decode())


def test_older_articles_follow_on_the_next_page(demo_site: object, client: Client) -> None:
    listed = titles(client, "/en/news/") + titles(client, "/en/news/?page=2")
    assert listed == list(ArticlePage.objects.newest("en").values_list("slug", flat=True))
    assert len(listed) > ARTICLES_A_PAGE
    assert "Page 1 of 2" in client.get("/en/news/").content.decode()
    assert "الصفحة ٢ من ٢" in client.get("/ar/news/?page=2").content.decode()


def test_a_further_page_names_itself_and_no_translation(demo_site: object, client: Client) -> None:
    page = client.get("/en/news/?page=2").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/news/?page=2">' in page
    assert not re.search(r'<link rel="alternate" hreflang', page)
    assert '<a rel="prev" href="/en/news/">' in page


@pytest.mark.parametrize("page", ["0", "3", "-1", "x", "1.5"])
def test_a_page_that_is_not_there_is_not_found(demo_site: object, client: Client, page: str) -> None:
    assert client.get(f"/en/news/?page={page}").status_code == 404


def test_a_year_holds_its_articles_and_an_empty_year_is_not_found(demo_site: object, client: Client) -> None:
    of_2018 = ArticlePage.objects.newest("fr").filter(date__year=2018).values_list("slug", flat=True)
    assert titles(client, "/fr/news/2018/") == list(of_2018)
    assert client.get("/fr/news/1999/").status_code == 404
    assert "<h1>٢٠١٨</h1>" in client.get("/ar/news/2018/").content.decode()


def test_a_topic_holds_its_articles_in_every_language(demo_site: object, client: Client) -> None:
    listed = {
        language: titles(client, f"/{language}/news/topic/copyright/") for language in ("en", "ar", "es")
    }
    assert listed["en"] == listed["ar"] == listed["es"]
    assert "public-domain-1923" in listed["en"]
    assert "a-year-without" not in listed["en"]
    assert client.get("/en/news/topic/astrology/").status_code == 404


def test_a_topics_page_names_the_languages_that_have_it(demo_site: object, client: Client) -> None:
    for article in ArticlePage.objects.newest("fr").about(["privacy"]):
        article.topics = []
        article.save()
    page = client.get("/en/news/topic/privacy/").content.decode()
    assert 'hreflang="es" href="http://127.0.0.1:8000/es/news/topic/privacy/"' in page
    assert 'hreflang="fr"' not in page
    assert client.get("/fr/news/topic/privacy/").status_code == 404


@pytest.mark.parametrize("path", ["", "topic/copyright/", "2018/"])
def test_more_articles_do_not_cost_more_queries(demo_site: object, client: Client, path: str) -> None:
    def cost() -> int:
        client.get(f"/en/news/{path}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/en/news/{path}").status_code == 200
        return len(asked)

    all_of_them = cost()
    kept = ArticlePage.objects.newest("en").filter(slug__in=["public-domain-1923", "parliament-says-no"])
    ArticlePage.objects.newest("en").exclude(pk__in=kept.values("pk")).update(live=False)
    assert cost() >= all_of_them


def test_a_slug_may_not_take_an_address_of_the_archive(demo_site: object) -> None:
    article = ArticlePage.objects.newest("en").first()
    assert article
    for slug in ("feed", "topic", "2018"):
        article.slug = slug
        with pytest.raises(Exception, match="address of a list of articles"):
            article.full_clean()


def test_related_articles_share_most_topics_first_and_then_are_the_newest(demo_site: object) -> None:
    found = list(
        ArticlePage.objects.closest(["copyright", "access-to-knowledge"], "en").values_list("slug", flat=True)
    )
    assert found[:2] == ["public-domain-1923", "marrakesh-crosses-borders"]
    dates = list(
        ArticlePage.objects.closest(["copyright", "access-to-knowledge"], "en").values_list("date", flat=True)
    )[2:]
    assert dates == sorted(dates, reverse=True)


def test_beside_an_article_stand_others_about_its_topics_and_never_itself(
    demo_site: object, client: Client
) -> None:
    page = client.get("/en/news/public-domain-1923/").content.decode()
    beside = page[page.index('id="related"') :]
    assert "/en/news/marrakesh-crosses-borders/" in beside
    assert 'href="/en/news/public-domain-1923/"' not in beside
