"""What lies in a dossier, in the clear: only ever in memory, and only for those who may read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from clarion.register.canonical import plain
from clarion.register.models import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or body named in a demand, and how they are reached."""

    paper: ClassVar[Paper] = Paper.CONTACTS
    role: str = "requester"
    """`requester`, `agent`, `affected` or another word."""
    name: str = ""
    organisation: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What was demanded, in the requester's own words."""

    paper: ClassVar[Paper] = Paper.LETTER
    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to or from somebody outside."""

    paper: ClassVar[Paper] = Paper.MESSAGE
    text: str
    subject: str = ""
    incoming: bool = True
    sender: str = ""
    recipients: tuple[str, ...] = ()
    at: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    language: str = ""
    attachments: tuple[str, ...] = ()
    """The entries of the files that came or went with it."""
    purpose: str = ""
    """Of what we wrote: why."""
    template: str = ""
    """Of what we wrote: the template that it was begun with, and its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a colleague writes for colleagues."""

    paper: ClassVar[Paper] = Paper.NOTE
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a demand or a message. In an opened dossier `content` is empty until it is asked for."""

    paper: ClassVar[Paper] = Paper.ATTACHMENT
    name: str
    content: bytes = field(default=b"", repr=False)
    media_type: str = "application/octet-stream"
    found: str = ""
    """The media type that the bytes have; `media_type` is what the sender said."""
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A public copy as it was drafted: what was hidden, and what is left. `content` as with an attachment."""

    paper: ClassVar[Paper] = Paper.COPY
    source: str = ""
    """The entry it is a copy of; empty for the summary alone."""
    form: str
    language: str = ""
    keys: tuple[str, ...] = ()
    """The suggestions that were followed."""
    phrases: tuple[str, ...] = ()
    boxes: str = ""
    left: tuple[str, ...] = ()
    """The text that can still be read, page by page."""
    content: bytes = field(default=b"", repr=False)


AnyPaper = Contact | Letter | Message | Note | Attachment | Redacted
_CLASSES: dict[str, type[Any]] = {
    Paper.LETTER: Letter,
    Paper.MESSAGE: Message,
    Paper.NOTE: Note,
    Paper.ATTACHMENT: Attachment,
    Paper.COPY: Redacted,
}


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper as it lies in an opened dossier."""

    entry: str
    filed_at: datetime
    filed_by: int | None
    paper: AnyPaper
    size: int = 0
    held: str = ""


def to_plain(paper: AnyPaper) -> dict[str, Any]:
    """The paper as JSON can hold it, without the content of a file."""
    found = asdict(paper)
    found.pop("content", None)
    found.pop("held", None)
    return {name: plain(value) for name, value in found.items() if value not in ("", (), None)}


def from_plain(kind: str, found: dict[str, Any], held: str = "") -> AnyPaper:
    """The paper again. What a later version added or dropped is left at its default or out."""
    cls = Contact if kind == Paper.CONTACTS else _CLASSES[kind]
    known = {name: value for name, value in found.items() if name in cls.__dataclass_fields__}
    for name, value in known.items():
        if isinstance(value, list):
            known[name] = tuple(value)
    if cls is Attachment:
        known["held"] = held
    made: AnyPaper = cls(**known)
    return made
