"""Proposing, approving, deciding alone where that is possible, and the fast lane of emergencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.languages import active_language
from clarion.desk.demand.fields import AccountsField
from clarion.desk.demand.steps.base import NoteForm, Step, step
from clarion.desk.panels import Sheet
from clarion.register import grounds as vocabulary
from clarion.register import services
from clarion.register.models import Afterwards, Item
from clarion.register.roles import Action
from clarion.register.vocabulary import ACCOUNT_KINDS, DECIDED_OUTCOMES, Kind, Outcome, Urgency
from clarion.register.workflow import Status

EACH_ITEM = 50
"""Items up to which each has a field of its own; of more, their numbers are written."""

REFUSING = (Outcome.REFUSED, Outcome.NOT_OURS)
_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")
_OUTCOMES = [(one.value, one.label) for one in DECIDED_OUTCOMES]


def offered_grounds(kind: str, outcomes: Iterable[Outcome]) -> list[tuple[str, str]]:
    """The grounds that may be cited today, each with the outcomes that it stands for."""
    day, spoken = timezone.localdate(), active_language()
    stands_for: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for outcome in outcomes:
        for one in vocabulary.offered(kind=kind, outcome=outcome, day=day):
            names[one.key] = one.name
            stands_for.setdefault(one.key, []).append(str(outcome.label))
    return [
        (
            key,
            _("%(ground)s (%(outcomes)s)")
            % {"ground": name, "outcomes": spoken.listing(stands_for[key], "or")},
        )
        for key, name in names.items()
    ]


class DecisionForm(NoteForm):
    """An outcome and its grounds."""

    outcomes: ClassVar[tuple[Outcome, ...]] = DECIDED_OUTCOMES
    outcome = forms.TypedChoiceField(label=gettext_lazy("Outcome"), coerce=Outcome, widget=forms.RadioSelect)
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("Grounds"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one.value, one.label) for one in self.outcomes]  # type: ignore[attr-defined]
        self.fields["grounds"].choices = offered_grounds(self.demand.kind, self.outcomes)  # type: ignore[attr-defined]
        self.order_fields(["outcome", "grounds", "note"])


class ProposalForm(DecisionForm):
    """A decision with outcomes of items that differ from that of the demand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.demand.items_count <= EACH_ITEM:
            for one in Item.objects.filter(demand=self.demand):
                self.fields[f"item_{one.position}"] = forms.ChoiceField(
                    label=f"{one.position}. {one.address}",
                    required=False,
                    choices=[("", _("As the demand")), *_OUTCOMES],
                )
        else:
            for outcome in DECIDED_OUTCOMES:
                self.fields[f"items_{outcome}"] = forms.CharField(
                    label=_("Items that are otherwise: %(outcome)s") % {"outcome": outcome.label},
                    required=False,
                    max_length=2000,
                    help_text=_("Their numbers, such as 3, 7-12."),
                )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        items: dict[int, Outcome] = {}
        for name, value in list(given.items()):
            if name.startswith("item_") and value:
                items[int(name.removeprefix("item_"))] = Outcome(value)
            elif name.startswith("items_") and value:
                for number in self._numbers(name, value):
                    items[number] = Outcome(name.removeprefix("items_"))
        given["items"] = items
        return given

    def _numbers(self, field: str, text: str) -> list[int]:
        found: list[int] = []
        for part in re.split(r"[,،，\s]+(?![-–])", text.strip()):
            one = _RANGE.fullmatch(part)
            first, last = (int(one[1]), int(one[2] or one[1])) if one else (1, 0)
            if not 1 <= first <= last <= self.demand.items_count:
                self.add_error(field, _("%(text)s is no number of an item.") % {"text": part[:40]})
                return []
            found.extend(range(first, last + 1))
        return found


class Decide(Step):
    """A step that needs a demand under review or appeal, and another person than the one appealed against."""

    action = Action.PROPOSE

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status in (Status.REVIEW, Status.APPEALED)

    def hindrance(self, sheet: Sheet) -> str:
        if sheet.demand.is_under_appeal and sheet.demand.decided_by_id == sheet.actor.pk:
            return _("An appeal is decided by somebody else: the decision was yours.")
        return ""


