"""The words of consent, and the record of who agreed to which of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clarion.mail.rendering import organisation
from clarion.newsletter.models import Action, ConsentRecord, Door, Subscriber

SIGN_UP_WORDS = _(
    "Yes, send me e-mail updates from %(organisation)s. I can unsubscribe at any time, with one click. "
    "My address is used for nothing else."
)
CONFIRM_WORDS = _("I confirm that I want to receive e-mail updates from %(organisation)s at this address.")

_WORDS: dict[Action, Promise] = {Action.SIGNED_UP: SIGN_UP_WORDS, Action.CONFIRMED: CONFIRM_WORDS}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words beside a button, as a reader saw them; `version` changes with every change of a letter."""

    text: str
    version: str


def wording(action: Action, language: str) -> Wording:
    """The words beside the button for an action, in a language. Empty for actions that need no words."""
    words = _WORDS.get(action)
    if words is None:
        return Wording("", "")
    with translation.override(language):
        text = str(words) % {"organisation": organisation()}
    return Wording(text, hashlib.sha256(text.encode()).hexdigest()[:12])


def record(*, subscriber: Subscriber, action: Action, door: Door, language: str) -> ConsentRecord:
    """Writes down what the subscriber just did, with the words that stood there."""
    shown = wording(action, language)
    return ConsentRecord.objects.create(
        subscriber=subscriber,
        action=action,
        door=door,
        language=language,
        text=shown.text,
        version=shown.version,
    )


def exported(subscriber: Subscriber) -> dict[str, Any]:
    """All that we hold about a subscriber, ready for JSON (GDPR articles 7(1), 15 and 20)."""
    return {
        "email": subscriber.email,
        "language": subscriber.language,
        "state": subscriber.state,
        "signed_up_at": subscriber.signed_up_at.isoformat(),
        "state_since": subscriber.state_since.isoformat(),
        "lists": [one.slug for one in subscriber.lists.all()],
        "consent": [
            {
                "at": one.at.isoformat(),
                "action": one.action,
                "door": one.door,
                "language": one.language,
                "text": one.text,
                "version": one.version,
            }
            for one in subscriber.consent.all()
        ],
    }
