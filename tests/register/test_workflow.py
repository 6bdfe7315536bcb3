"""Where a demand can go, and that two people stand behind whatever is granted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from pytest_django import Settings

from clarion.register import services
from clarion.register.counts import Count
from clarion.register.errors import Refused, SecondPersonNeeded, StaleDemand, WrongStep
from clarion.register.models import Afterwards, Demand, EventKind
from clarion.register.rules import TELL_AFFECTED
from clarion.register.vocabulary import GRANTED_OUTCOMES, Kind, Outcome, Urgency
from clarion.register.workflow import ALLOWED_TRANSITIONS, Status
from register.actions import acted_on, answered, emergency, granted, in_review, new, proposed, refused
from register.conftest import Staff, received


def test_every_status_can_be_reached_and_left() -> None:
    reached = {Status.RECEIVED}
    while more := {to for one in reached for to in ALLOWED_TRANSITIONS[one]} - reached:
        reached |= more
    assert reached == {*Status} == {*ALLOWED_TRANSITIONS}
    assert all(ALLOWED_TRANSITIONS.values())


def test_a_demand_goes_from_received_to_closed_and_each_step_is_dated(staff: Staff) -> None:
    demand = granted(staff)
    services.carry_out(actor=staff.reviewer, demand=demand)
    services.answer(actor=staff.reviewer, demand=demand)
    services.close(actor=staff.reviewer, demand=demand)
    demand.refresh_from_db()
    assert (demand.status, demand.outcome) == (Status.CLOSED, Outcome.FULL)
    dates = [
        demand.received_at, demand.triaged_at, demand.proposed_at, demand.decided_at,
        demand.carried_out_at, demand.answered_at, demand.closed_at,
    ]  # fmt: skip
    assert dates == sorted(dates, key=lambda one: one or 0)  # type: ignore[arg-type,return-value]
    assert list(demand.events.values_list("kind", flat=True)) == [
        "received", "triaged", "proposed", "decided", "carried_out", "answered", "closed",
    ]  # fmt: skip


def test_a_grant_needs_a_second_approver(staff: Staff) -> None:
    demand = proposed(staff)
    with pytest.raises(SecondPersonNeeded):
        services.approve(actor=staff.second, demand=demand)
    services.approve(actor=staff.approver, demand=demand)
    assert demand.outcome == Outcome.FULL


@pytest.mark.parametrize("outcome", [Outcome.PARTIAL, Outcome.FULL])
def test_nobody_grants_alone(staff: Staff, outcome: Outcome) -> None:
    with pytest.raises(SecondPersonNeeded):
        services.decide(actor=staff.lead, demand=in_review(staff), outcome=outcome)


def test_one_person_refuses_where_the_policy_says_so(staff: Staff, settings: Settings) -> None:
    assert refused(staff).status == Status.APPROVED
    settings.SINGLE_REFUSAL = False
    with pytest.raises(SecondPersonNeeded):
        services.decide(actor=staff.lead, demand=in_review(staff), outcome=Outcome.REFUSED)
    demand = proposed(staff, Outcome.REFUSED)
    with pytest.raises(SecondPersonNeeded):
        services.approve(actor=staff.second, demand=demand)


def test_each_item_has_its_own_outcome(staff: Staff) -> None:
    demand = in_review(staff)
    services.propose(
        actor=staff.second,
        demand=demand,
        outcome=Outcome.PARTIAL,
        items={1: Outcome.FULL, 2: Outcome.REFUSED},
    )
    assert set(demand.items.values_list("outcome", flat=True)) == {Outcome.PENDING}
    services.approve(actor=staff.approver, demand=demand)
    assert list(demand.items.values_list("outcome", flat=True)) == [Outcome.FULL, Outcome.REFUSED]
    assert demand.item_counts == {"full": 1, "refused": 1}


def test_a_refused_demand_grants_no_item(staff: Staff) -> None:
    with pytest.raises(Refused, match="granted"):
        services.propose(
            actor=staff.second, demand=in_review(staff), outcome=Outcome.REFUSED, items={1: Outcome.FULL}
        )


def test_grounds_fit_the_decision(staff: Staff) -> None:
    demand = in_review(staff)
    with pytest.raises(Refused, match="no ground"):
        services.decide(
            actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED, grounds=["valid_notice"]
        )
    services.decide(
        actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED, grounds=["community_decides"]
    )
    assert [(one.term, one.version) for one in demand.grounds.all()] == [("community_decides", "2026-1")]


def test_in_an_emergency_one_person_acts_and_another_looks_afterwards(staff: Staff) -> None:
    demand = emergency(staff)
    services.act_at_once(
        actor=staff.second, demand=demand, outcome=Outcome.FULL, accounts_actual=Count.exact(1)
    )
    assert (demand.status, demand.afterwards) == (Status.CARRIED_OUT, Afterwards.DUE)
    with pytest.raises(WrongStep, match="must be reviewed"):
        services.close(actor=staff.reviewer, demand=demand)
    with pytest.raises(SecondPersonNeeded):
        services.review_afterwards(actor=staff.second, demand=demand, upheld=True)
    services.review_afterwards(actor=staff.approver, demand=demand, upheld=False)
    assert demand.afterwards == Afterwards.FAULTED
    services.close(actor=staff.reviewer, demand=demand)


def test_what_is_no_emergency_takes_no_fast_lane(staff: Staff) -> None:
    with pytest.raises(WrongStep, match="no emergency"):
        services.act_at_once(actor=staff.second, demand=new(staff), outcome=Outcome.FULL, grounds=[])
    urgent = received(urgency=Urgency.EMERGENCY)
    services.act_at_once(actor=staff.second, demand=urgent, outcome=Outcome.REFUSED, grounds=[])


def test_an_appeal_is_decided_by_somebody_else_and_the_outcome_stands_until_then(staff: Staff) -> None:
    demand = answered(staff)
    services.appeal(actor=staff.reviewer, demand=demand)
    assert (demand.status, demand.outcome) == (Status.APPEALED, Outcome.REFUSED)
    with pytest.raises(SecondPersonNeeded, match="appeal"):
        services.decide(actor=staff.second, demand=demand, outcome=Outcome.REFUSED)
    services.propose(actor=staff.reviewer, demand=demand, outcome=Outcome.FULL)
    services.send_back(actor=staff.approver, demand=demand)
    assert demand.status == Status.APPEALED
    services.propose(actor=staff.reviewer, demand=demand, outcome=Outcome.FULL)
    services.approve(actor=staff.approver, demand=demand)
    assert (demand.status, demand.outcome, demand.is_under_appeal) == (Status.APPROVED, Outcome.FULL, False)


def test_a_duplicate_names_its_first_and_counts_no_more(staff: Staff) -> None:
    first, second = new(staff), new(staff)
    with pytest.raises(Refused, match="there first"):
        services.triage(actor=staff.clerk, demand=second, into=Status.DUPLICATE)
    services.triage(actor=staff.clerk, demand=second, into=Status.DUPLICATE, first=first)
    assert second.relations.get().other == first


def test_nothing_is_carried_out_that_was_refused_and_nothing_answered_that_was_not_carried_out(
    staff: Staff,
) -> None:
    with pytest.raises(WrongStep, match="nothing to carry out"):
        services.carry_out(actor=staff.reviewer, demand=refused(staff))
    with pytest.raises(WrongStep, match="carry it out"):
        services.answer(actor=staff.reviewer, demand=granted(staff))


def test_whoever_comes_late_is_told_what_changed_and_overwrites_nothing(staff: Staff) -> None:
    demand = in_review(staff)
    seen = Demand.objects.get(pk=demand.pk)
    services.change_facts(
        actor=staff.reviewer, demand=demand, facts={"country": "DE", "project": "de.wikipedia"}
    )
    services.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    with pytest.raises(StaleDemand) as late:
        services.change_facts(actor=staff.second, demand=seen, facts={"country": "IT"})
    assert late.value.difference["country"] == ("FR", "DE")
    assert late.value.difference["status"] == ("review", "approved")
    assert late.value.now.version == demand.version
    demand.refresh_from_db()
    assert demand.country == "DE"
    with pytest.raises(StaleDemand):
        services.answer(actor=staff.reviewer, demand=demand, version=1)


def test_reading_a_dossier_is_in_nobodys_way(staff: Staff) -> None:
    demand = in_review(staff)
    services.read_dossier(actor=staff.second, demand=Demand.objects.get(pk=demand.pk))
    services.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    assert EventKind.DOSSIER_READ in demand.events.values_list("kind", flat=True)


def test_an_order_forbids_telling_until_its_day_and_then_somebody_is_reminded(staff: Staff) -> None:
    demand = refused(staff)
    services.forbid_telling(actor=staff.reviewer, demand=demand, until=date(2099, 1, 1))
    with pytest.raises(WrongStep, match="order forbids"):
        services.tell_affected(actor=staff.reviewer, demand=demand)
    assert demand.deadlines.running().filter(rule=TELL_AFFECTED).exists()
    services.forbid_telling(actor=staff.reviewer, demand=demand, until=date(2020, 1, 1))
    services.tell_affected(actor=staff.reviewer, demand=demand)
    assert not demand.deadlines.running().filter(rule=TELL_AFFECTED).exists()


@pytest.mark.parametrize("make", [granted, refused, answered, acted_on, in_review])
def test_what_was_granted_was_never_granted_by_one_person(
    staff: Staff, make: Callable[[Staff], Demand]
) -> None:
    demand = make(staff)
    if demand.outcome in GRANTED_OUTCOMES:
        assert demand.proposed_by_id != demand.decided_by_id or demand.afterwards == Afterwards.DUE


def test_facts_can_be_put_right_but_not_moved_to_another_year(staff: Staff) -> None:
    demand = in_review(staff)
    with pytest.raises(Refused, match="another year"):
        services.change_facts(
            actor=staff.reviewer, demand=demand, facts={"received_at": datetime(2020, 1, 1, 12, tzinfo=UTC)}
        )
    with pytest.raises(Refused, match="no fact"):
        services.change_facts(actor=staff.reviewer, demand=demand, facts={"outcome": "full"})
    services.change_facts(actor=staff.reviewer, demand=demand, facts={"kind": Kind.COPYRIGHT, "process": ""})
    assert demand.kind == Kind.COPYRIGHT
