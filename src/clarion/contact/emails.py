"""The e-mails of the contact room."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.contact.models import Topic
from clarion.core.languages import language as written_in
from clarion.mail.registry import Audience, Automation, EmailKind, register


def _received_sample(language: str) -> dict[str, Any]:
    return {
        "name": "Ada Okafor",
        "email": "ada@example.org",
        "topic": Topic.POLICY,
        "body": "Could you speak at our hearing in May?\n\nBest wishes,\nAda",
        "admin_url": f"{settings.BASE_URL}/admin/contact_messages/1/",
    }


def _answer_sample(language: str) -> dict[str, Any]:
    return {
        "name": "Ada Okafor",
        "answer": "Gladly. Shall we talk on Tuesday?\n\nThe policy team",
        "day": written_in(language).day(timezone.localdate()),
        "question": "Could you speak at our hearing in May?\n\nBest wishes,\nAda",
    }


register(
    EmailKind(
        key="contact.received",
        description=_("Tells the team about a message"),
        audience=Audience.STAFF,
        automation=Automation.GENERATED,
        sample=_received_sample,
    )
)
register(
    EmailKind(
        key="contact.acknowledged",
        description=_("Tells the sender that a message has arrived"),
        audience=Audience.PUBLIC,
        automation=Automation.REPLIED,
        sample=lambda language: {},
    )
)
register(
    EmailKind(
        key="contact.answer",
        description=_("The team's answer to a message"),
        audience=Audience.PUBLIC,
        automation=Automation.HUMAN,
        sample=_answer_sample,
    )
)
