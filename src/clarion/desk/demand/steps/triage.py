"""Letting demands in, or putting them aside."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.desk.demand.steps.base import NoteForm, Step, StepForm, step
from clarion.desk.panels import Sheet
from clarion.register import services
from clarion.register.errors import Refused
from clarion.register.models import Demand
from clarion.register.roles import Action
from clarion.register.vocabulary import Nature
from clarion.register.workflow import ALLOWED_TRANSITIONS, Status


def seen_by(sheet: Sheet, reference: str) -> Demand:
    """Another demand, by its reference.

    Raises:
        Refused: there is none that the person may see.
    """
    found = Demand.objects.visible_to(sheet.actor).filter(reference=reference.strip()).first()
    if found is None:
        raise Refused(_("There is no demand %(reference)s that you may see.") % {"reference": reference[:20]})
    return found


class Sort(Step):
    """Sorts a demand into one of the places of triage."""

    action = Action.TRIAGE
    service = services.triage
    into: ClassVar[Status]

    def stands(self, sheet: Sheet) -> bool:
        now = Status(sheet.demand.status)
        return (
            now in (Status.RECEIVED, Status.INCOMPLETE, Status.REVIEW)
            and self.into in ALLOWED_TRANSITIONS[now]
        )

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        found = super().arguments(sheet, given) | {"into": self.into}
        if "first" in given:
            found["first"] = seen_by(sheet, given["first"])
        return found


@step
class LetIn(Sort):
    key, into, order = "let-in", Status.REVIEW, 10
    label = gettext_lazy("Let in to review")
    done = gettext_lazy("The demand is under review.")
    explanation = gettext_lazy("It is a demand, it is for us, and it says enough to be decided.")


@step
class Incomplete(Sort):
    key, into, order = "incomplete", Status.INCOMPLETE, 12
    label = gettext_lazy("Set aside as incomplete")
    done = gettext_lazy("The demand waits for its requester.")
    explanation = gettext_lazy("Ask the requester for what is missing; clocks of the law go on.")


@step
class NotOurs(Sort):
    key, into, order = "not-ours", Status.NOT_OURS, 13
    label = gettext_lazy("Not ours to decide")
    done = gettext_lazy("The demand is marked as not ours. Answer it, or close it.")
    explanation = gettext_lazy("Somebody else decides it, such as another body or the editors of a project.")


class DuplicateForm(NoteForm):
    first = forms.CharField(
        label=gettext_lazy("The demand that was there first"),
        max_length=16,
        help_text=gettext_lazy("Its reference, such as 2026-000123."),
    )
    field_order = ("first", "note")


@step
class Duplicate(Sort):
    key, into, order = "duplicate", Status.DUPLICATE, 14
    label = gettext_lazy("Mark as duplicate")
    done = gettext_lazy("The demand is marked as a duplicate, and is counted with the first.")
    form = DuplicateForm


@step
class Spam(Sort):
    key, into, order = "spam", Status.SPAM, 15
    label = gettext_lazy("Mark as spam")
    done = gettext_lazy("The demand is marked as spam, and is counted nowhere.")


class RelateForm(StepForm):
    nature = forms.ChoiceField(label=gettext_lazy("This demand is a"), choices=Nature.choices)
    other = forms.CharField(label=gettext_lazy("Reference of the other demand"), max_length=16)


@step
class Relate(Step):
    key, action, panel = "relate", Action.TRIAGE, "related"
    label = gettext_lazy("Relate to another demand")
    done = gettext_lazy("The relation is recorded.")
    form = RelateForm
    service = services.relate

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        return {"nature": Nature(given["nature"]), "other": seen_by(sheet, given["other"])}


class TagForm(StepForm):
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=600,
        help_text=gettext_lazy(
            "Separated by commas. A tag that is new is made; one that is left out is taken away."
        ),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


@step
class Tags(Step):
    key, action, panel = "tags", Action.TRIAGE, "tags"
    label = gettext_lazy("Change tags")
    done = gettext_lazy("The tags are saved.")
    form = TagForm
    service = services.tag

    def initial(self, sheet: Sheet) -> dict[str, Any]:
        return {"tags": ", ".join(sheet.demand.tags.values_list("name", flat=True))}

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        return {"tags": given["tags"].replace("،", ",").replace("，", ",").split(",")}
