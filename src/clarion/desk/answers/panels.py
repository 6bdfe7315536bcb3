"""The correspondence, and telling the person concerned, on a demand's page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.desk.answers import ways
from clarion.desk.answers.forms import NoteForm
from clarion.desk.answers.thread import thread
from clarion.desk.panels import Panel, Sheet, panel
from clarion.register.models.demands import Telling
from clarion.register.roles import Action
from clarion.register.services.corresponding import ACTIONS

__all__ = ["Correspondence", "TellingPanel", "ways"]


@panel
class Correspondence(Panel):
    """The letter, messages in and out, and notes, as one thread."""

    key: ClassVar[str] = "correspondence"
    heading: ClassVar[Any] = _("Correspondence")
    order: ClassVar[int] = 50
    template: ClassVar[str] = "desk/answers/correspondence.html"

    def shown(self, sheet: Sheet) -> bool:
        """To whoever may read the dossier, or write into it."""
        return sheet.may_read or sheet.may(Action.WRITE_DOSSIER)

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The thread, and what the person may do."""
        dossier, trouble = sheet.opened
        return {
            "thread": thread(sheet.demand, dossier) if dossier else [],
            "trouble": trouble,
            "locked": not sheet.may_read,
            "note_form": NoteForm(auto_id="note_%s") if sheet.may(Action.WRITE_DOSSIER) else None,
            "may_answer": sheet.may(Action.ANSWER),
            "may_write": sheet.may_read and any(sheet.may(one) for one in ACTIONS.values()),
        }


@panel
class TellingPanel(Panel):
    """Whether the person concerned knows."""

    key: ClassVar[str] = "telling"
    heading: ClassVar[Any] = _("Telling the person concerned")
    order: ClassVar[int] = 17
    template: ClassVar[str] = "desk/answers/telling.html"
    side: ClassVar[bool] = True

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """How it stands."""
        demand = sheet.demand
        forbidden = demand.telling == Telling.FORBIDDEN and not demand.may_tell(timezone.localdate())
        return {
            "forbidden": forbidden,
            "ended": demand.telling == Telling.FORBIDDEN and not forbidden,
            "may_read": sheet.may_read,
        }
