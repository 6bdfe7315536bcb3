"""The links in our mail. A confirmation is signed and ends after some days; a way out never ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from clarion.newsletter.models import Subscriber

CONFIRM_WITHIN = timedelta(days=7)
_SALT = "clarion.newsletter.confirm"


class LinkIsVoid(Exception):
    """The link was altered, is too old, or belongs to a subscription that has ended."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a confirmation link says."""

    subscriber_id: int
    round: int
    language: str


def confirm_token(subscriber: Subscriber, language: str) -> str:
    """A signed token that confirms this round of the subscription, in this language."""
    return signing.dumps([subscriber.pk, subscriber.round, language], salt=_SALT)


def read_confirm_token(token: str) -> Confirmation:
    """What the token says.

    Raises:
        LinkIsVoid: if we did not sign it, or it is older than `CONFIRM_WITHIN`.
    """
    try:
        return Confirmation(*signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkIsVoid(str(error)) from error


def confirm_url(subscriber: Subscriber, language: str) -> str:
    """The address in the confirmation mail. Opening it changes nothing: its page has a button."""
    with translation.override(language):
        return settings.BASE_URL + reverse("newsletter:confirm", args=[confirm_token(subscriber, language)])


def unsubscribe_url(subscriber: Subscriber) -> str:
    """The address of the page with the button to unsubscribe, in the subscriber's language."""
    with translation.override(subscriber.language):
        return settings.BASE_URL + reverse("newsletter:unsubscribe", args=[subscriber.unsubscribe_key])


def one_click_url(subscriber: Subscriber) -> str:
    """The address that mail programs post to (RFC 8058)."""
    return settings.BASE_URL + reverse("newsletter-one-click", args=[subscriber.unsubscribe_key])


def unsubscribe_headers(subscriber: Subscriber) -> dict[str, str]:
    """The header that gives mail programs the way out; the outbox adds its companion."""
    return {"List-Unsubscribe": f"<{one_click_url(subscriber)}>"}
