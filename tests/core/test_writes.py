"""Rows and statements that are sent together."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from clarion.core import writes
from clarion.core.writes import Writes, put
from clarion.register.models import Item, Tag, YearCounter
from register.conftest import received

pytestmark = pytest.mark.django_db


def test_what_is_given_is_there_when_it_is_sent_and_not_before() -> None:
    demand = received()
    waiting = Writes()
    waiting.insert([Tag(name="it's 100 % 'so'; --"), Tag(name="other")])
    waiting.insert(
        [Item(demand=demand, position=place, address="https://en.example.org/") for place in (1, 2)]
    )
    waiting.run("UPDATE register_tag SET name = %s WHERE name = %s", ["another", "other"])
    assert not Tag.objects.exists()
    with CaptureQueriesContext(connection) as sent:
        waiting.send()
        waiting.send()
    assert len(sent) == (1 if connection.vendor == "postgresql" else 3)
    assert set(Tag.objects.values_list("name", flat=True)) == {"it's 100 % 'so'; --", "another"}
    assert list(demand.items.values_list("position", "outcome")) == [(1, "pending"), (2, "pending")]


def test_whoever_asks_is_told_what_a_statement_returned_after_all_of_them() -> None:
    told: list[Any] = []
    waiting = Writes()
    waiting.run("INSERT INTO register_tag (name) VALUES (%s) RETURNING name", ["a"], told.append)
    waiting.after(lambda: told.append(Tag.objects.count()))
    waiting.insert([Tag(name="b")])
    waiting.send()
    assert [list(map(tuple, one)) if isinstance(one, list) else one for one in told] == [[("a",)], 2]


def test_very_many_do_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "_MOST_HELD", 1_000)
    waiting = Writes()
    waiting.insert([YearCounter(year=year, last=1) for year in range(2_500)])
    assert YearCounter.objects.count() > 1_000
    waiting.send()
    assert YearCounter.objects.count() == 2_500


def test_one_that_cannot_be_undoes_them_all() -> None:
    waiting = Writes()
    waiting.insert([Tag(name="a")])
    waiting.insert([Tag(name="a")])
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.send()
    assert not Tag.objects.exists()


def test_a_row_that_is_put_has_its_key_and_can_be_saved_again() -> None:
    tag = Tag(name="a")
    put(tag)
    tag.name = "b"
    tag.save()
    assert Tag.objects.get().pk == tag.pk
    assert Tag.objects.get().name == "b"
