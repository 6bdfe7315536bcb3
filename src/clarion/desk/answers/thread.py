"""The correspondence of a demand as one thread, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from typing import NamedTuple

from django.core.exceptions import ValidationError

from clarion.core.languages import language
from clarion.core.models import User
from clarion.desk.papers.kinds import said_held
from clarion.mail.addresses import address_key
from clarion.mail.models import OutboxMessage, State
from clarion.register.dossiers import OpenDossier
from clarion.register.models import Demand
from clarion.register.papers import Attachment, Letter, Message, Note
from clarion.register.received_mail import moment_of, shown

SHORT = 1_200
"""How many characters of a message stand open; a longer one is folded."""
RECIPIENTS_SHOWN = 5
REFERENCES = 20
"""How many messages a letter refers back to: the first and the newest (RFC 5322 lets it be fewer than all)."""


class File(NamedTuple):
    """A file that came or went with a message."""

    entry: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper of the thread, as the page shows it."""

    key: str
    what: str
    """`letter`, `in`, `out` or `note`."""
    at: datetime
    text: str
    subject: str = ""
    by: User | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    more_recipients: int = 0
    held: str = ""
    files: tuple[File, ...] = ()
    language: str = ""
    template: str = ""
    sent: OutboxMessage | None = None

    @property
    def is_long(self) -> bool:
        return len(self.text) > SHORT

    @property
    def sender_apart(self) -> tuple[str, str]:
        """The name and the address of one sender, for each is written in a direction of its own."""
        name, address = parseaddr(self.sender)
        return (name, address) if "@" in address else (self.sender, "")

    @property
    def start(self) -> str:
        """The beginning of a long text, in one line."""
        return shown(self.text[:160])

    @property
    def lang(self) -> str:
        """The language for the page, where it is known."""
        return language(self.language).tag if self.language else ""

    @property
    def trouble(self) -> bool:
        """Whether somebody has to look at how it was sent."""
        return self.sent is not None and self.sent.state in (State.FAILED, State.INTERRUPTED)


def thread(demand: Demand, dossier: OpenDossier) -> list[Entry]:
    """Letters, messages and notes, the oldest first. Two queries: who filed them, and how what we wrote was sent."""
    everything = [*dossier.letters, *dossier.messages, *dossier.notes]
    people = User.objects.in_bulk({one.filed_by for one in everything if one.filed_by})
    files = {
        one.entry: File(one.entry, one.paper.name)
        for one in dossier.attachments
        if isinstance(one.paper, Attachment)
    }
    words = {one.paper.text.strip() for one in dossier.letters if isinstance(one.paper, Letter)}
    ours = [
        one.paper.message_id
        for one in dossier.messages
        if isinstance(one.paper, Message) and not one.paper.incoming and one.paper.message_id
    ]
    sent = {one.message_id: one for one in OutboxMessage.objects.filter(message_id__in=ours)} if ours else {}
    found = []
    for one in everything:
        paper, by = one.paper, people.get(one.filed_by or 0)
        if isinstance(paper, Letter):
            found.append(
                Entry(
                    key=one.entry,
                    what="letter",
                    at=demand.received_at,
                    text=paper.text,
                    subject=paper.subject,
                    by=by,
                    language=demand.language,
                )
            )
        elif isinstance(paper, Note):
            found.append(Entry(key=one.entry, what="note", at=one.filed_at, text=paper.text, by=by))
        elif isinstance(paper, Message) and not (paper.incoming and paper.text.strip() in words):
            found.append(
                Entry(
                    key=one.entry,
                    what="in" if paper.incoming else "out",
                    at=moment_of(paper) or one.filed_at,
                    text=paper.text,
                    subject=paper.subject,
                    by=by,
                    sender=paper.sender,
                    recipients=paper.recipients[:RECIPIENTS_SHOWN],
                    more_recipients=max(len(paper.recipients) - RECIPIENTS_SHOWN, 0),
                    held=said_held(one.held),
                    files=tuple(files[entry] for entry in paper.attachments if entry in files),
                    language=paper.language,
                    template=paper.template,
                    sent=sent.get(paper.message_id),
                )
            )
    return sorted(found, key=lambda one: one.at)


@dataclass(frozen=True, slots=True)
class Thread:
    """What a letter answers, and what came before it."""

    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    subject: str = field(default="", repr=False)


def thread_with(dossier: OpenDossier, address: str) -> Thread:
    """What we and this address wrote to each other. Nobody is told what was written to somebody else."""
    mine = [
        one.paper
        for one in sorted(dossier.messages, key=lambda one: one.filed_at)
        if isinstance(one.paper, Message) and one.paper.message_id and _is_with(one.paper, address)
    ]
    if not mine:
        return Thread()
    theirs = [one for one in mine if one.incoming]
    answered = (theirs or mine)[-1]
    ids = list(dict.fromkeys(one.message_id for one in mine))
    if len(ids) > REFERENCES:
        ids = [ids[0], *ids[1 - REFERENCES :]]
    if ids[-1] != answered.message_id:
        # The last of the list is the one that is answered (RFC 5322 3.6.4).
        ids = [*(one for one in ids if one != answered.message_id), answered.message_id]
    return Thread(answered.message_id, tuple(ids), answered.subject)


def _is_with(message: Message, address: str) -> bool:
    wanted = _key(address)
    others: Iterable[str] = (message.sender,) if message.incoming else message.recipients
    return bool(wanted) and any(_key(one) == wanted for one in others)


def _key(given: str) -> str:
    address = parseaddr(given)[1]
    try:
        return address_key(address)
    except ValidationError:
        return address.lower()
