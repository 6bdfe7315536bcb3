"""Every service as something a person does, with a demand that stands where it can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clarion.core.models import User
from clarion.register import services
from clarion.register.models import Demand
from clarion.register.papers import Letter
from clarion.register.roles import Action
from clarion.register.vocabulary import Door, Kind, Nature, Outcome, Urgency
from clarion.register.workflow import Status
from register.conftest import Staff, received

At = Callable[[Staff], Demand]


@dataclass(frozen=True)
class Doing:
    """What is done, with which right, to a demand that stands where."""

    action: Action
    at: At
    do: Callable[[User, Demand, Staff], Any]


def new(staff: Staff) -> Demand:
    return received(items=["https://en.example.org/a", "https://en.example.org/b"])


def second_of_two(staff: Staff) -> Demand:
    new(staff)
    return new(staff)


def in_review(staff: Staff) -> Demand:
    demand = new(staff)
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    return demand


def proposed(staff: Staff, outcome: Outcome = Outcome.FULL) -> Demand:
    demand = in_review(staff)
    services.propose(actor=staff.second, demand=demand, outcome=outcome)
    return demand


def granted(staff: Staff) -> Demand:
    demand = proposed(staff)
    services.approve(actor=staff.approver, demand=demand)
    return demand


def refused(staff: Staff) -> Demand:
    demand = in_review(staff)
    services.decide(actor=staff.second, demand=demand, outcome=Outcome.REFUSED)
    return demand


def answered(staff: Staff) -> Demand:
    demand = refused(staff)
    services.answer(actor=staff.second, demand=demand)
    return demand


def emergency(staff: Staff) -> Demand:
    return received(kind=Kind.EMERGENCY, urgency=Urgency.EMERGENCY)


def acted_on(staff: Staff) -> Demand:
    demand = emergency(staff)
    services.act_at_once(actor=staff.second, demand=demand, outcome=Outcome.FULL)
    return demand


def with_month(staff: Staff) -> Demand:
    return received(kind=Kind.ERASURE, country="DE")


def walled(staff: Staff) -> Demand:
    demand = new(staff)
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.stranger)
    return demand


def with_letter(staff: Staff) -> Demand:
    demand = received(papers=[Letter(text="Remove it.")])
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    services.decide(actor=staff.second, demand=demand, outcome=Outcome.REFUSED)
    return demand


def with_copy(staff: Staff) -> Demand:
    demand = with_letter(staff)
    services.make_copy(actor=staff.second, demand=demand, source=letter_of(demand))
    return demand


def letter_of(demand: Demand) -> str:
    return str(demand.dossier.entries.get(paper="letter").uuid)


DOINGS: dict[str, Doing] = {
    "receive": Doing(
        Action.RECEIVE,
        new,
        lambda who, demand, staff: services.receive(actor=who, door=Door.DESK, kind=Kind.CONTENT),
    ),
    "acknowledge": Doing(
        Action.RECEIVE, new, lambda who, demand, staff: services.acknowledge(actor=who, demand=demand)
    ),
    "triage": Doing(
        Action.TRIAGE,
        new,
        lambda who, demand, staff: services.triage(actor=who, demand=demand, into=Status.SPAM),
    ),
    "relate": Doing(
        Action.TRIAGE,
        second_of_two,
        lambda who, demand, staff: services.relate(
            actor=who, demand=demand, nature=Nature.FOLLOW_UP_TO, other=Demand.objects.get(number=1)
        ),
    ),
    "tag": Doing(
        Action.TRIAGE, new, lambda who, demand, staff: services.tag(actor=who, demand=demand, tags=["x"])
    ),
    "assign": Doing(
        Action.ASSIGN,
        in_review,
        lambda who, demand, staff: services.assign(actor=who, demand=demand, to=staff.second),
    ),
    "change facts": Doing(
        Action.REVIEW,
        in_review,
        lambda who, demand, staff: services.change_facts(actor=who, demand=demand, facts={"country": "DE"}),
    ),
    "add items": Doing(
        Action.REVIEW,
        in_review,
        lambda who, demand, staff: services.add_items(
            actor=who, demand=demand, addresses=["https://example.org/c"]
        ),
    ),
    "start a clock": Doing(
        Action.REVIEW,
        in_review,
        lambda who, demand, staff: services.start_clock(
            actor=who, demand=demand, rule="eu.terrorist_content"
        ),
    ),
    "forbid telling": Doing(
        Action.REVIEW,
        in_review,
        lambda who, demand, staff: services.forbid_telling(actor=who, demand=demand, until=None),
    ),
    "propose": Doing(
        Action.PROPOSE,
        in_review,
        lambda who, demand, staff: services.propose(actor=who, demand=demand, outcome=Outcome.FULL),
    ),
    "refuse alone": Doing(
        Action.PROPOSE,
        in_review,
        lambda who, demand, staff: services.decide(actor=who, demand=demand, outcome=Outcome.REFUSED),
    ),
    "approve": Doing(
        Action.APPROVE, proposed, lambda who, demand, staff: services.approve(actor=who, demand=demand)
    ),
    "send back": Doing(
        Action.APPROVE, proposed, lambda who, demand, staff: services.send_back(actor=who, demand=demand)
    ),
    "act at once": Doing(
        Action.ACT_AT_ONCE,
        emergency,
        lambda who, demand, staff: services.act_at_once(actor=who, demand=demand, outcome=Outcome.FULL),
    ),
    "review afterwards": Doing(
        Action.APPROVE,
        acted_on,
        lambda who, demand, staff: services.review_afterwards(actor=who, demand=demand, upheld=True),
    ),
    "carry out": Doing(
        Action.CARRY_OUT, granted, lambda who, demand, staff: services.carry_out(actor=who, demand=demand)
    ),
    "answer": Doing(
        Action.ANSWER, refused, lambda who, demand, staff: services.answer(actor=who, demand=demand)
    ),
    "tell": Doing(
        Action.ANSWER, refused, lambda who, demand, staff: services.tell_affected(actor=who, demand=demand)
    ),
    "close": Doing(
        Action.CLOSE, answered, lambda who, demand, staff: services.close(actor=who, demand=demand)
    ),
    "appeal": Doing(
        Action.APPEAL, answered, lambda who, demand, staff: services.appeal(actor=who, demand=demand)
    ),
    "reopen": Doing(
        Action.REOPEN, answered, lambda who, demand, staff: services.reopen(actor=who, demand=demand)
    ),
    "withdraw": Doing(
        Action.WITHDRAW, in_review, lambda who, demand, staff: services.withdraw(actor=who, demand=demand)
    ),
    "extend a deadline": Doing(
        Action.EXTEND,
        with_month,
        lambda who, demand, staff: services.extend_deadline(
            actor=who, demand=demand, deadline=demand.deadlines.get()
        ),
    ),
    "drop a deadline": Doing(
        Action.EXTEND,
        with_month,
        lambda who, demand, staff: services.drop_deadline(
            actor=who, demand=demand, deadline=demand.deadlines.get()
        ),
    ),
    "raise a wall": Doing(
        Action.WALL,
        new,
        lambda who, demand, staff: services.raise_wall(actor=who, demand=demand, user=staff.stranger),
    ),
    "lift a wall": Doing(
        Action.WALL,
        walled,
        lambda who, demand, staff: services.lift_wall(actor=who, demand=demand, user=staff.stranger),
    ),
    "summarise": Doing(
        Action.SUMMARISE,
        answered,
        lambda who, demand, staff: services.summarise(actor=who, demand=demand, summary="A request."),
    ),
    "make a copy": Doing(
        Action.REDACT,
        with_letter,
        lambda who, demand, staff: services.make_copy(actor=who, demand=demand, source=letter_of(demand)),
    ),
    "publish a copy": Doing(
        Action.PUBLISH,
        with_copy,
        lambda who, demand, staff: services.publish_copy(actor=who, demand=demand, number=1, looked=True),
    ),
    "withdraw a copy": Doing(
        Action.PUBLISH,
        with_copy,
        lambda who, demand, staff: services.withdraw_copy(actor=who, demand=demand, number=1),
    ),
    "read a new dossier": Doing(
        Action.READ_NEW_DOSSIER,
        new,
        lambda who, demand, staff: services.read_dossier(actor=who, demand=demand),
    ),
    "read a dossier": Doing(
        Action.READ_DOSSIER,
        in_review,
        lambda who, demand, staff: services.read_dossier(actor=who, demand=demand),
    ),
    "file a paper": Doing(
        Action.WRITE_DOSSIER,
        new,
        lambda who, demand, staff: services.file_papers(actor=who, demand=demand, papers=[]),
    ),
}
