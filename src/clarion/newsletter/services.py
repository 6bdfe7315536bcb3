"""Joining and leaving. What happens in which state is one table, in the README of this room and in its tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clarion.core.languages import language as written_in
from clarion.core.rate_limits import allow
from clarion.mail.addresses import address_key, normalise
from clarion.mail.services import send
from clarion.newsletter import consent, links
from clarion.newsletter.models import Action, Door, MailingList, State, Subscriber

BETWEEN_MAILS = timedelta(minutes=5)
MAILS_A_DAY = 4
"""Nobody can have a stranger's mailbox flooded by signing it up again and again."""


def sign_up(*, email: str, language: str, door: Door = Door.FORM) -> None:
    """Asks the owner of the mailbox to confirm. Says nothing to the caller about whether we know the address.

    Somebody confirmed gets a mail saying so; everybody else gets a link. No state but that of a new address
    changes, because whoever typed the address may not be its owner.

    Raises:
        ValidationError: if it is no address.
    """
    key = address_key(email)
    if not allow("newsletter.address", key, MAILS_A_DAY, timedelta(days=1)):
        return
    with transaction.atomic():
        subscriber = _locked_or_new(normalise(email), key, language)
        now = timezone.now()
        if subscriber.written_to_at and now - subscriber.written_to_at < BETWEEN_MAILS:
            return
        subscriber.written_to_at = now
        if subscriber.state == State.CONFIRMED:
            subscriber.save(update_fields=["written_to_at"])
            _write(subscriber, "newsletter.already", subscriber.language)
            return
        subscriber.signed_up_at = now
        subscriber.save(update_fields=["written_to_at", "signed_up_at"])
        consent.record(subscriber=subscriber, action=Action.SIGNED_UP, door=door, language=language)
        send(
            "newsletter.confirm",
            to=subscriber.email,
            context={
                "confirm_url": links.confirm_url(subscriber, language),
                "days": links.CONFIRM_WITHIN.days,
            },
            language=language,
        )


def confirm_context(url: str, language: str) -> dict[str, Any]:
    """What the confirmation mail says: the link, and for how many days it works, in the digits of the language."""
    days = links.CONFIRM_WITHIN.days
    return {"confirm_url": url, "days": days, "number": written_in(language).integer(days)}


@transaction.atomic
def confirm(*, token: str) -> Subscriber:
    """Makes a subscription real, and welcomes the subscriber. A second time changes nothing and sends nothing.

    Raises:
        LinkIsVoid: if the token is not good, or the subscription it began has ended since.
    """
    said = links.read_confirm_token(token)
    subscriber = (
        Subscriber.objects.select_for_update().filter(pk=said.subscriber_id, round=said.round).first()
    )
    if subscriber is None:
        raise links.LinkIsVoid("The subscription has ended.")
    if subscriber.state == State.CONFIRMED:
        return subscriber
    _move(subscriber, State.CONFIRMED, language=said.language)
    subscriber.lists.set(
        [one for one in MailingList.objects.filter(offered=True) if one.speaks(said.language)]
    )
    consent.record(subscriber=subscriber, action=Action.CONFIRMED, door=Door.LINK, language=said.language)
    _write(subscriber, "newsletter.welcome", said.language)
    return subscriber


@transaction.atomic
def unsubscribe(*, key: str, door: Door) -> Subscriber:
    """Ends a subscription. A second time changes nothing.

    Raises:
        LinkIsVoid: if the key is nobody's.
    """
    subscriber = Subscriber.objects.select_for_update().filter(unsubscribe_key=key).first()
    if subscriber is None:
        raise links.LinkIsVoid("The key is nobody's.")
    if subscriber.state != State.UNSUBSCRIBED:
        _end(subscriber, State.UNSUBSCRIBED)
        consent.record(
            subscriber=subscriber, action=Action.UNSUBSCRIBED, door=door, language=subscriber.language
        )
    return subscriber


@transaction.atomic
def note_bounce(address: str) -> None:
    """Stops writing to a confirmed mailbox that its server says does not exist."""
    try:
        key = address_key(address)
    except ValidationError:
        return
    subscriber = Subscriber.objects.select_for_update().filter(email_key=key, state=State.CONFIRMED).first()
    if subscriber is None:
        return
    _end(subscriber, State.BOUNCED)
    consent.record(
        subscriber=subscriber, action=Action.BOUNCED, door=Door.MAIL_SERVER, language=subscriber.language
    )


def purge_unconfirmed(now: datetime | None = None) -> int:
    """Deletes addresses that nobody confirmed in time, with their records. Returns how many subscribers."""
    now = now or timezone.now()
    late = Subscriber.objects.filter(state=State.PENDING, signed_up_at__lt=now - links.CONFIRM_WITHIN)
    _total, by_model = late.delete()
    return by_model.get("newsletter.Subscriber", 0)


def _locked_or_new(email: str, key: str, language: str) -> Subscriber:
    subscriber, _new = Subscriber.objects.select_for_update().get_or_create(
        email_key=key, defaults={"email": email, "language": language}
    )
    return subscriber


def _move(subscriber: Subscriber, state: State, *, language: str) -> None:
    subscriber.state = state
    subscriber.state_since = timezone.now()
    subscriber.language = language
    subscriber.save(update_fields=["state", "state_since", "language", "round"])


def _end(subscriber: Subscriber, state: State) -> None:
    subscriber.round += 1
    _move(subscriber, state, language=subscriber.language)


def _write(subscriber: Subscriber, kind: str, language: str) -> None:
    send(
        kind,
        to=subscriber.email,
        context={"unsubscribe_url": links.unsubscribe_url(subscriber)},
        language=language,
        headers=links.unsubscribe_headers(subscriber),
    )
