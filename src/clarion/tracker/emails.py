"""The e-mail of the trackers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.mail.registry import Audience, Automation, EmailKind, register


def _sample(language: str) -> dict[str, Any]:
    edit_url = f"{settings.BASE_URL}/admin/pages/1/edit/"
    entries = [
        {
            "title": "Digital Services Act",
            "checked_on": timezone.localdate() - timedelta(days=45),
            "edit_url": edit_url,
        },
        {"title": "Wikimedia Foundation v. NSA", "checked_on": None, "edit_url": edit_url},
    ]
    return {"entries": entries, "count": len(entries)}


register(
    EmailKind(
        key="tracker.stale",
        description=_("Reminds editors of laws and cases that nobody has checked for long"),
        audience=Audience.STAFF,
        automation=Automation.GENERATED,
        sample=_sample,
    )
)
