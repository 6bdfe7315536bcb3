"""What the parts say where neither the page nor the site says anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from clarion.pages.models import SiteTexts

DEFAULTS: dict[str, Promise] = {
    "updates_text": _("What we do and what comes of it, by e-mail. We write when there is something to say."),
    "updates_privacy": _("You confirm by e-mail first, and one click ends it."),
    "policy_team_text": _("Write to the people who follow these questions every day."),
    "donate_heading": _("Help keep knowledge free."),
    "donate_text": _("What we do is paid for by people who find it useful."),
    "donate_button": _("Donate"),
}
"""By the names of the fields of `SiteTexts`; fields without an entry are left out where nobody fills them."""


def site_says(field: str, texts: SiteTexts) -> str:
    """What the site says, or what we say for it in the active language."""
    return getattr(texts, field) or str(DEFAULTS.get(field, ""))


def said(own: Mapping[str, Any], name: str, field: str, texts: SiteTexts) -> str:
    """What a page says under `name` in its block, or else what the site says in `field`."""
    return own.get(name) or site_says(field, texts)
