"""Receiving, assigning and answering messages. Only `_move` changes a state, and it writes the event with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clarion.contact.models import ALLOWED_TRANSITIONS, Answer, ContactMessage, Event, Happening, State, Topic
from clarion.core.languages import language as written_in
from clarion.core.models import User
from clarion.core.rate_limits import allow
from clarion.mail.addresses import address_key, normalise
from clarion.mail.services import send

ACKNOWLEDGEMENTS_A_DAY = 5
KEEP_SPAM = timedelta(days=30)


class NotAllowed(Exception):
    """The state of the message does not allow this."""


class Overtaken(Exception):
    """Somebody else did something to the message meanwhile."""


def receive(*, name: str, email: str, topic: Topic | str, body: str, language: str) -> ContactMessage:
    """Stores a message, tells the team, and acknowledges it to the sender.

    The acknowledgement repeats nothing that was typed: it would let strangers send their words through us to any
    address. An address that gets too many of them today gets none, but its messages are stored all the same.

    Raises:
        ValidationError: if `email` is no address.
    """
    acknowledge = allow("contact.address", address_key(email), ACKNOWLEDGEMENTS_A_DAY, timedelta(days=1))
    with transaction.atomic():
        message = ContactMessage.objects.create(
            name=name, email=normalise(email), topic=topic, body=body, language=language
        )
        _note(message, Happening.RECEIVED, None)
        if acknowledge:
            sent = send("contact.acknowledged", to=message.email, context={}, language=language)
            message.thread_id = sent.message_id
            message.save(update_fields=["thread_id"])
        for address in settings.CONTACT_TO:
            send(
                "contact.received",
                to=address,
                context={
                    "name": message.name,
                    "email": message.email,
                    "topic": Topic(message.topic),
                    "body": message.body,
                    "admin_url": settings.BASE_URL + reverse("contact_messages:inspect", args=[message.pk]),
                },
                language=settings.LANGUAGE_CODE,
            )
    return message


@transaction.atomic
def assign(*, message: ContactMessage, assignee: User | None, actor: User) -> ContactMessage:
    """Makes the message somebody's, or nobody's. A new one is in progress from then on."""
    message = _locked(message)
    message.assignee = assignee
    message.save(update_fields=["assignee"])
    _note(message, Happening.ASSIGNED, actor, str(assignee or ""))
    if assignee is not None and message.state == State.NEW:
        _move(message, State.IN_PROGRESS, actor)
    return message


@transaction.atomic
def move(*, message: ContactMessage, to: State, actor: User) -> ContactMessage:
    """Changes the state by hand.

    Raises:
        NotAllowed: if `ALLOWED_TRANSITIONS` has no such step, or it is the step that only an answer makes.
    """
    message = _locked(message)
    if to == State.ANSWERED:
        raise NotAllowed("A message is answered by an answer.")
    _move(message, to, actor)
    return message


@transaction.atomic
def answer(*, message: ContactMessage, text: str, actor: User, last_seen: int) -> Answer:
    """Sends an answer in the sender's language, threaded under what they have from us (RFC 5322 3.6.4).

    Args:
        message: the message to answer.
        text: plain text, paragraphs parted by blank lines.
        actor: who answers.
        last_seen: the id of the newest event that the author had seen.

    Raises:
        NotAllowed: for spam, or an empty answer.
        Overtaken: if there is a newer event: two people must not answer at once.
    """
    message = _locked(message)
    if message.state == State.SPAM:
        raise NotAllowed("Spam is not answered. Move the message back first.")
    if not text.strip():
        raise NotAllowed("An answer has words.")
    if message.events.filter(pk__gt=last_seen).exists():
        raise Overtaken("Somebody else has worked on this message.")
    sent = send(
        "contact.answer",
        to=message.email,
        context={
            "name": message.name,
            "answer": text.strip(),
            "day": written_in(message.language).day(timezone.localtime(message.received_at).date()),
            "question": message.body,
        },
        language=message.language,
        headers=_thread_headers(message),
    )
    given = Answer.objects.create(message=message, author=actor, text=text.strip(), sent_as=sent.message_id)
    _note(message, Happening.ANSWERED, actor)
    if message.state != State.ANSWERED:
        _move(message, State.ANSWERED, actor)
    return given


def purge_spam(now: datetime | None = None) -> int:
    """Deletes what was marked as spam long enough ago. Returns how many messages."""
    now = now or timezone.now()
    old = ContactMessage.objects.filter(state=State.SPAM, state_since__lt=now - KEEP_SPAM)
    _total, by_model = old.delete()
    return by_model.get("contact.ContactMessage", 0)


def _thread_headers(message: ContactMessage) -> dict[str, str]:
    earlier = [one for one in [message.thread_id, *message.answers.values_list("sent_as", flat=True)] if one]
    headers = {"In-Reply-To": earlier[-1], "References": " ".join(earlier)} if earlier else {}
    if settings.CONTACT_TO:
        headers["Reply-To"] = ", ".join(settings.CONTACT_TO)
    return headers


def _locked(message: ContactMessage) -> ContactMessage:
    return ContactMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)


def _move(message: ContactMessage, to: State, actor: User) -> None:
    came_from = State(message.state)
    if to not in ALLOWED_TRANSITIONS[came_from]:
        raise NotAllowed(f"A message that is {came_from} cannot become {to}.")
    message.state = to
    message.state_since = timezone.now()
    message.save(update_fields=["state", "state_since"])
    _note(message, Happening.MOVED, actor, f"{came_from} → {to}")


def _note(message: ContactMessage, happening: Happening, actor: User | None, detail: str = "") -> None:
    Event.objects.create(
        message=message, happening=happening, actor=actor, actor_name=str(actor or ""), detail=detail[:300]
    )
