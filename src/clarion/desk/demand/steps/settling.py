"""After the decision: carried out, answered, told, closed; and what can still happen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.languages import active_language
from clarion.desk.demand.fields import AccountsField
from clarion.desk.demand.steps.base import NoteForm, Step, StepForm, step
from clarion.desk.panels import Sheet
from clarion.register import services
from clarion.register.deadlines import open_now
from clarion.register.models import Afterwards
from clarion.register.roles import Action
from clarion.register.rules import Moment, rules
from clarion.register.vocabulary import ACCOUNT_KINDS, GRANTED_OUTCOMES
from clarion.register.workflow import ALLOWED_TRANSITIONS, UNCOUNTED, Status


@step
class Acknowledge(Step):
    key, action, order, form = "acknowledge", Action.RECEIVE, 16, StepForm
    label = gettext_lazy("Record that receipt was acknowledged")
    done = gettext_lazy("It is recorded that the requester knows that the demand arrived.")
    explanation = gettext_lazy("For what was acknowledged by letter, by telephone or in person.")
    service = services.acknowledge

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.acknowledged_at is None and sheet.demand.is_open


class CarriedOutForm(NoteForm):
    accounts_actual = AccountsField(
        label=gettext_lazy("Accounts about which something was disclosed or kept")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.demand.kind not in ACCOUNT_KINDS:
            del self.fields["accounts_actual"]
        self.order_fields(["accounts_actual", "note"])


@step
class CarryOut(Step):
    key, action, order = "carry-out", Action.CARRY_OUT, 30
    label = gettext_lazy("Record as carried out")
    done = gettext_lazy("It is recorded as carried out. Answer it next.")
    form = CarriedOutForm
    service = services.carry_out

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status == Status.APPROVED and sheet.demand.outcome in GRANTED_OUTCOMES

    def hindrance(self, sheet: Sheet) -> str:
        """The law may set a day before which nothing is to be done, as after a counter-notice."""
        for one in sheet.demand.deadlines.running():
            rule = rules().get(one.rule)
            if rule and Moment.CARRIED_OUT in rule.ends and one.opens_at and not open_now(one):
                return _("Not before %(day)s (%(law)s).") % {
                    "day": active_language().moment(one.opens_at),
                    "law": rule.law,
                }
        return ""


@step
class Answer(Step):
    key, action, order = "answer", Action.ANSWER, 32
    label = gettext_lazy("Record an answer given otherwise")
    done = gettext_lazy("The demand is answered.")
    explanation = gettext_lazy(
        "For an answer by letter, by telephone or in person. Say in the note how and what was answered."
    )
    service = services.answer

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status in (Status.APPROVED, Status.CARRIED_OUT, Status.NOT_OURS)

    def hindrance(self, sheet: Sheet) -> str:
        row = sheet.demand
        if row.status == Status.APPROVED and row.outcome in GRANTED_OUTCOMES:
            return _("It was granted: carry it out first.")
        return ""


@step
class Close(Step):
    key, action, order = "close", Action.CLOSE, 40
    label = gettext_lazy("Close")
    done = gettext_lazy("The demand is closed.")
    service = services.close

    def stands(self, sheet: Sheet) -> bool:
        return Status.CLOSED in ALLOWED_TRANSITIONS[Status(sheet.demand.status)]

    def hindrance(self, sheet: Sheet) -> str:
        if sheet.demand.afterwards == Afterwards.DUE:
            return _("What was done at once must be reviewed first.")
        return ""


@step
class Appeal(Step):
    key, action, order = "appeal", Action.APPEAL, 41
    label = gettext_lazy("Take up an appeal")
    done = gettext_lazy("The demand is under appeal. Somebody else decides it again.")
    explanation = gettext_lazy(
        "The requester complains about the decision. It stands until it is decided again."
    )
    service = services.appeal

    def stands(self, sheet: Sheet) -> bool:
        row = sheet.demand
        return row.decided_at is not None and row.status in (Status.ANSWERED, Status.CLOSED)


@step
class Reopen(Step):
    key, action, order = "reopen", Action.REOPEN, 42
    label = gettext_lazy("Reopen")
    done = gettext_lazy("The demand is taken up again.")
    explanation = gettext_lazy("What was put aside is received anew; everything else is reviewed anew.")
    service = services.reopen

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status in (
            *UNCOUNTED,
            Status.NOT_OURS,
            Status.CARRIED_OUT,
            Status.ANSWERED,
            Status.CLOSED,
            Status.WITHDRAWN,
        )


@step
class Withdraw(Step):
    key, action, order = "withdraw", Action.WITHDRAW, 43
    label = gettext_lazy("Record as withdrawn")
    done = gettext_lazy("The demand is withdrawn.")
    explanation = gettext_lazy("The requester has taken the demand back.")
    service = services.withdraw

    def stands(self, sheet: Sheet) -> bool:
        return Status.WITHDRAWN in ALLOWED_TRANSITIONS[Status(sheet.demand.status)]


class SummaryForm(StepForm):
    summary = forms.CharField(
        label=gettext_lazy("Public summary"),
        required=False,
        help_text=gettext_lazy("Everybody may read this. Name nobody."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


@step
class Summarise(Step):
    key, action, panel, form = "summarise", Action.SUMMARISE, "facts", SummaryForm
    label = gettext_lazy("Write the public summary")
    done = gettext_lazy("The summary is saved.")
    service = services.summarise

    def initial(self, sheet: Sheet) -> dict[str, Any]:
        return {"summary": sheet.demand.public_summary}
