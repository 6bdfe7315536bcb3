"""Reports at the desk: built by one, looked at beside the last one, published by another, corrected."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clarion.register.models import Demand
from clarion.register.roles import ALLOWED, Action, Role
from clarion.register.vocabulary import Kind
from clarion.transparency.editions.models import Edition
from desk.conftest import SignIn, Staff, person, received


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.CLARION_EDITIONS_DIR = tmp_path / "editions"


@pytest.fixture
def demands(staff: Staff) -> None:
    """Six of the first half of 2019, and one of the second."""
    for month, country in ((1, "DE"), (2, "DE"), (3, "DE"), (4, "FR"), (5, "FR"), (6, ""), (8, "FR")):
        received(kind=Kind.CONTENT, country=country, received_at=datetime(2019, month, 2, tzinfo=UTC))
    Demand.objects.update(outcome="refused")


@pytest.fixture
def editor(staff: Staff, sign_in: SignIn) -> Client:
    return sign_in(staff.editor)


@pytest.fixture
def second(staff: Staff, sign_in: SignIn) -> Client:
    return sign_in(person("another", Role.EDITOR))


def built(client: Client, period: str = "2019-h1", **more: str) -> Edition:
    answer = client.post(reverse("desk:build_report"), {"period": period, "series": "report", **more})
    assert answer.status_code == 302, answer.content.decode()
    return Edition.objects.latest("pk")


def published(client: Client, edition: Edition) -> Any:
    return client.post(reverse("desk:publish_report", args=[edition.pk]), {"looked": "on"})


def page(client: Client, edition: Edition) -> str:
    answer = client.get(reverse("desk:review_report", args=[edition.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", Role)
def test_drafts_are_seen_by_those_whose_role_allows_it(
    staff: Staff, sign_in: SignIn, demands: None, editor: Client, role: Role
) -> None:
    edition = built(editor)
    client = sign_in(staff.of(role))
    may_read, may_build = (one in ALLOWED[role] for one in (Action.READ_REPORT, Action.BUILD_REPORT))
    assert client.get(reverse("desk:reports")).status_code == (200 if may_read else 302)
    assert client.get(reverse("desk:review_report", args=[edition.pk])).status_code == (
        200 if may_read else 302
    )
    if not may_build:
        client.post(reverse("desk:build_report"), {"period": "2019-h2", "series": "report"})
        client.post(reverse("desk:discard_report", args=[edition.pk]))
        assert list(Edition.objects.all()) == [edition]


def test_a_second_person_publishes(demands: None, editor: Client, second: Client) -> None:
    edition = built(editor)
    assert "a second person looks at it" in page(editor, edition)
    refused = published(editor, edition)
    assert refused.status_code == 422
    assert "second person looks at it first" in refused.content.decode()
    assert second.post(reverse("desk:publish_report", args=[edition.pk])).status_code == 422
    assert published(second, edition).status_code == 302
    edition.refresh_from_db()
    assert edition.is_published


def test_every_count_leads_to_the_demands_behind_it(demands: None, editor: Client) -> None:
    words = page(editor, built(editor))
    link = (
        f"{reverse('desk:inbox')}?lane=all&amp;kind=content&amp;since=2019-01-01&amp;until=2019-06-30"
        "&amp;outcome=refused&amp;country=DE"
    )
    assert f'<a href="{link}">3</a>' in words
    answer = editor.get(link.replace("&amp;", "&"))
    assert len(answer.context["page"].demands) == 3


def test_it_stands_beside_the_last_one(demands: None, editor: Client, second: Client) -> None:
    published(second, built(editor))
    words = page(editor, built(editor, "2019-h2"))
    assert "January to June 2019, 1" in words
    assert "before: 6" in words


def test_a_correction_shows_what_differs_and_why(demands: None, editor: Client, second: Client) -> None:
    edition = built(editor)
    published(second, edition)
    Demand.objects.filter(country="FR", received_on__lt="2019-07-01").update(outcome="partial")
    correct = reverse("desk:correct_report", args=[edition.pk])
    assert editor.post(correct, {"reason": ""}).status_code == 422
    assert editor.post(correct, {"reason": "Two were granted in part."}).status_code == 302
    words = page(editor, Edition.objects.get(number=2))
    assert "Two were granted in part." in words
    assert "before: 6" in words
    assert "2 cells differ" in words


def test_what_hinders_is_said_and_can_be_confirmed(demands: None, editor: Client) -> None:
    Demand.objects.update(outcome="pending")
    told = editor.post(reverse("desk:build_report"), {"period": "2019-h1", "series": "report"})
    assert told.status_code == 422
    assert "Not decided yet: 6." in told.content.decode()
    assert "Not decided yet" in page(editor, built(editor, confirm_open="on"))
    for period in ("2019-h3", "2999"):
        answer = editor.post(reverse("desk:build_report"), {"period": period, "series": "report"})
        assert answer.status_code == 422


def test_files_are_handed_out_as_they_are_frozen(demands: None, editor: Client) -> None:
    edition = built(editor)
    for one in edition.files.all():
        answer = editor.get(reverse("desk:report_file", args=[edition.pk, one.name]))
        assert len(b"".join(answer.streaming_content)) == one.size
    assert editor.get(reverse("desk:report_file", args=[edition.pk, "manifest.txt"])).status_code == 404


def test_a_draft_is_thrown_away_and_a_published_edition_is_not(
    demands: None, editor: Client, second: Client
) -> None:
    edition = built(editor)
    editor.post(reverse("desk:discard_report", args=[edition.pk]))
    assert not Edition.objects.exists()
    edition = built(editor)
    published(second, edition)
    editor.post(reverse("desk:discard_report", args=[edition.pk]))
    assert Edition.objects.exists()
