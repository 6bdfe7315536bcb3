"""The e-mails of the editorial room. Whoever wants none of a kind switches it off under Account, Notifications."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from clarion.mail.registry import Audience, Automation, EmailKind, register


def _sample(language: str) -> dict[str, Any]:
    with override(language):
        return {
            "page_title": str(_("A page")),
            "person": "Ada Okafor",
            "words": str(_("Please give the source of the second figure.")),
            "address": f"{settings.BASE_URL}/admin/pages/1/edit/",
        }


def _commented_sample(language: str) -> dict[str, Any]:
    sample = _sample(language)
    said = [{"kind": "new", "words": sample["words"], "about": ""}]
    return {**sample, "said": said}


for _key, _description, _example in (
    ("submitted", _("Asks whoever checks pages to check one"), _sample),
    ("approved", _("Tells the writer that a page has passed its check"), _sample),
    ("rejected", _("Tells the writer that a page needs changes"), _sample),
    ("commented", _("Tells who follows a page about comments"), _commented_sample),
):
    register(
        EmailKind(
            key=f"editorial.{_key}",
            description=_description,
            audience=Audience.STAFF,
            automation=Automation.GENERATED,
            sample=_example,
        )
    )
