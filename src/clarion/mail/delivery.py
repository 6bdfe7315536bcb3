"""From the outbox to the mail server.

A message is claimed by a conditional update, committed before the first byte of it leaves. From then on it is sent
at most once: if the process dies, the row stays at `sending`, is later marked `interrupted`, and a person decides.
The connection is opened before the claim, so that a server that is away interrupts nothing.
"""

from __future__ import annotations

import logging
import re
import smtplib
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from email import charset
from email.policy import Compat32
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from clarion.mail.models import OutboxMessage, State
from clarion.mail.registry import KINDS, Fetched, NotNow, kind_of

log = logging.getLogger(__name__)

BATCH = 100
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=4)
"""How long to try; RFC 5321 4.5.4.1 asks for four to five days at least."""
HANDOVER_TAKES_AT_MOST = timedelta(minutes=10)

_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
"""An enhanced status code (RFC 3463 2)."""
_QUOTED_PRINTABLE = charset.Charset("utf-8")
_QUOTED_PRINTABLE.body_encoding = charset.QP
# Signatures (DKIM) break when a relay has to re-encode eight-bit text on the way.


class _WholeAddresses(Compat32):
    """Leaves an address on the line of its header, though it is long: not every reader of these unfolds them."""

    _WHOLE = frozenset({"List-Unsubscribe", "Message-ID"})

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name in self._WHOLE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return (
            self.fold(name, value).encode("ascii")
            if name in self._WHOLE
            else super().fold_binary(name, value)
        )


class _Envelope(EmailMultiAlternatives):
    """A message under that policy."""

    def message(self, **options: Any) -> Any:
        built = super().message(**options)
        built.policy = _WholeAddresses()
        return built


def deliver_due() -> int:
    """Sends every message that is due, over one connection. Returns how many the mail server took."""
    sent = 0
    connection = get_connection()
    try:
        while due := list(OutboxMessage.objects.due()[:BATCH]):
            for message in due:
                try:
                    connection.open()
                except OSError as error:
                    _postpone_all(error)
                    return sent
                sent += _deliver(message, connection)
    finally:
        _hang_up(connection)
    return sent


def notice_interrupted(now: datetime | None = None) -> int:
    """Marks messages whose handover never ended. Returns how many."""
    now = now or timezone.now()
    lost = OutboxMessage.objects.filter(state=State.SENDING, claimed_at__lt=now - HANDOVER_TAKES_AT_MOST)
    return lost.update(
        state=State.INTERRUPTED, settled_at=now, error="The process ended while it was sending."
    )


def wait_before(attempt: int) -> timedelta:
    """How long to wait after `attempt` failed attempts (one or more): doubling, up to `LONGEST_WAIT`."""
    return min(FIRST_WAIT * 2 ** min(attempt - 1, 16), LONGEST_WAIT)


def _deliver(message: OutboxMessage, connection: BaseEmailBackend) -> bool:
    if not _claim(message):
        return False
    try:
        connection.send_messages([_envelope(message, connection)])
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        _after_answer(message, code, reply)
        _hang_up(connection)
    except smtplib.SMTPResponseException as error:
        _after_answer(message, error.smtp_code, error.smtp_error)
        _hang_up(connection)
    except smtplib.SMTPNotSupportedError as error:
        _settle(message, State.FAILED, str(error))
    except OSError as error:
        _after_silence(message, error, connection)
        _hang_up(connection)
    except NotNow as error:
        _postpone(message, str(error))
    except Exception as error:
        if message.kept_at:
            # Neither the words of the error nor what was on the stack: both may hold what is confidential.
            log.error("The outgoing message %s cannot be sent as it is: %s", message.pk, type(error).__name__)
            _settle(message, State.FAILED, type(error).__name__)
        else:
            log.exception("The outgoing message %s cannot be sent as it is", message.pk)
            _settle(message, State.FAILED, f"{type(error).__name__}: {error}")
        _hang_up(connection)
    else:
        _settle(message, State.SENT)
        return True
    return False


