"""The attachments of a demand, on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from clarion.core.languages import active_language
from clarion.desk.panels import Panel, Sheet, panel
from clarion.desk.papers.kinds import said_held, said_kind
from clarion.register.filetypes import DRAWN, TEXT
from clarion.register.papers import Attachment, Filed


@dataclass(frozen=True, slots=True)
class Line:
    """One attachment as the panel lists it."""

    filed: Filed
    name: str
    kind: str
    size: str
    held: str
    can_look: bool


@panel
class Attachments(Panel):
    """Name, size, kind and why it is held, for each."""

    key = "attachments"
    heading = _("Attachments")
    order = 60
    template = "desk/papers/panel.html"

    def shown(self, sheet: Sheet) -> bool:
        """Where there are any, for those who may read them."""
        return bool(sheet.dossier and sheet.dossier.attachments)

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The lines."""
        return {"lines": [line_of(one) for one in sheet.dossier.attachments] if sheet.dossier else []}


def line_of(filed: Filed) -> Line:
    """An attachment in words."""
    paper = filed.paper
    assert isinstance(paper, Attachment)
    return Line(
        filed=filed,
        name=paper.name,
        kind=said_kind(paper.found),
        size=active_language().file_size(filed.size),
        held=said_held(paper.held),
        # What was filed before kinds were looked for has none: it is looked at when it is opened.
        can_look=not paper.found or paper.found in {*DRAWN, TEXT},
    )
