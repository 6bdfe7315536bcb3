"""Pages appear and go at their moment, by the clock of the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from clarion.core import clock
from clarion.pages.models import ContentPage

from .conftest import editor_of

pytestmark = pytest.mark.django_db

Desk = Callable[..., Client]


def tick() -> None:
    clock.discover()
    clock.run_due()


def test_a_page_appears_at_its_moment_and_goes_at_its_end(desk: Desk, page: ContentPage) -> None:
    publisher = desk("publisher")
    begins, ends = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=3)
    sent = editor_of(publisher, page) | {
        "title": "Later",
        "go_live_at": begins.strftime("%Y-%m-%d %H:%M"),
        "expire_at": ends.strftime("%Y-%m-%d %H:%M"),
        "action-publish": "1",
    }
    assert publisher.post(f"/admin/pages/{page.pk}/edit/", sent).status_code == 302
    tick()
    page.refresh_from_db()
    assert (page.title, page.live) == ("Our work", True)
    with time_machine.travel(begins + timedelta(minutes=2)):
        tick()
        page.refresh_from_db()
        assert (page.title, page.live) == ("Later", True)
    with time_machine.travel(ends + timedelta(minutes=2)):
        tick()
        page.refresh_from_db()
        assert not page.live


def test_a_writer_can_ask_for_a_moment_but_not_set_it(desk: Desk, page: ContentPage) -> None:
    writer = desk("writer")
    sent = editor_of(writer, page) | {
        "title": "Later",
        "go_live_at": (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"),
        "action-publish": "1",
    }
    writer.post(f"/admin/pages/{page.pk}/edit/", sent)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        tick()
        page.refresh_from_db()
        assert page.title == "Our work"