@step
class Propose(Decide):
    key, order = "propose", 20
    label = gettext_lazy("Propose a decision")
    done = gettext_lazy("The decision is proposed. Another person approves it.")
    explanation = gettext_lazy("A second person looks at it and approves it, or sends it back.")
    form = ProposalForm
    service = services.propose

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        return {name: given[name] for name in ("outcome", "items", "grounds", "note")}


class RefusalForm(DecisionForm):
    outcomes = REFUSING


@step
class Refuse(Decide):
    key, order = "decide", 21
    label = gettext_lazy("Refuse alone")
    done = gettext_lazy("The demand is decided. Answer it next.")
    explanation = gettext_lazy("One person may refuse. Whatever is granted takes two.")
    form = RefusalForm
    service = services.decide

    def hindrance(self, sheet: Sheet) -> str:
        if not settings.SINGLE_REFUSAL:
            return _("Here a refusal takes two people as well: propose it.")
        return super().hindrance(sheet)


@step
class Approve(Step):
    key, action, order = "approve", Action.APPROVE, 22
    label = gettext_lazy("Approve the decision")
    done = gettext_lazy("The demand is decided.")
    service = services.approve

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status == Status.PROPOSED

    def hindrance(self, sheet: Sheet) -> str:
        row = sheet.demand
        alone = row.proposed_outcome in REFUSING and settings.SINGLE_REFUSAL
        if row.proposed_by_id == sheet.actor.pk and not alone:
            return _("This needs a second person: you proposed it.")
        return ""

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """What is about to be approved, in words: by whom, which outcome, on which grounds, and where items differ."""
        row = sheet.demand
        lines = [
            _("Proposed by %(person)s: %(outcome)s")
            % {"person": row.proposed_by or "–", "outcome": Outcome(row.proposed_outcome).label}
        ]
        lines += [one.name for one in row.grounds.order_by("pk")]
        differing = Item.objects.filter(demand=row).exclude(proposed_outcome=row.proposed_outcome)
        lines += [
            f"{one.position}. {one.address}: {one.get_proposed_outcome_display() or '–'}"
            for one in differing[:EACH_ITEM]
        ]
        return {"lines": lines}


@step
class SendBack(Step):
    key, action, order = "send-back", Action.APPROVE, 23
    label = gettext_lazy("Send back to review")
    done = gettext_lazy("The demand is under review again.")
    explanation = gettext_lazy("Say in the note what is to be looked at again.")
    service = services.send_back

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status in (Status.PROPOSED, Status.APPROVED)


class AtOnceForm(DecisionForm):
    accounts_actual = AccountsField(label=gettext_lazy("Accounts about which something was disclosed"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.demand.kind not in ACCOUNT_KINDS:
            del self.fields["accounts_actual"]
        self.order_fields(["outcome", "grounds", "accounts_actual", "note"])


@step
class ActAtOnce(Step):
    key, action, order = "act-at-once", Action.ACT_AT_ONCE, 5
    label = gettext_lazy("Act at once")
    done = gettext_lazy("It is recorded as decided and carried out. Another person reviews it afterwards.")
    explanation = gettext_lazy(
        "Life or limb is in danger: you decide and carry out alone. Another person must review it before it is closed."
    )
    form = AtOnceForm
    service = services.act_at_once

    def stands(self, sheet: Sheet) -> bool:
        row = sheet.demand
        is_emergency = row.kind == Kind.EMERGENCY or row.urgency == Urgency.EMERGENCY
        return is_emergency and row.status in (Status.RECEIVED, Status.REVIEW)


class AfterwardsForm(NoteForm):
    upheld = forms.TypedChoiceField(
        label=gettext_lazy("What was done was"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("right")), ("no", gettext_lazy("wrong"))],
        widget=forms.RadioSelect,
    )
    field_order = ("upheld", "note")


@step
class ReviewAfterwards(Step):
    key, action, order = "review-afterwards", Action.APPROVE, 6
    label = gettext_lazy("Review what was done at once")
    done = gettext_lazy("The review is recorded.")
    form = AfterwardsForm
    service = services.review_afterwards

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.afterwards == Afterwards.DUE

    def hindrance(self, sheet: Sheet) -> str:
        if sheet.demand.decided_by_id == sheet.actor.pk:
            return _("This needs a second person: you acted.")
        return ""
