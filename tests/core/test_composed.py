"""Queries that are composed once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from clarion.core.composed import composed

pytestmark = pytest.mark.django_db


@composed
def _locales(shown: int, *, code: str) -> QuerySet[Locale]:
    return Locale.objects.filter(language_code__gte=code).order_by("language_code")[:shown]


@composed
def _names(*, label: str, **models: str) -> QuerySet[ContentType, Any]:
    named = ContentType.objects.filter(app_label=label, model__in=list(models.values()))
    return named.values_list("app_label", "model").order_by("model")


@composed
def _pages(*, key: UUID) -> QuerySet[Page]:
    return Page.objects.select_related("locale").filter(translation_key=key)


@pytest.fixture
def codes() -> list[str]:
    for code in ("ar", "fr"):
        Locale.objects.get_or_create(language_code=code)
    return sorted(Locale.objects.values_list("language_code", flat=True))


def test_each_asking_has_the_rows_of_its_own_values(codes: list[str]) -> None:
    for code in codes:
        assert [one.language_code for one in _locales(9, code=code)] == [one for one in codes if one >= code]
    assert [one.language_code for one in _locales(1, code="")] == codes[:1]


def test_lists_of_values_may_have_any_length() -> None:
    assert _names(label="wagtailcore", first="page") == [("wagtailcore", "page")]
    assert _names(label="wagtailcore", first="site", second="page") == [
        ("wagtailcore", "page"),
        ("wagtailcore", "site"),
    ]
    assert _names(label="nowhere", first="page") == []


def test_a_row_comes_with_what_it_is_joined_to(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    page = Page.objects.get(depth=1)
    with django_assert_num_queries(1):
        (found,) = _pages(key=page.translation_key)
        assert (found, found.locale.pk) == (page, page.locale_id)
    assert _pages(key=uuid4()) == []


def test_it_is_composed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _locales(3, code="a")
    monkeypatch.setattr(SQLCompiler, "as_sql", None)
    assert {one.language_code for one in _locales(3, code="e")} >= {"en"}
