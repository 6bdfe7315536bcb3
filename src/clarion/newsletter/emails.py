"""The e-mails of the newsletter."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clarion.mail.registry import Audience, Automation, EmailKind, register
from clarion.newsletter import services


def _confirm_sample(language: str) -> dict[str, Any]:
    return services.confirm_context(f"{settings.BASE_URL}/{language}/subscribe/confirm/example/", language)


def _member_sample(language: str) -> dict[str, Any]:
    return {"unsubscribe_url": f"{settings.BASE_URL}/{language}/unsubscribe/example/"}


def _campaign_sample(language: str) -> dict[str, Any]:
    with translation.override(language):
        title, words = gettext("What we saw last year"), gettext("Every demand, and what became of it.")
    return {
        **_member_sample(language), "title": title, "text": words,
        "words": format_html("<h2>{}</h2><p>{}</p>", title, words),
    }  # fmt: skip


register(
    EmailKind(
        key="newsletter.confirm",
        description=_("Asks whoever signed up to confirm"),
        audience=Audience.PUBLIC,
        automation=Automation.REPLIED,
        sample=_confirm_sample,
    )
)
register(
    EmailKind(
        key="newsletter.already",
        description=_("Tells a subscriber who signs up again that all is well"),
        audience=Audience.PUBLIC,
        automation=Automation.REPLIED,
        sample=_member_sample,
        to_list=True,
        on_refused=services.note_bounce,
    )
)
register(
    EmailKind(
        key="newsletter.welcome",
        description=_("Welcomes a subscriber who has confirmed"),
        audience=Audience.PUBLIC,
        automation=Automation.GENERATED,
        sample=_member_sample,
        to_list=True,
        on_refused=services.note_bounce,
    )
)
register(
    EmailKind(
        key="newsletter.campaign",
        description=_("A campaign, to those subscribers of a list who read its language"),
        audience=Audience.PUBLIC,
        automation=Automation.GENERATED,
        sample=_campaign_sample,
        to_list=True,
        on_refused=services.note_bounce,
    )
)
