"""The e-mails of the register."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.core.languages import language as written_in
from clarion.mail.registry import Audience, Automation, EmailKind, register
from clarion.register.letters import KIND as LETTER
from clarion.register.letters import fetch
from clarion.register.reminders import KIND
from clarion.register.rules import rules


def _sample(language: str) -> dict[str, Any]:
    spoken = written_in(language)
    line = {
        "reference": "2026-000123",
        "title": rules()["eu.gdpr_month"].title,
        "day": spoken.day(timezone.localdate()),
        "overdue": True,
        "address": f"{settings.BASE_URL}/admin/desk/demands/2026-000123/",
    }
    return {
        "lines": [line, line | {"reference": "2026-000127", "overdue": False}],
        "count": 2,
        "number": spoken.integer(2),
    }


register(
    EmailKind(
        key=KIND,
        description=_("Reminds a colleague of deadlines"),
        audience=Audience.STAFF,
        automation=Automation.GENERATED,
        sample=_sample,
    )
)
register(
    EmailKind(
        key=LETTER,
        description=_("A letter of the legal team about a demand"),
        audience=Audience.PUBLIC,
        automation=Automation.HUMAN,
        sample=lambda language: {
            "line": "Your request",
            "words": "Dear Ada Okafor,\n\nWe have received your request.\n\nThe legal team",
            "plain": "2026-000123",
            "reference": "2026-000123",
        },
        fetch=fetch,
    )
)
