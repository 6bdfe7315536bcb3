"""Invented demands, of every kind and at every step, for trying out the desk. They are in no published figure.

Each is received once: written again, the demonstration leaves all of them as they are by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.utils import timezone

from clarion.core.models import User
from clarion.demo.built import Built
from clarion.demo.texts import FILES, LANGUAGES, room_texts
from clarion.register import services
from clarion.register.counts import Count
from clarion.register.models import Demand
from clarion.register.papers import AnyPaper, Attachment, Contact, Letter, Message, Note
from clarion.register.receipts import Receipt
from clarion.register.roles import Role, group_of
from clarion.register.vocabulary import Door, Kind, Outcome, Process, Requester, Urgency
from clarion.register.workflow import Status

ROOM = "register"
COUNTRIES = {"en": "US", "ar": "JO", "zh-hans": "SG", "fr": "FR", "es": "ES"}
PROJECTS = {
    "en": "en.wikipedia",
    "ar": "ar.wikipedia",
    "zh-hans": "zh.wikipedia",
    "fr": "fr.wikipedia",
    "es": "commons",
}
REQUESTERS = {
    Kind.CONTENT: Requester.COMPANY,
    Kind.COPYRIGHT: Requester.ORGANISATION,
    Kind.COUNTER_NOTICE: Requester.INDIVIDUAL,
    Kind.ERASURE: Requester.INDIVIDUAL,
    Kind.USER_DATA: Requester.GOVERNMENT_POLICE,
    Kind.PRESERVATION: Requester.GOVERNMENT_COURT,
    Kind.EMERGENCY: Requester.GOVERNMENT_OTHER,
    Kind.VOLUNTARY: Requester.ORGANISATION,
    Kind.THREAT: Requester.AGENT,
}
PROCESSES = (
    Process.CRIMINAL_SUBPOENA,
    Process.INFORMAL_GOVERNMENT,
    Process.COURT_ORDER,
    Process.SEARCH_WARRANT,
)
ELEMENTS = ("signature", "work", "location", "contact", "good_faith", "accuracy")
DOORS = (Door.EMAIL, Door.WEB, Door.DESK)


def email_of(role: Role) -> str:
    """The address by which one person of the role signs in to the demonstration."""
    return f"{role.value.lower().replace(' ', '.')}@demo.example"


@dataclass(frozen=True)
class Team:
    """One person of each role."""

    clerk: User
    reviewer: User
    approver: User
    lead: User


Path = Callable[[Team, Demand], None]


def write_register(built: Built) -> None:
    """Receives the demands that are not there yet, and takes each as far as its place in `PATHS` says."""
    team = _team()
    paths = iter(_paths())
    for place, language in enumerate(LANGUAGES):
        for number, kind in enumerate(Kind):
            path = next(paths)
            days = 3 + (number * 7 + place * 11) % 75
            receipt = _receive(team, language, kind, days, place + number)
            if receipt.is_new:
                path(team, Demand.objects.get(pk=receipt.demand_id))


def _team() -> Team:
    people = {}
    for role in Role:
        user, _new = User.objects.get_or_create(
            email=email_of(role), defaults={"first_name": "Demo", "last_name": role.value}
        )
        user.groups.add(group_of(role))
        people[role] = user
    return Team(people[Role.CLERK], people[Role.REVIEWER], people[Role.APPROVER], people[Role.LEAD])


def _receive(team: Team, language: str, kind: Kind, days: int, number: int) -> Receipt:
    words = room_texts(ROOM, language)[kind.value]
    address = f"requester-{language}-{kind.value.replace('_', '-')}@letters.example"
    door = DOORS[number % len(DOORS)]
    papers: list[AnyPaper] = [
        Contact(name=words["name"], email=address),
        Letter(subject=words["subject"], text=words["letter"]),
    ]
    if door == Door.EMAIL:
        papers.append(
            Message(
                subject=words["subject"],
                text=words["letter"],
                sender=address,
                message_id=f"<{language}-{kind.value}@letters.example>",
            )
        )
    is_notice = kind == Kind.COPYRIGHT
    if is_notice and language == "en":
        content = (FILES / "notice-en.pdf").read_bytes()
        papers.append(Attachment(name="notice.pdf", content=content, media_type="application/pdf"))
    return services.receive(
        actor=team.clerk if door == Door.DESK else None,
        door=door,
        kind=kind,
        received_at=timezone.now() - timedelta(days=days),
        process=PROCESSES[number % len(PROCESSES)] if kind == Kind.USER_DATA else "",
        requester=REQUESTERS[kind],
        country=COUNTRIES[language],
        language=language,
        project=PROJECTS[language],
        urgency=Urgency.EMERGENCY if kind == Kind.EMERGENCY else Urgency.ROUTINE,
        items=[f"https://demo.example/{language}/{kind.value}/{place}" for place in range(1, 2 + number % 4)],
        accounts_potential=Count(1, 1 + number % 3),
        elements={one: place <= number for place, one in enumerate(ELEMENTS, 1)} if is_notice else None,
        papers=papers,
        once=f"demonstration {language} {kind.value}",
        invented=True,
    )


def _left(team: Team, demand: Demand) -> None:
    """As it came in."""


def _set_aside(into: Status, team: Team, demand: Demand) -> None:
    services.triage(actor=team.clerk, demand=demand, into=into)


def _duplicate(team: Team, demand: Demand) -> None:
    first = Demand.objects.filter(kind=demand.kind).exclude(pk=demand.pk).order_by("pk").first()
    if first:
        services.triage(actor=team.clerk, demand=demand, into=Status.DUPLICATE, first=first)


def _review(team: Team, demand: Demand) -> None:
    services.triage(actor=team.clerk, demand=demand, into=Status.REVIEW)
    services.assign(actor=team.reviewer, demand=demand, to=team.reviewer)
    services.acknowledge(actor=team.clerk, demand=demand)


def _propose(outcome: Outcome, team: Team, demand: Demand) -> None:
    _review(team, demand)
    services.propose(actor=team.reviewer, demand=demand, outcome=outcome)


def _refuse(team: Team, demand: Demand) -> None:
    _review(team, demand)
    services.decide(actor=team.reviewer, demand=demand, outcome=Outcome.REFUSED)


def _answer_refusal(team: Team, demand: Demand) -> None:
    _refuse(team, demand)
    services.answer(actor=team.reviewer, demand=demand)


def _close_refusal(team: Team, demand: Demand) -> None:
    _answer_refusal(team, demand)
    services.close(actor=team.reviewer, demand=demand)
    services.summarise(
        actor=team.lead, demand=demand, summary=room_texts(ROOM, demand.language)[demand.kind]["summary"]
    )


def _publish_refusal(team: Team, demand: Demand) -> None:
    """Closed, and the public reads the letter: its pages where it came as a file, else its words."""
    _close_refusal(team, demand)
    papers = demand.dossier.entries.filter(paper__in=["letter", "attachment"]).order_by("paper")
    source = str(papers[0].uuid)
    material = services.open_material(actor=team.reviewer, demand=demand, source=source)
    number = services.make_copy(
        actor=team.reviewer,
        demand=demand,
        source=source,
        keys=[one.key for one in material.found if one.ticked],
        phrases=["7 Kelp Stair, Eastmere"] if material.content else [],
    )
    review = services.review_copy(actor=team.lead, demand=demand, number=number)
    services.publish_copy(
        actor=team.lead,
        demand=demand,
        number=number,
        looked=True,
        confirmed=[one.key for one in review.leftovers],
    )


def _grant(outcome: Outcome, team: Team, demand: Demand) -> None:
    _propose(outcome, team, demand)
    services.approve(actor=team.approver, demand=demand)


def _carry_out(outcome: Outcome, team: Team, demand: Demand) -> None:
    _grant(outcome, team, demand)
    if demand.deadlines.running().filter(opens_at__gt=timezone.now()).exists():
        return
    services.carry_out(actor=team.reviewer, demand=demand)


def _close_grant(outcome: Outcome, team: Team, demand: Demand) -> None:
    _carry_out(outcome, team, demand)
    if demand.status != Status.CARRIED_OUT:
        return
    services.answer(actor=team.reviewer, demand=demand)
    services.tell_affected(actor=team.reviewer, demand=demand)
    services.close(actor=team.reviewer, demand=demand)


def _appeal(team: Team, demand: Demand) -> None:
    _answer_refusal(team, demand)
    services.appeal(actor=team.reviewer, demand=demand)


def _reopen(team: Team, demand: Demand) -> None:
    _close_refusal(team, demand)
    services.reopen(actor=team.lead, demand=demand)


def _withdraw(team: Team, demand: Demand) -> None:
    _review(team, demand)
    services.withdraw(actor=team.reviewer, demand=demand)


def _at_once(team: Team, demand: Demand) -> None:
    if demand.urgency != Urgency.EMERGENCY:
        _review(team, demand)
        return
    services.act_at_once(
        actor=team.reviewer, demand=demand, outcome=Outcome.PARTIAL, accounts_actual=Count.exact(1)
    )
    services.file_papers(actor=team.reviewer, demand=demand, papers=[Note(text="☎")])


PATHS: tuple[Path, ...] = (
    _left,
    _publish_refusal,
    partial(_propose, Outcome.PARTIAL),
    _review,
    partial(_close_grant, Outcome.FULL),
    partial(_set_aside, Status.INCOMPLETE),
    _at_once,
    _appeal,
    partial(_grant, Outcome.PARTIAL),
    _answer_refusal,
    partial(_set_aside, Status.NOT_OURS),
    _withdraw,
    partial(_carry_out, Outcome.FULL),
    _reopen,
    partial(_set_aside, Status.SPAM),
    _refuse,
    _duplicate,
    partial(_propose, Outcome.REFUSED),
)


def _paths() -> Iterator[Path]:
    """The paths in turn, without end, but for emergencies, which have a lane of their own."""
    number = 0
    while True:
        for kind in Kind:
            yield (
                _at_once if kind == Kind.EMERGENCY and number < len(Kind) * 2 else PATHS[number % len(PATHS)]
            )
            number += 1
