"""Letters and telling among the next steps of a demand."""

from __future__ import annotations

from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.desk.answers.composing import obstacle
from clarion.desk.demand.steps.base import Step, way
from clarion.desk.panels import Sheet
from clarion.register.models.demands import Telling
from clarion.register.roles import Action
from clarion.register.vocabulary import Purpose
from clarion.register.workflow import UNCOUNTED, Status


class Letter(Step):
    """A letter for one purpose."""

    purpose: ClassVar[Purpose]

    def address(self, sheet: Sheet) -> str:
        """The page on which it is written."""
        return reverse("desk:letter", args=[sheet.demand.reference]) + f"?purpose={self.purpose}"

    def hindrance(self, sheet: Sheet) -> str:
        """It needs the requester's address, which is in the dossier."""
        if not sheet.may_read:
            return _("You may not read this dossier any more.")
        return obstacle(sheet.demand, self.purpose)


@way
class Acknowledge(Letter):
    key, action, order, purpose = "letter-acknowledge", Action.RECEIVE, 15, Purpose.ACKNOWLEDGEMENT
    label = gettext_lazy("Acknowledge receipt by e-mail")

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.acknowledged_at is None and sheet.demand.is_open


@way
class Missing(Letter):
    key, action, order, purpose = "letter-missing", Action.TRIAGE, 14, Purpose.MISSING
    label = gettext_lazy("Ask by e-mail for what is missing")

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status == Status.INCOMPLETE


@way
class Answer(Letter):
    key, action, order, purpose = "letter-answer", Action.ANSWER, 31, Purpose.ANSWER
    label = gettext_lazy("Answer by e-mail")

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status in (Status.APPROVED, Status.CARRIED_OUT, Status.NOT_OURS)


@way
class Tell(Letter):
    key, action, order, purpose = "letter-tell", Action.ANSWER, 32, Purpose.TELLING
    label = gettext_lazy("Tell the person concerned")

    def address(self, sheet: Sheet) -> str:
        return reverse("desk:tell", args=[sheet.demand.reference])

    def stands(self, sheet: Sheet) -> bool:
        row = sheet.demand
        return row.telling in (Telling.OPEN, Telling.FORBIDDEN) and row.status not in UNCOUNTED
