"""Correspondence: what came is filed once; what we write is filed, its step taken, and sent, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.mail.addresses import normalise
from clarion.mail.services import send_kept
from clarion.register import sealing
from clarion.register.dossiers import Filing
from clarion.register.errors import Refused
from clarion.register.letters import KIND
from clarion.register.models import Demand, DossierEntry, EventKind, Paper
from clarion.register.papers import AnyPaper, Attachment, Message, Note
from clarion.register.received_mail import ReceivedMail
from clarion.register.roles import Action
from clarion.register.services.receiving import checked_papers
from clarion.register.services.settling import acknowledge, answer, tell_affected
from clarion.register.steps import locked, note_event, require_role, stale
from clarion.register.vocabulary import Purpose

ACTIONS: dict[Purpose, Action] = {
    Purpose.ACKNOWLEDGEMENT: Action.RECEIVE,
    Purpose.MISSING: Action.TRIAGE,
    Purpose.ANSWER: Action.ANSWER,
    Purpose.TELLING: Action.ANSWER,
    Purpose.OTHER: Action.ANSWER,
}
"""What whoever writes for a purpose must be allowed to do."""

REFERENCE = re.compile(r"(?<!\d)(\d{4}-\d{6})(?!\d)")


def demand_of_mail(mail: ReceivedMail) -> Demand | None:
    """The demand that an e-mail belongs to: by the thread it answers, or else by a reference in its subject.

    A subject is easily written: a door that files by itself should take the thread alone, or look at the sender.
    """
    return demand_of_thread(mail) or _demand_of_subject(mail.message.subject)


def demand_of_thread(mail: ReceivedMail) -> Demand | None:
    """The demand in whose dossier a message lies that the e-mail answers, the nearest first."""
    ids = [mail.message.in_reply_to, *reversed(mail.message.references)]
    marks = {sealing.mark("message", one): place for place, one in reversed(list(enumerate(ids))) if one}
    found = DossierEntry.objects.select_related("dossier__demand").filter(thread_mark__in=list(marks))
    nearest = min(found, key=lambda one: marks[one.thread_mark], default=None)
    return nearest.dossier.demand if nearest else None


def file_message(
    *,
    actor: User | None,
    demand: Demand,
    message: Message,
    attachments: Sequence[Attachment] = (),
    remarks: Sequence[str] = (),
) -> str:
    """Files a message that came, with its files, once. Returns its entry.

    Args:
        remarks: what could not be taken as it came; filed as a note beside it.

    Raises:
        Refused: a message with this Message-ID is filed already, or something cannot be kept.
        NotAllowed, NoKey: see `read_dossier`.
    """
    notes = [Note(text="\n".join(remarks))] if remarks else []
    with transaction.atomic():
        return _file(actor, demand, message, attachments, notes)


def send_message(
    *,
    actor: User,
    demand: Demand,
    purpose: Purpose,
    message: Message,
    attachments: Sequence[Attachment] = (),
    by_email: bool = True,
    version: int | None = None,
) -> str:
    """Sends a letter by e-mail, files it in the dossier and takes the step that it is, all or nothing.

    The outbox holds no word of it. A letter goes once, however often it is handed in: its Message-ID is made before.

    Args:
        message: what we write, to its first recipient; its Message-ID is one of `new_message_id`.
        attachments: new files to enclose. Files of the dossier are named in `message.attachments`.
        by_email: False for words that somebody has delivered otherwise, such as on a page of the project.

    Returns:
        The entry of the letter.

    Raises:
        Refused: it was sent already, or something of it cannot be so.
        StaleDemand: somebody was faster.
        NotAllowed, WrongStep, NoKey: see the step.
    """
    require_role(actor, ACTIONS[purpose])
    if not message.text.strip() or not message.subject.strip() or not message.recipients:
        raise Refused(_("A letter has a reader, a subject and words."))
    to = _address(message.recipients[0]) if by_email else message.recipients[0]
    letter = replace(
        message,
        incoming=False,
        recipients=(to,),
        at=timezone.now().isoformat(),
        purpose=str(purpose),
    )
    with transaction.atomic():
        row = Demand.objects.select_related("dossier").select_for_update(of=("self",)).get(pk=demand.pk)
        if _is_filed(letter.message_id):
            raise Refused(_("This letter was sent already: it is in the thread."))
        seen = demand.version if version is None else version
        if row.version != seen:
            raise stale(row, seen)
        entry = _file(actor, row, letter, attachments, [])
        if by_email:
            send_kept(KIND, kept_at=entry, language=letter.language, message_id=letter.message_id)
        if purpose is Purpose.ACKNOWLEDGEMENT:
            acknowledge(actor=actor, demand=row)
        elif purpose is Purpose.ANSWER:
            answer(actor=actor, demand=row)
        elif purpose is Purpose.TELLING:
            tell_affected(actor=actor, demand=row)
    for column in Demand._meta.concrete_fields:
        setattr(demand, column.attname, getattr(row, column.attname))
    return entry


def _file(
    actor: User | None,
    demand: Demand,
    message: Message,
    attachments: Sequence[Attachment],
    papers: Sequence[AnyPaper],
) -> str:
    """Files a message with its files, and returns its entry. Within a transaction."""
    filing, now = Filing.into(demand.dossier), timezone.now()
    try:
        filing.add(checked_papers(attachments), by=actor, at=now)
        enclosed = (*message.attachments, *(str(one.entry.uuid) for one in filing.papers))
        filing.add(checked_papers([replace(message, attachments=enclosed), *papers]), by=actor, at=now)
        with locked(actor=actor, demand=demand, action=Action.WRITE_DOSSIER) as row:
            if message.incoming and _is_filed(message.message_id):
                raise Refused(_("This message is filed already: its Message-ID is in a dossier."))
            filing.write(row)
            told = filing.told()
            note_event(row=row, kind=EventKind.DOSSIER_FILED, actor=actor, at=now, facts={"entries": told})
    except BaseException:
        filing.discard()
        raise
    demand.events_count, demand.head = row.events_count, row.head
    return next(one["entry"] for one in told if one["paper"] == Paper.MESSAGE)


def _is_filed(message_id: str) -> bool:
    mark = sealing.mark("message", message_id)
    return bool(message_id) and DossierEntry.objects.filter(thread_mark=mark).exists()


def _address(given: str) -> str:
    try:
        return normalise(given)
    except ValidationError as error:
        raise Refused(_("%(address)s is no e-mail address.") % {"address": given[:254]}) from error


def _demand_of_subject(subject: str) -> Demand | None:
    found = REFERENCE.search(subject)
    return Demand.objects.filter(reference=found[1]).first() if found else None
