"""Every kind of e-mail the system sends, in one registry.

A room declares its e-mails in its own `emails.py`; a new e-mail is one `register(EmailKind(…))` and its three
templates: for the key `newsletter.confirm` they are `mail/newsletter/confirm.subject.txt`, `confirm.txt` and
`confirm.mjml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Audience(StrEnum):
    """Who reads it."""

    PUBLIC = "public"
    STAFF = "staff"


class Automation(StrEnum):
    """The value of the Auto-Submitted header (RFC 3834 5)."""

    GENERATED = "auto-generated"
    REPLIED = "auto-replied"
    HUMAN = "no"


class NotNow(Exception):
    """The words of a message cannot be had at the moment. It is tried again later; say nothing of its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An e-mail whose words are kept elsewhere, as it is in memory while it is being sent."""

    to: str
    subject: str
    text: str
    html: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[tuple[str, bytes, str]] = field(default=(), repr=False)
    """Name, content and media type of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailKind:
    """One kind of e-mail.

    `sample` makes an example of its context for a language, for previews and tests. `to_list` marks mail that goes
    to the members of a list and so must carry a way out of it (RFC 8058). `on_refused` is told the address when
    the receiving server says for good that there is no such mailbox.

    A kind with `fetch` is for confidential words. Its rows in the outbox hold neither address nor words nor what the
    mail server says of them, only where they are kept; `fetch` is given that at the moment of sending. It raises
    `NotNow` when they cannot be had for a while.
    """

    key: str
    description: str | Promise
    audience: Audience
    automation: Automation
    sample: Callable[[str], Mapping[str, Any]]
    to_list: bool = False
    on_refused: Callable[[str], None] | None = None
    fetch: Callable[[str], Fetched] | None = None

    @property
    def stem(self) -> str:
        """The path of its templates, without the ending."""
        return "mail/" + self.key.replace(".", "/")


KINDS: dict[str, EmailKind] = {}


def register(kind: EmailKind) -> EmailKind:
    """Adds a kind of e-mail.

    Raises:
        ValueError: if another kind has the same key.
    """
    if kind.key in KINDS:
        raise ValueError(f"The e-mail {kind.key!r} is registered twice.")
    KINDS[kind.key] = kind
    return kind


def kind_of(key: str) -> EmailKind:
    """The kind with this key.

    Raises:
        LookupError: naming the kinds there are.
    """
    try:
        return KINDS[key]
    except KeyError:
        raise LookupError(f"There is no e-mail {key!r}. Registered: {', '.join(sorted(KINDS))}.") from None
