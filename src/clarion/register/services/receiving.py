"""Receiving: the one way in, for every door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.core.writes import Writes, put
from clarion.mail.addresses import address_key
from clarion.register import facts, history, listeners, receipts, sealing
from clarion.register.addresses import Address, normalise_all
from clarion.register.completeness import checked as checked_elements
from clarion.register.counting import counted
from clarion.register.counts import UNKNOWN, Count
from clarion.register.deadlines import Deadlines
from clarion.register.dossiers import Filing
from clarion.register.errors import Refused
from clarion.register.models import Demand, EventKind, Item
from clarion.register.papers import AnyPaper, Attachment, Contact, Letter, Message, Note
from clarion.register.receipts import Receipt
from clarion.register.references import next_reference
from clarion.register.roles import Action
from clarion.register.rules import Moment
from clarion.register.screening import (
    MOST_ATTACHMENTS,
    checked_country,
    checked_fact,
    checked_receipt,
    checked_text,
    screened,
)
from clarion.register.steps import require_role
from clarion.register.vocabulary import Door, Kind, Outcome, Process, Requester, Urgency


def receive(
    *,
    actor: User | None,
    door: Door,
    kind: Kind,
    received_at: datetime | None = None,
    process: Process | str = "",
    requester: Requester | str = "",
    country: str = "",
    governing_law: str = "",
    language: str = "",
    project: str = "",
    legal_basis: str = "",
    urgency: Urgency = Urgency.ROUTINE,
    items: Sequence[str] = (),
    accounts_potential: Count = UNKNOWN,
    elements: Mapping[str, bool] | None = None,
    papers: Sequence[AnyPaper] = (),
    once: str = "",
    invented: bool | None = None,
) -> Receipt:
    """Writes a demand down: its public facts, its sealed papers, its clocks and its first event, all or nothing.

    Args:
        actor: the colleague who enters it; None where a door does.
        door: how it came in.
        items: the addresses it names, in any spelling.
        papers: contacts, letter, messages, attachments and notes. They go into the dossier, and nowhere else.
        once: what a door that tries again repeats, such as a Message-ID: the same demand is not received twice.
        invented: made up for trying things out, and in no published figure; by default, in the demonstration alone.

    Raises:
        NotAllowed: the actor's roles do not allow it.
        Refused: something of it cannot be so; nothing was written.
        NoKey: there is no key to seal its papers with.
    """
    if door == Door.DESK or actor is not None:
        require_role(actor, Action.RECEIVE)
    known = sealing.mark("once", once) if once else None
    if known and (again := _received_before(known)):
        return again
    at = checked_receipt(received_at)
    demand = Demand(
        kind=Kind(kind),
        door=Door(door),
        process=_one_of(Process, process, _("Legal process")),
        requester=_one_of(Requester, requester, _("Requester")),
        country=checked_country(country),
        governing_law=checked_fact(governing_law, _("Governing law"), 120),
        language=checked_fact(language, _("Language"), 20),
        project=checked_fact(project, _("Project"), 80),
        legal_basis=checked_fact(legal_basis, _("Legal basis"), 300),
        urgency=Urgency(urgency),
        elements=checked_elements(elements) if elements is not None else None,
        received_at=at,
        received_on=timezone.localtime(at).date(),
        invented=settings.CLARION_DEMO if invented is None else invented,
        once=known,
    )
    demand.accounts_potential = accounts_potential
    addresses = normalise_all(list(items))
    secret = receipts.new_secret()
    demand.receipt_hash = receipts.hash_of(secret)
    filing = Filing.new(_requester_mark(papers))
    try:
        filing.add(checked_papers(papers), by=actor, at=timezone.now())
        _write(demand, addresses, filing, actor)
    except IntegrityError:
        filing.discard()
        # Two doors, or one door twice at the same moment, brought the same demand.
        if known and (again := _received_before(known)):
            return again
        raise
    except BaseException:
        filing.discard()
        raise
    return Receipt(demand.reference, secret, demand.pk)


def checked_papers(papers: Sequence[AnyPaper]) -> list[AnyPaper]:
    """Papers as they can be filed.

    Raises:
        Refused: one cannot be kept, or there are too many.
    """
    if sum(isinstance(one, Attachment) for one in papers) > MOST_ATTACHMENTS:
        raise Refused(
            _("A demand may have %(most)d attachments. Ask for an archive.") % {"most": MOST_ATTACHMENTS}
        )
    return [_checked(one) for one in papers]


def _checked(paper: AnyPaper) -> AnyPaper:
    if isinstance(paper, Attachment):
        return screened(paper)
    if isinstance(paper, Letter):
        return Letter(
            text=checked_text(paper.text, _("The letter")), subject=checked_text(paper.subject, _("Subject"))
        )
    if isinstance(paper, Note):
        return Note(text=checked_text(paper.text, _("The note")))
    if isinstance(paper, Message):
        checked_text(paper.text, _("The message"))
    return paper


def _write(demand: Demand, addresses: list[Address], filing: Filing, actor: User | None) -> None:
    now = demand.entered_at = timezone.now()
    with transaction.atomic():
        reference = next_reference(demand.received_on.year)
        demand.reference, demand.year, demand.number = str(reference), reference.year, reference.number
        demand.item_counts = dict(Counter([Outcome.PENDING.value] * len(addresses)))
        items = [
            Item(position=place, address=one.text, digest=one.digest, caution=one.caution)
            for place, one in enumerate(addresses, 1)
        ]
        demand.items_digest = facts.items_digest(
            tuple(getattr(one, column) for column in facts.ITEM_COLUMNS) for one in items
        )
        deadlines = Deadlines(demand, new=True)
        deadlines.pass_moment(Moment.RECEIVED, demand.received_at)
        deadlines.settle()
        event = history.compose(
            demand=demand,
            kind=EventKind.RECEIVED,
            actor=actor,
            at=now,
            facts={"door": demand.door, "entries": filing.told()},
        )
        put(demand)
        writes = Writes()
        for item in items:
            item.demand = demand
        writes.insert(items)
        deadlines.write(writes)
        filing.write(demand, writes)
        event.demand = demand
        writes.insert([event])
        listeners.tell_followers(demand, None, addresses=[one.text for one in addresses], writes=writes)
        listeners.tell(invented=demand.invented, before={}, after=counted(demand), writes=writes)
        writes.send()


def _received_before(once: str) -> Receipt | None:
    found = Demand.objects.filter(once=once).first()
    return Receipt(found.reference, "", found.pk, is_new=False) if found else None


def _requester_mark(papers: Sequence[AnyPaper]) -> str:
    for one in papers:
        if isinstance(one, Contact) and one.role == "requester" and one.email:
            try:
                return sealing.mark("requester", address_key(one.email))
            except ValidationError:
                return sealing.mark("requester", one.email.strip().lower())
    return ""


def _one_of(choices: type[Process] | type[Requester], value: str, what: str) -> str:
    if value and value not in choices.values:
        raise Refused(
            _("%(what)s: %(value)s is none of %(values)s.")
            % {"what": what, "value": value, "values": ", ".join(choices.values)}
        )
    return str(value)
