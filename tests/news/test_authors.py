"""Who wrote an article, and how long it takes to read."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from clarion.news.models import ArticlePage, Author, Byline
from clarion.news.reading_time import minutes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "By {Leila Haddad} and {Inès Laurent}"),
        ("ar", "بقلم {ليلى حداد} و{إيناس لوران}"),
        ("zh-hans", "文：{莱拉·哈达德}和{伊内丝·洛朗}"),
        ("fr", "Par {Leïla Haddad} et {Inès Laurent}"),
    ],
)
def test_a_by_line_lists_authors_as_its_language_does(
    demo_site: object, client: Client, language: str, said: str
) -> None:
    page = client.get(f"/{language}/news/parliament-says-no/").content.decode()
    linked = said.replace("{", f'<a rel="author" href="/{language}/about/">').replace("}", "</a>")
    assert f"<span>{linked}</span>" in page


@pytest.mark.django_db
def test_a_name_is_shown_as_written_and_never_as_markup(demo_site: object, client: Client) -> None:
    Author.objects.filter(locale__language_code="en").update(name="<b>A & B</b>", page=None)
    page = client.get("/en/news/parliament-says-no/").content.decode()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in page
    assert "<b>A & B</b>" not in page


@pytest.mark.django_db
def test_an_author_of_another_language_is_named_in_the_articles_own(demo_site: object) -> None:
    arabic = ArticlePage.objects.newest("ar").get(slug="public-domain-1923")
    english = ArticlePage.objects.newest("en").get(slug="public-domain-1923")
    arabic.bylines = [Byline(author=english.bylines.all()[0].author)]
    arabic.save()
    again = ArticlePage.objects.get(pk=arabic.pk)
    assert [one.name for one in again.authors] == ["إيناس لوران"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_typed_author_becomes_a_person_and_a_mark_keeps_its_page(demo_site: object) -> None:
    article = ArticlePage.objects.newest("en").get(slug="parliament-says-no")
    article.featured_places = []
    article.save()
    call_command("migrate", "news", "0003", verbosity=0)
    state = MigrationExecutor(connection).loader.project_state([("news", "0003_image_texts")])
    old = state.apps.get_model("news", "ArticlePage").objects.get(pk=article.pk)
    assert old.author == "Leila Haddad, Inès Laurent"
    old.author = "Ada Byron"
    old.save()
    type(old).featured_on.through.objects.create(articlepage=old, page_id=article.get_parent().pk)
    call_command("migrate", "news", verbosity=0)
    again = ArticlePage.objects.get(pk=article.pk)
    assert [one.name for one in again.authors] == ["Ada Byron"]
    assert [one.page_id for one in again.featured_places.all()] == [article.get_parent().pk]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("word " * 684, "en", 3), ("كلمة " * 414, "ar", 3), ("知识" * 255, "zh-hans", 2), ("", "en", 1)],
)
def test_reading_takes_as_long_as_in_the_language_it_is_read_in(
    text: str, language: str, expected: int
) -> None:
    assert minutes(text, language) == expected


@given(text=st.text(), language=st.sampled_from(["en", "ar", "zh-hans", "xx"]))
def test_reading_takes_a_minute_at_least(text: str, language: str) -> None:
    assert minutes(text, language) >= 1
