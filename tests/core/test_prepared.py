"""Statements that PostgreSQL keeps."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from clarion.core.prepared import prepared_cursor

ASKED = "SELECT %s || ' asked'"


def _ask(what: str) -> str:
    with prepared_cursor() as cursor:
        cursor.execute(ASKED, [what])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_each_asking_counts_as_a_query_and_has_its_own_answer(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(5):
        assert [_ask(str(number)) for number in range(5)] == [f"{number} asked" for number in range(5)]


@pytest.mark.django_db
@pytest.mark.postgresql
def test_what_is_asked_again_and_again_is_planned_once() -> None:
    for _ in range(5):
        _ask("again")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%% asked%%'", [])
        assert cursor.fetchone() == (1,)
