"""Writing to the outbox, and keeping it tidy."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clarion.mail.addresses import normalise
from clarion.mail.models import OutboxMessage, State
from clarion.mail.registry import Automation, EmailKind, kind_of
from clarion.mail.rendering import known_language, organisation, render
from clarion.mail.tasks import deliver_due_mail

ALLOWED_HEADERS = frozenset({"In-Reply-To", "References", "Reply-To", "List-Id", "List-Unsubscribe"})
KEEP_UNSETTLED = timedelta(days=30)
"""How long a message that could not be sent waits for somebody to look at it before its words are blanked."""


class CannotResend(Exception):
    """The message went out, or its words are gone."""


def send(
    kind: str, *, to: str, context: Mapping[str, Any], language: str, headers: Mapping[str, str] | None = None
) -> OutboxMessage:
    """Puts one e-mail into the outbox, in the transaction of the caller; it leaves after the commit.

    Args:
        kind: the key of a registered kind.
        to: the address of one recipient.
        context: what its templates need.
        language: the language of the recipient.
        headers: any of `ALLOWED_HEADERS`. With List-Unsubscribe, RFC 8058's List-Unsubscribe-Post is added.

    Raises:
        LookupError: for an unknown kind.
        ValidationError: if `to` is no address.
        ValueError: for another header, a header of several lines, or list mail without List-Unsubscribe.
        RenderingError: if a template is wrong.
    """
    (message,) = send_all(kind, [Letter(to, context, language, headers or {})])
    return message


class Letter(NamedTuple):
    """One of many e-mails of a kind, as `send` takes it."""

    to: str
    context: Mapping[str, Any]
    language: str
    headers: Mapping[str, str]


def send_all(kind: str, letters: Iterable[Letter]) -> list[OutboxMessage]:
    """Puts many e-mails of a kind into the outbox, and asks once for them to be sent.

    Raises:
        As `send` does, for the first letter that cannot be written.
    """
    messages = [_written(kind_of(kind), one) for one in letters]
    transaction.on_commit(deliver_due_mail.enqueue)
    return messages


def _written(sort: EmailKind, letter: Letter) -> OutboxMessage:
    rendered = render(sort, letter.context, letter.language)
    return OutboxMessage.objects.create(
        kind=sort.key,
        language=rendered.language,
        recipient=normalise(letter.to),
        subject=rendered.subject[:400],
        text=rendered.text,
        html=rendered.html,
        headers=_headers(sort, rendered.language, letter.headers),
        message_id=new_message_id(),
    )


def send_kept(kind: str, *, kept_at: str, language: str, message_id: str) -> OutboxMessage:
    """Puts a confidential e-mail into the outbox: a row without address and words, which are fetched when it leaves.

    Args:
        kind: the key of a registered kind that has `fetch`.
        kept_at: what `fetch` is given, such as the id of a sealed paper.
        language: the language of the recipient.
        message_id: as `new_message_id` makes it, so that it can be kept beside the words.

    Raises:
        LookupError: for an unknown kind.
        ValueError: for a kind without `fetch`.
        IntegrityError: there is a message with this Message-ID.
    """
    sort = kind_of(kind)
    if sort.fetch is None:
        raise ValueError(f"The e-mail {kind!r} fetches no words: use send.")
    message = OutboxMessage.objects.create(
        kind=sort.key,
        language=known_language(language),
        kept_at=kept_at,
        headers=_headers(sort, known_language(language), {}),
        message_id=message_id,
    )
    transaction.on_commit(deliver_due_mail.enqueue)
    return message


@transaction.atomic
def resend(*, message: OutboxMessage) -> None:
    """Queues a message again that failed or was interrupted, under the same Message-ID.

    Raises:
        CannotResend: if it went out, is on its way, or its words are gone.
    """
    now = timezone.now()
    requeued = OutboxMessage.objects.filter(
        pk=message.pk, state__in=[State.FAILED, State.INTERRUPTED], purged_at=None
    ).update(state=State.QUEUED, attempts=0, queued_at=now, due_at=now, settled_at=None, error="")
    if not requeued:
        raise CannotResend(f"{message} is not waiting to be resent.")
    transaction.on_commit(deliver_due_mail.enqueue)


def purge(now: datetime | None = None) -> int:
    """Blanks address and words of what was settled long enough ago. Returns how many messages that were.

    The row stays, so that the number of messages sent can still be counted.
    """
    now = now or timezone.now()
    kept = OutboxMessage.objects.filter(purged_at=None)
    sent = kept.filter(state=State.SENT, settled_at__lt=now - timedelta(days=settings.MAIL_KEEP_DAYS))
    given_up = kept.unsettled().filter(settled_at__lt=now - KEEP_UNSETTLED)
    blank = {
        "recipient": "",
        "subject": "",
        "text": "",
        "html": "",
        "headers": {},
        "error": "",
        "purged_at": now,
    }
    return sent.update(**blank) + given_up.update(**blank)


def _headers(kind: EmailKind, language: str, given: Mapping[str, str]) -> dict[str, str]:
    headers = {"Auto-Submitted": str(kind.automation), "Content-Language": language}
    if kind.automation is not Automation.HUMAN:
        headers["X-Auto-Response-Suppress"] = "All"
    for name, value in given.items():
        if name not in ALLOWED_HEADERS:
            raise ValueError(
                f"{name} is no header that an e-mail may set. Use {', '.join(sorted(ALLOWED_HEADERS))}."
            )
        if not value.isprintable():
            raise ValueError(f"The header {name} holds a line break or a control character.")
        headers[name] = value
    if kind.to_list and "List-Unsubscribe" not in headers:
        raise ValueError(
            f"The e-mail {kind.key!r} goes to a list: give it a List-Unsubscribe header (RFC 8058)."
        )
    if "List-Unsubscribe" in headers:
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers.setdefault("List-Id", _list_id())
    return headers


def _list_id() -> str:
    """RFC 2919. A name that is not ASCII stays out of it: encoded, it would take the identifier along."""
    identifier = f"<updates.{_host()}>"
    return f"{organisation()} {identifier}" if organisation().isascii() else identifier


def new_message_id(token: str = "") -> str:
    """A Message-ID of this site (RFC 5322 3.6.4); with a token, always the same one."""
    return f"<{token or uuid.uuid4().hex}@{_host()}>"


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
