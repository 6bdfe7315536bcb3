"""Every step of a demand over HTTP: each role tries each, stale forms are told, and the reasons are said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from clarion.desk.demand.steps import STEPS
from clarion.register import services
from clarion.register.models import Demand, Event, Wall
from clarion.register.roles import ALLOWED, Action, Role
from clarion.register.vocabulary import Kind, Outcome
from clarion.register.workflow import Status
from desk.conftest import SignIn
from register.actions import acted_on, answered, emergency, granted, in_review, new, proposed, refused
from register.conftest import Staff, received

pytestmark = pytest.mark.django_db


class Trying(NamedTuple):
    """Where a step begins, and what is typed."""

    at: Callable[[Staff], Demand]
    typed: Callable[[Staff, Demand], dict[str, Any]] = lambda staff, demand: {}


def copyright_notice(staff: Staff) -> Demand:
    demand = received(kind=Kind.COPYRIGHT)
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    return demand


def with_month(staff: Staff) -> Demand:
    return received(kind=Kind.ERASURE, country="DE")


def walled(staff: Staff) -> Demand:
    demand = received()
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.stranger)
    return demand


def _other(staff: Staff, demand: Demand) -> str:
    return received().reference


def _clock(staff: Staff, demand: Demand) -> dict[str, Any]:
    running = demand.deadlines.filter(ended_at=None)
    clock = running.filter(rule="eu.gdpr_month").first() or running.first()
    return {"deadline": clock.pk if clock else "", "note": "As agreed by letter."}


REFUSAL = {"outcome": "refused", "grounds": ["community_decides"]}
TRIED: dict[str, Trying] = {
    "let-in": Trying(new),
    "incomplete": Trying(new),
    "not-ours": Trying(new),
    "duplicate": Trying(new, lambda staff, demand: {"first": _other(staff, demand)}),
    "spam": Trying(new),
    "relate": Trying(new, lambda staff, demand: {"nature": "follow_up_to", "other": _other(staff, demand)}),
    "tags": Trying(new, lambda staff, demand: {"tags": "a, b"}),
    "propose": Trying(in_review, lambda staff, demand: {"outcome": "partial", "item_2": "refused"}),
    "decide": Trying(in_review, lambda staff, demand: REFUSAL),
    "approve": Trying(proposed),
    "send-back": Trying(proposed),
    "act-at-once": Trying(
        emergency, lambda staff, demand: {"outcome": "full", "grounds": ["danger"], "accounts_actual_0": "1"}
    ),
    "review-afterwards": Trying(acted_on, lambda staff, demand: {"upheld": "yes"}),
    "carry-out": Trying(granted),
    "acknowledge": Trying(new),
    "answer": Trying(refused),
    "close": Trying(answered),
    "appeal": Trying(answered),
    "reopen": Trying(answered),
    "withdraw": Trying(in_review),
    "summarise": Trying(new, lambda staff, demand: {"summary": "A company wanted a page gone."}),
    "facts": Trying(
        in_review,
        lambda staff, demand: {
            "kind": "content",
            "urgency": "urgent",
            "country": "FR",
            "received_at": timezone.localtime(demand.received_at).strftime("%Y-%m-%dT%H:%M"),
        },
    ),
    "items": Trying(in_review, lambda staff, demand: {"addresses": "en.example.org/c\nen.example.org/d"}),
    "elements": Trying(copyright_notice, lambda staff, demand: {"elements": ["work", "location"]}),
    "take": Trying(in_review),
    "assign": Trying(in_review, lambda staff, demand: {"to": staff.reviewer.pk}),
    "wall": Trying(new, lambda staff, demand: {"user": staff.clerk.pk}),
    "lift-wall": Trying(walled, lambda staff, demand: {"user": staff.stranger.pk}),
    "start-clock": Trying(in_review, lambda staff, demand: {"rule": "house.tell_affected"}),
    "extend": Trying(with_month, _clock),
    "drop-clock": Trying(with_month, _clock),
}


def _address(demand: Demand, key: str) -> str:
    return f"/admin/desk/demands/{demand.reference}/steps/{key}/"


def test_every_step_is_tried() -> None:
    assert set(TRIED) == set(STEPS)


@pytest.mark.parametrize("key", TRIED)
@pytest.mark.parametrize("role", Role)
def test_a_role_takes_the_steps_that_the_table_allows_and_no_others(
    staff: Staff, sign_in: SignIn, role: Role, key: str
) -> None:
    trying = TRIED[key]
    demand = trying.at(staff)
    typed = trying.typed(staff, demand) | {"version": demand.version}
    before = demand.version
    client = sign_in(staff.of(role))
    page = client.get(_address(demand, key))
    answer = client.post(_address(demand, key), typed)
    demand.refresh_from_db()
    if STEPS[key].action in ALLOWED[role]:
        assert page.status_code == 200
        assert answer.status_code == 302, answer.context["form"].errors
        assert answer["Location"] == f"/admin/desk/demands/{demand.reference}/"
        assert demand.version == before + 1
    else:
        # The admin sends those who may not back to its front page.
        assert (page.status_code, page["Location"]) == (302, "/admin/")
        assert answer["Location"] == "/admin/"
        assert demand.version == before


@pytest.mark.parametrize("at", [new, in_review, emergency, proposed, granted, refused, answered, acted_on])
def test_what_is_offered_can_be_done_and_what_is_shut_with_a_reason_cannot(
    staff: Staff, sign_in: SignIn, at: Callable[[Staff], Demand]
) -> None:
    client = sign_in(staff.lead)
    sheet = client.get(f"/admin/desk/demands/{at(staff).reference}/").content.decode()
    open_ones = set(re.findall(r"/steps/([a-z-]+)/", sheet)) & set(TRIED)
    shut = {key for key, one in STEPS.items() if f"<dt>{one.label}</dt>" in sheet}
    assert open_ones
    for key in open_ones | shut:
        demand = at(staff)
        typed = TRIED[key].typed(staff, demand) | {"version": demand.version}
        answer = client.post(_address(demand, key), typed)
        assert (answer.status_code == 302) == (key in open_ones), key


@pytest.mark.parametrize("key", TRIED)
def test_a_site_administrator_without_a_role_can_do_nothing(staff: Staff, sign_in: SignIn, key: str) -> None:
    demand = TRIED[key].at(staff)
    client = sign_in(staff.root)
    for path in (_address(demand, key), f"/admin/desk/demands/{demand.reference}/", "/admin/desk/"):
        assert client.get(path)["Location"] == "/admin/"
    assert client.post(_address(demand, key), {"version": demand.version})["Location"] == "/admin/"
    assert "/admin/desk/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("key", ["let-in", "tags"])
def test_behind_a_wall_a_demand_is_not_found(staff: Staff, sign_in: SignIn, key: str) -> None:
    demand = new(staff)
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.reviewer)
    client = sign_in(staff.reviewer)
    # What is not found is looked for in the reader's language first.
    typed = {"version": demand.version}
    assert client.get(_address(demand, key), follow=True).status_code == 404
    assert client.post(_address(demand, key), typed, follow=True).status_code == 404
    assert client.get(f"/admin/desk/demands/{demand.reference}/", follow=True).status_code == 404
    assert demand.reference not in client.get("/admin/desk/?lane=all").content.decode()
    assert client.get("/admin/desk/demands/2026-999999/", follow=True).status_code == 404


def test_a_stale_form_is_told_what_changed_keeps_what_was_typed_and_overwrites_nothing(
    staff: Staff, sign_in: SignIn, demand: Demand
) -> None:
    client = sign_in(staff.reviewer)
    seen = demand.version
    services.change_facts(actor=staff.second, demand=demand, facts={"country": "DE"})
    typed = {"outcome": "refused", "note": "As always.", "version": seen}
    page = client.post(_address(demand, "decide"), typed)
    assert page.status_code == 409
    shown = page.content.decode()
    assert "France" in shown
    assert "Germany" in shown
    assert "As always." in shown
    demand.refresh_from_db()
    assert demand.outcome == Outcome.PENDING
    again = page.context["form"].data
    assert client.post(_address(demand, "decide"), again.dict()).status_code == 302
    demand.refresh_from_db()
    assert demand.outcome == Outcome.REFUSED


def test_whoever_was_overtaken_by_a_decision_is_told_so_and_nothing_is_done(
    staff: Staff, sign_in: SignIn, demand: Demand
) -> None:
    client = sign_in(staff.reviewer)
    seen = demand.version
    services.decide(actor=staff.second, demand=demand, outcome=Outcome.REFUSED)
    page = client.post(_address(demand, "propose"), {"outcome": "full", "note": "Yes.", "version": seen})
    assert page.status_code == 409
    assert "Refused" in page.content.decode()
    assert "Yes." in page.content.decode()
    assert "The demand is not where this step begins" in page.content.decode()
    demand.refresh_from_db()
    assert demand.outcome == Outcome.REFUSED


def test_whoever_proposed_a_grant_is_told_that_a_second_person_is_needed(
    staff: Staff, sign_in: SignIn
) -> None:
    demand = proposed(staff)
    client = sign_in(staff.second)
    page = client.get(f"/admin/desk/demands/{demand.reference}/").content.decode()
    assert "This needs a second person: you proposed it." in page
    assert f'href="{_address(demand, "approve")}"' not in page
    answer = client.post(_address(demand, "approve"), {"version": demand.version})
    assert answer.status_code == 409
    assert (
        sign_in(staff.approver).post(_address(demand, "approve"), {"version": demand.version}).status_code
        == 302
    )


def test_what_the_law_does_not_let_be_done_yet_is_said_with_the_day_and_the_law(
    staff: Staff, sign_in: SignIn
) -> None:
    demand = received(kind=Kind.COUNTER_NOTICE, country="US")
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    services.propose(actor=staff.second, demand=demand, outcome=Outcome.FULL)
    services.approve(actor=staff.approver, demand=demand)
    page = sign_in(staff.reviewer).get(f"/admin/desk/demands/{demand.reference}/").content.decode()
    assert "Not before" in page
    assert "512" in page


def test_the_history_names_readers_and_walls_to_those_alone_who_look_after_that(
    staff: Staff, sign_in: SignIn, demand: Demand
) -> None:
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.second)
    seen = {}
    for role in Role:
        page = sign_in(staff.of(role)).get(f"/admin/desk/demands/{demand.reference}/").content.decode()
        assert ('id="history"' in page) == (Action.READ_HISTORY in ALLOWED[role])
        seen[role] = {
            one for one in ("triaged", "dossier read", "somebody walled off") if f"– {one}," in page
        }
    everything = {"triaged", "dossier read", "somebody walled off"}
    assert seen[Role.LEAD] == seen[Role.AUDITOR] == everything
    assert seen[Role.REVIEWER] == seen[Role.APPROVER] == {"triaged"}
    assert not seen[Role.CLERK] | seen[Role.EDITOR]


def test_items_get_outcomes_of_their_own_and_of_many_by_their_numbers(staff: Staff, sign_in: SignIn) -> None:
    demand = received(items=[f"https://en.example.org/{number}" for number in range(60)])
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    client = sign_in(staff.reviewer)
    for wrong in ("61", "7-3", "x", "3-99"):
        typed = {"outcome": "partial", "items_refused": wrong, "version": demand.version}
        assert client.post(_address(demand, "propose"), typed).status_code == 422
    typed = {"outcome": "partial", "items_refused": "3, 7-9", "version": demand.version}
    assert client.post(_address(demand, "propose"), typed).status_code == 302
    refused_ones = demand.items.filter(proposed_outcome="refused").values_list("position", flat=True)
    assert list(refused_ones) == [3, 7, 8, 9]


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("relate", {"nature": "follow_up_to", "other": "2020-000001"}, "There is no demand"),
        ("items", {"addresses": "https://evil\u202egro.example/"}, "direction"),
        ("items", {"addresses": "ftp://example.org/"}, "only http"),
        ("tags", {"tags": "x" * 90}, "60"),
    ],
)
def test_what_cannot_be_taken_is_said_with_a_reason_and_changes_nothing(
    staff: Staff, sign_in: SignIn, demand: Demand, key: str, typed: dict[str, str], said: str
) -> None:
    page = sign_in(staff.reviewer).post(_address(demand, key), typed | {"version": demand.version})
    assert page.status_code == 409
    assert said in page.content.decode()
    version = demand.version
    demand.refresh_from_db()
    assert demand.version == version


def test_a_duplicate_behind_a_wall_cannot_be_named(staff: Staff, sign_in: SignIn, demand: Demand) -> None:
    hidden = received()
    services.raise_wall(actor=staff.lead, demand=hidden, user=staff.reviewer)
    typed = {"first": hidden.reference, "version": demand.version}
    page = sign_in(staff.reviewer).post(_address(demand, "duplicate"), typed)
    assert "There is no demand" in page.content.decode()


def test_facts_that_were_not_touched_stay_as_they_are_to_the_second(
    staff: Staff, sign_in: SignIn, demand: Demand
) -> None:
    client = sign_in(staff.reviewer)
    form = client.get(_address(demand, "facts")).context["form"]
    typed = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not None and name != "received_at"
    }
    typed["received_at"] = timezone.localtime(demand.received_at).strftime("%Y-%m-%dT%H:%M")
    typed["country"] = "JO"
    assert client.post(_address(demand, "facts"), typed).status_code == 302
    changed = Event.objects.filter(demand=demand).latest("number").facts["changed"]
    assert changed == {"country": ["FR", "JO"]}


def test_a_range_of_accounts_is_kept_as_a_range_and_nothing_as_unknown(staff: Staff, sign_in: SignIn) -> None:
    demand = received(kind=Kind.USER_DATA)
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    client = sign_in(staff.reviewer)
    typed = {
        "kind": "user_data",
        "urgency": "routine",
        "country": "FR",
        "received_at": timezone.localtime(demand.received_at).strftime("%Y-%m-%dT%H:%M"),
        "accounts_potential_0": "0",
        "accounts_potential_1": "249",
        "version": demand.version,
    }
    assert client.post(_address(demand, "facts"), typed).status_code == 302
    page = client.get(f"/admin/desk/demands/{demand.reference}/").content.decode()
    assert "0–249" in page
    assert "not recorded" in page
    demand.refresh_from_db()
    wrong = typed | {"accounts_potential_0": "9", "accounts_potential_1": "3", "version": demand.version}
    assert client.post(_address(demand, "facts"), wrong).status_code == 422


def test_nobody_walls_themselves_off(staff: Staff, sign_in: SignIn, demand: Demand) -> None:
    typed = {"user": staff.lead.pk, "version": demand.version}
    assert sign_in(staff.lead).post(_address(demand, "wall"), typed).status_code == 422
    assert not Wall.objects.exists()


def test_the_steps_ask_for_every_right_to_change_a_demand() -> None:
    elsewhere = {
        Action.VIEW,
        Action.READ_NEW_DOSSIER,
        Action.READ_DOSSIER,
        Action.WRITE_DOSSIER,
        Action.READ_HISTORY,
        Action.READ_EVENTS,
        Action.WRITE_TEMPLATES,
        Action.REDACT,
        Action.PUBLISH,
        Action.READ_REPORT,
        Action.BUILD_REPORT,
        Action.PUBLISH_REPORT,
    }
    assert {one.action for one in STEPS.values()} == set(Action) - elsewhere


def test_without_a_key_notes_cannot_be_kept_and_everything_else_works(
    staff: Staff, sign_in: SignIn, demand: Demand, settings: Any, tmp_path: Any
) -> None:
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "lost"
    client = sign_in(staff.reviewer)
    page = client.post(_address(demand, "decide"), REFUSAL | {"note": "Why.", "version": demand.version})
    assert page.status_code == 409
    assert "Why." in page.content.decode()
    assert client.get(f"/admin/desk/demands/{demand.reference}/").status_code == 200
    answer = client.post(_address(demand, "decide"), REFUSAL | {"version": demand.version})
    assert answer.status_code == 302
