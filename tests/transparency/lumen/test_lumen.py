"""Lumen gets what the public reads here, once, and nothing of a dossier."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from clarion.core.models import User
from clarion.register.models import Demand, PublicCopy
from clarion.register.models.dossiers import DossierEntry, Paper
from clarion.register.papers import Contact, Letter
from clarion.register.vocabulary import Kind, Outcome, Requester
from clarion.register.workflow import Status
from clarion.transparency.lumen.models import Submission
from clarion.transparency.lumen.notices import type_of
from clarion.transparency.sending import NotSent
from register.conftest import Staff, received, staff
from support.submission_servers import TOKEN, Lumen, served

__all__ = ["staff"]

TYPES = [
    ({"kind": "copyright", "requester": "company"}, "DMCA"),
    ({"kind": "counter_notice", "requester": "individual"}, "Counternotice"),
    ({"kind": "content", "requester": "government_court"}, "CourtOrder"),
    ({"kind": "content", "requester": "government_police"}, "GovernmentRequest"),
    ({"kind": "user_data", "requester": "government_police"}, "LawEnforcementRequest"),
    ({"kind": "erasure", "requester": "individual"}, "DataProtection"),
    ({"kind": "content", "requester": "individual", "legal_basis": "Defamation Act"}, "Defamation"),
    ({"kind": "content", "requester": "company", "legal_basis": "Lanham Act"}, "Trademark"),
    ({"kind": "content", "requester": "company"}, "Other"),
    ({"kind": "threat", "requester": "company"}, None),
    ({"kind": "emergency", "requester": "government_police"}, None),
]


@pytest.mark.parametrize(("facts", "wanted"), TYPES)
def test_a_demand_is_one_of_the_types_of_lumen(facts: dict[str, str], wanted: str | None) -> None:
    assert type_of(**({"process": "", "legal_basis": ""} | facts)) == wanted


@pytest.fixture
def lumen(settings: Settings) -> Iterator[Lumen]:
    stand_in = Lumen()
    with served(stand_in) as address:
        settings.LUMEN_URL, settings.LUMEN_TOKEN = address, TOKEN
        yield stand_in


@pytest.fixture
def published(staff: Staff) -> Demand:
    return public(staff.reviewer)


def public(actor: User, **facts: Any) -> Demand:
    """A decided demand with a public copy of its letter."""
    given: dict[str, Any] = {
        "kind": Kind.COPYRIGHT,
        "requester": Requester.COMPANY,
        "items": ["https://en.example.org/wiki/A"],
        "papers": [
            Contact(name="Ana Lima", email="ana@example.com"),
            Letter(text="Secret words of the letter"),
        ],
    }
    demand = received(**(given | facts))
    Demand.objects.filter(pk=demand.pk).update(status=Status.CLOSED, outcome=Outcome.REFUSED)
    now = datetime.now(UTC)
    entry = DossierEntry.objects.create(dossier=demand.dossier, paper=Paper.COPY, sealed=b"x")
    PublicCopy.objects.create(
        demand=demand, number=1, entry=entry, form="text", language="en", items_up_to=1, made_at=now, made_by=actor,
        published_at=now, published_by=actor, digest="d", summary="A photograph on a page.",
        text="Take it down. [███ name]",
    )  # fmt: skip
    return demand


def test_what_the_public_reads_is_handed_in_once(lumen: Lumen, published: Demand) -> None:
    call_command("submit_to_lumen", dry_run=True)
    assert lumen.asked == []
    call_command("submit_to_lumen")
    call_command("submit_to_lumen")
    assert lumen.asked == ["POST /notices"]
    (notice,) = lumen.has.values()
    assert notice["type"] == "DMCA"
    assert notice["action_taken"] == "No"
    assert notice["body"] == "A photograph on a page.\n\nTake it down. [███ name]"
    (work,) = notice["works_attributes"]
    assert work["infringing_urls_attributes"] == [{"url": "https://en.example.org/wiki/A"}]
    assert [one["name"] for one in notice["entity_notice_roles_attributes"]] == [
        "recipient",
        "sender",
        "principal",
    ]
    kept = Submission.objects.get()
    assert (kept.state, kept.address) == ("sent", f"{lumen.address}/notices/1")


def test_nothing_of_a_dossier_leaves_and_no_name(lumen: Lumen, published: Demand, staff: Staff) -> None:
    public(staff.reviewer, kind=Kind.ERASURE, requester=Requester.INDIVIDUAL)
    call_command("submit_to_lumen")
    told = json.dumps(list(lumen.has.values()))
    assert "Ana Lima" not in told
    assert "ana@example.com" not in told
    assert "Secret words" not in told
    erasure = lumen.has["2"]
    assert [one["name"] for one in erasure["entity_notice_roles_attributes"]] == ["recipient"]
    assert "wiki/A" not in json.dumps(erasure)
    assert erasure["body"] == "A photograph on a page."


def test_a_copy_that_was_withdrawn_is_not_handed_in(lumen: Lumen, published: Demand) -> None:
    PublicCopy.objects.update(withdrawn_at=datetime.now(UTC))
    call_command("submit_to_lumen")
    assert lumen.asked == []


def test_a_run_that_broke_off_finds_its_notice_by_its_mark(lumen: Lumen, published: Demand) -> None:
    lumen.moods = [0]
    with pytest.raises(NotSent):
        call_command("submit_to_lumen")
    assert Submission.objects.get().state == "begun"
    call_command("submit_to_lumen")
    assert len(lumen.has) == 1
    assert Submission.objects.get().address == f"{lumen.address}/notices/1"


def test_a_refusal_is_recorded_and_the_next_notice_goes_on(
    lumen: Lumen, published: Demand, staff: Staff, capsys: pytest.CaptureFixture[str]
) -> None:
    public(staff.reviewer, kind=Kind.CONTENT)
    lumen.unwanted = {"DMCA"}
    call_command("submit_to_lumen")
    assert [one.state for one in Submission.objects.all()] == ["refused", "sent"]
    assert f"{published.reference}: type: ['is not taken now']" in capsys.readouterr().err


def test_a_busy_lumen_and_a_wrong_token(lumen: Lumen, published: Demand, settings: Settings) -> None:
    lumen.moods = [429]
    call_command("submit_to_lumen")
    assert len(lumen.has) == 1
    settings.LUMEN_TOKEN = "another"
    Submission.objects.update(state="begun")
    with pytest.raises(NotSent, match="does not accept the token"):
        call_command("submit_to_lumen")
