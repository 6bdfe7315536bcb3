"""Letters to and from the people of the invented demands, so that there are threads to read and answer.

Nothing is mailed: what we wrote is filed as if it had gone out. Each letter is filed once.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clarion.core.models import User
from clarion.demo.built import Built
from clarion.demo.rooms.register import email_of
from clarion.demo.texts import LANGUAGES, room_texts
from clarion.desk.answers.fields import Merge, merge
from clarion.desk.answers.models import AnswerTemplate
from clarion.register import letters, services
from clarion.register.models import Demand
from clarion.register.papers import Contact, Message, Note
from clarion.register.roles import Role
from clarion.register.vocabulary import Kind, Outcome, Purpose
from clarion.register.workflow import Status

ROOM = "correspondence"
CONCERNED = (Kind.CONTENT, Kind.USER_DATA, Kind.PRESERVATION)
SETTLED = (Status.ANSWERED, Status.CLOSED, Status.APPEALED)


def write_correspondence(built: Built) -> None:
    """Files what is not there yet."""
    reviewer = User.objects.get(email=email_of(Role.REVIEWER))
    for demand in Demand.objects.filter(invented=True, language__in=LANGUAGES).select_related("dossier"):
        mark = f"{demand.reference}@demo.example>"
        if services.demand_of_message(f"<first.{mark}") is None:
            _write(reviewer, demand, mark)


def _write(reviewer: User, demand: Demand, mark: str) -> None:
    """One thread: our first letter, and where it was an answer, the reply to it."""
    words = room_texts(ROOM, demand.language)
    requester = next(iter(services.read_dossier(actor=reviewer, demand=demand).contacts), None)
    purpose = _purpose(demand)
    if requester is None or purpose is None:
        return
    ours = _letter(demand, purpose, requester, f"<first.{mark}")
    if ours is None:
        return
    services.file_message(actor=reviewer, demand=demand, message=ours)
    if purpose is Purpose.ANSWER:
        reply = Message(
            text=words["reply"],
            subject=f"Re: {ours.subject}",
            sender=f"{requester.name} <{requester.email}>",
            recipients=("legal@demo.example",),
            at=timezone.now().isoformat(),
            message_id=f"<reply.{mark}",
            in_reply_to=ours.message_id,
            references=(ours.message_id,),
            language=demand.language,
        )
        services.file_message(actor=reviewer, demand=demand, message=reply)
        services.file_papers(actor=reviewer, demand=demand, papers=[Note(text=words["note"])])
    if demand.kind in CONCERNED:
        concerned = Contact(
            role="affected",
            name=words["contributor"],
            email=f"contributor-{demand.language}@letters.example",
            account=words["account"],
        )
        services.file_papers(actor=reviewer, demand=demand, papers=[concerned])
    if demand.kind == Kind.PRESERVATION and not demand.telling:
        services.forbid_telling(
            actor=reviewer,
            demand=demand,
            until=timezone.localdate() + timedelta(days=60),
            note=words["order"],
        )


def _purpose(demand: Demand) -> Purpose | None:
    if demand.status in SETTLED and demand.outcome == Outcome.REFUSED:
        return Purpose.ANSWER
    return Purpose.ACKNOWLEDGEMENT if demand.acknowledged_at else None


def _letter(demand: Demand, purpose: Purpose, reader: Contact, message_id: str) -> Message | None:
    template = next(iter(AnswerTemplate.objects.fitting(demand, purpose)), None)
    if template is None:
        return None
    given = Merge(demand, template.language, reader)
    text = merge(template.body, given)
    made = letters.rendered(
        subject=template.subject, text=text, reference=demand.reference, spoken=template.language
    )
    return Message(
        text=text,
        subject=made.subject,
        incoming=False,
        recipients=(reader.email,),
        at=timezone.now().isoformat(),
        message_id=message_id,
        language=template.language,
        template=f"{template.name}, {template.version}",
    )