@transaction.atomic(durable=True)
def _claim(message: OutboxMessage) -> bool:
    """Takes the message for this process alone. Durable: no message may leave before its claim is on disk."""
    now = timezone.now()
    return bool(
        OutboxMessage.objects.due(now)
        .order_by()
        .filter(pk=message.pk)
        .update(state=State.SENDING, claimed_at=now)
    )


def _envelope(message: OutboxMessage, connection: BaseEmailBackend) -> _Envelope:
    words = _words(message)
    envelope = _Envelope(
        subject=words.subject,
        body=words.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[words.to],
        headers={**words.headers, "Message-ID": message.message_id},
        connection=connection,
    )
    envelope.encoding = _QUOTED_PRINTABLE
    envelope.attach_alternative(words.html, "text/html")
    for name, content, media_type in words.attachments:
        envelope.attach(name, content, media_type)
    return envelope


def _words(message: OutboxMessage) -> Fetched:
    """What to send: from the row, or fetched from where it is kept."""
    fetch = kind_of(message.kind).fetch if message.kept_at else None
    if fetch is None:
        return Fetched(
            to=message.recipient,
            subject=message.subject,
            text=message.text,
            html=message.html,
            headers=message.headers,
        )
    found = fetch(message.kept_at)
    return replace(found, headers={**message.headers, **found.headers})


def _after_answer(message: OutboxMessage, code: int, reply: bytes | str) -> None:
    """The server said no: 4xx is for now, 5xx for good (RFC 5321 4.2.1)."""
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    said = f"{code} {words}"
    if message.kept_at:
        # Servers like to repeat the address: of confidential mail the codes are kept alone.
        said = " ".join([str(code), *_ENHANCED.findall(words)[:1]])
    if 400 <= code < 500:
        _postpone(message, said)
        return
    _settle(message, State.FAILED, said)
    kind = KINDS.get(message.kind)
    if kind and kind.on_refused and message.recipient and _is_about_the_mailbox(code, words):
        kind.on_refused(message.recipient)


def _is_about_the_mailbox(code: int, reply: str) -> bool:
    """Whether a refusal says that there is no such mailbox (RFC 3463 3.2), rather than that it dislikes the mail."""
    enhanced = reply.split(" ", 1)[0]
    if enhanced.startswith("5.") and enhanced.count(".") == 2:
        return enhanced in {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
    return code in {550, 551, 553}


def _after_silence(message: OutboxMessage, error: OSError, connection: BaseEmailBackend) -> None:
    """The connection broke. Unless we know that the body had not left, it may have arrived."""
    if getattr(connection, "mid_handover", True):
        _settle(message, State.INTERRUPTED, f"The connection broke while it was being sent: {error}")
        return
    _postpone(message, str(error))


def _postpone_all(error: OSError) -> None:
    log.warning("The mail server does not answer: %s", error)
    for message in OutboxMessage.objects.due():
        _postpone(message, f"The mail server does not answer: {error}")


def _postpone(message: OutboxMessage, reason: str) -> None:
    now = timezone.now()
    if now - message.queued_at >= GIVE_UP_AFTER:
        _settle(message, State.FAILED, reason)
        return
    attempts = message.attempts + 1
    OutboxMessage.objects.filter(pk=message.pk, state__in=[State.QUEUED, State.SENDING]).update(
        state=State.QUEUED,
        attempts=attempts,
        due_at=now + wait_before(attempts),
        claimed_at=None,
        error=reason[:400],
    )


def _settle(message: OutboxMessage, state: State, reason: str = "") -> None:
    open_states = [State.QUEUED, State.SENDING, State.INTERRUPTED]
    OutboxMessage.objects.filter(pk=message.pk, state__in=open_states).update(
        state=state, attempts=message.attempts + 1, settled_at=timezone.now(), error=reason[:400]
    )


def _hang_up(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()
