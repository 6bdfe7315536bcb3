"""The public copies of a demand, on its page, and what more can be made one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.languages import active_language
from clarion.desk.panels import Panel, Sheet, panel
from clarion.register.filetypes import DRAWN, TEXT
from clarion.register.models import Demand, PublicCopy
from clarion.register.models.public import UNDECIDED
from clarion.register.papers import Attachment, Filed, Message
from clarion.register.roles import Action


@dataclass(frozen=True, slots=True)
class Source:
    """A paper that a public copy can be made of."""

    entry: str
    name: str
    said: str


@panel
class Copies(Panel):
    """What the public reads of a demand, and the drafts."""

    key = "copies"
    heading = gettext_lazy("Public copies")
    order = 70
    template = "desk/redaction/panel.html"

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The copies, and the papers that can become some."""
        copies = list(
            PublicCopy.objects.filter(demand=sheet.demand)
            .select_related("made_by", "published_by")
            .defer("text")
        )
        may_make = sheet.may(Action.REDACT) and sheet.dossier is not None
        return {
            "copies": [(one, standing(one)) for one in copies],
            "sources": _sources(sheet) if may_make else [],
            "may_make": may_make,
            "may_review": sheet.may_read and (sheet.may(Action.REDACT) or sheet.may(Action.PUBLISH)),
            "public_address": public_address(sheet.demand) if any(one.is_published for one in copies) else "",
        }


def standing(copy: PublicCopy) -> str:
    """Where a copy stands, in words."""
    spoken = active_language()
    if copy.withdrawn_at:
        return _("Withdrawn, %(day)s") % {"day": spoken.day(timezone.localdate(copy.withdrawn_at))}
    if copy.published_at:
        return _("Published, %(day)s") % {"day": spoken.day(timezone.localdate(copy.published_at))}
    return _("Draft, waits for a second person")


def public_address(demand: Demand) -> str:
    """Where the public reads of the demand, in its language if the site speaks it."""
    codes = [code for code, _name in settings.LANGUAGES]
    code = demand.language if demand.language in codes else settings.LANGUAGE_CODE
    return f"/{code}/transparency/cases/{demand.reference}/"


def hindrance(demand: Demand, copy: PublicCopy, sheet: Sheet) -> str:
    """Why this person cannot publish this copy as things stand; empty if nothing stands in the way."""
    if not sheet.may(Action.PUBLISH):
        return _("An approver or the legal lead looks at it and publishes it.")
    if copy.made_by_id == sheet.actor.pk:
        return _("You made this copy. Somebody else looks at it and publishes it.")
    if demand.status in UNDECIDED:
        return _("It can be published when the demand is decided.")
    if not demand.may_tell(timezone.localdate()):
        return _("An order forbids to tell the person concerned, so nothing of this demand can be published.")
    return ""


def _sources(sheet: Sheet) -> list[Source]:
    dossier = sheet.dossier
    assert dossier is not None
    found = [_letter(one, _("Letter")) for one in dossier.letters]
    found += [
        _letter(one, _("Message received") if one.paper.incoming else _("Message sent"))
        for one in dossier.messages
        if isinstance(one.paper, Message)
    ]
    found += [
        Source(one.entry, one.paper.name, _("Attachment"))
        for one in dossier.attachments
        if isinstance(one.paper, Attachment) and (not one.paper.found or one.paper.found in {*DRAWN, TEXT})
    ]
    return found


def _letter(filed: Filed, said: str) -> Source:
    return Source(filed.entry, active_language().day(timezone.localdate(filed.filed_at)), said)
