"""Putting the public facts of a demand right: what it is, from where, what it names, what a notice holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from clarion.desk.demand.fields import AccountsField, AddressesField, MomentField, to_the_minute
from clarion.desk.demand.steps.base import NoteForm, Step, StepForm, step
from clarion.desk.panels import Sheet
from clarion.desk.vocabularies import countries, languages
from clarion.desk.widgets import WordSelect
from clarion.register import services
from clarion.register.completeness import Element
from clarion.register.counts import UNKNOWN
from clarion.register.roles import Action
from clarion.register.vocabulary import ACCOUNT_KINDS, Kind, Process, Requester, Urgency

UNRECORDED = ("", gettext_lazy("Not recorded"))

ELEMENTS: dict[Element, Any] = {
    Element.SIGNATURE: gettext_lazy("Signature of the owner or of somebody authorised"),
    Element.WORK: gettext_lazy("The work is identified"),
    Element.LOCATION: gettext_lazy("The material is identified, and where it is"),
    Element.CONTACT: gettext_lazy("The sender can be reached"),
    Element.GOOD_FAITH: gettext_lazy("Statement of good faith"),
    Element.ACCURACY: gettext_lazy("Statement of accuracy, under penalty of perjury"),
}
"""The elements (i) to (vi) of 17 U.S.C. 512(c)(3)(A), as they are asked for."""


class FactsForm(NoteForm):
    """The public facts. Only what was changed is changed."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    process = forms.ChoiceField(
        label=gettext_lazy("Legal process"), required=False, choices=[UNRECORDED, *Process.choices]
    )
    requester = forms.ChoiceField(
        label=gettext_lazy("Requester"), required=False, choices=[UNRECORDED, *Requester.choices]
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency.choices)
    country = forms.ChoiceField(
        label=gettext_lazy("Jurisdiction"),
        required=False,
        choices=lambda: [UNRECORDED, *countries()],
        widget=WordSelect,
    )
    governing_law = forms.CharField(label=gettext_lazy("Governing law"), required=False, max_length=120)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [UNRECORDED, *languages()],
        widget=WordSelect,
    )
    project = forms.CharField(label=gettext_lazy("Project"), required=False, max_length=80)
    legal_basis = forms.CharField(label=gettext_lazy("Legal basis cited"), required=False, max_length=300)
    received_at = MomentField(label=gettext_lazy("Received"))
    accounts_potential = AccountsField(
        label=gettext_lazy("Accounts that the demand could concern"), empty_is=UNKNOWN
    )
    accounts_actual = AccountsField(
        label=gettext_lazy("Accounts about which something was disclosed or kept"), empty_is=UNKNOWN
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.demand
        if row.kind not in ACCOUNT_KINDS:
            del self.fields["accounts_potential"]
            del self.fields["accounts_actual"]
        for name in ("language", "country"):
            # What a door recorded stays choosable, though the list does not have it.
            value = getattr(row, name)
            choices = list(self.fields[name].choices)  # type: ignore[attr-defined]
            if value and value not in dict(choices):
                self.fields[name].choices = [*choices, (value, value)]  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name != "note"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["changes"] = {} if self.errors else self._changes()
        return given

    def _changes(self) -> dict[str, Any]:
        """What differs from the demand as it stands, by the names that `change_facts` takes."""
        row = self.demand
        found = {}
        for name in self.fields.keys() - {"version", "note"}:
            value, present = self.cleaned_data[name], getattr(row, name)
            if isinstance(value, datetime):
                # The page shows minutes: what was not touched keeps its seconds.
                if to_the_minute(value) == to_the_minute(present):
                    continue
            elif value == present:
                continue
            found[name] = value
        return found


@step
class Facts(Step):
    key, action, panel, form = "facts", Action.REVIEW, "facts", FactsForm
    label = gettext_lazy("Change facts")
    done = gettext_lazy("The facts are saved.")
    service = services.change_facts

    def initial(self, sheet: Sheet) -> dict[str, Any]:
        return {
            name: getattr(sheet.demand, name)
            for name in self.form.base_fields
            if name not in ("version", "note")
        }

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        return {"facts": given["changes"], "note": given["note"]}


class ItemsForm(StepForm):
    addresses = AddressesField(label=gettext_lazy("Addresses"))


@step
class AddItems(Step):
    key, action, panel, form = "items", Action.REVIEW, "items", ItemsForm
    label = gettext_lazy("Add addresses")
    done = gettext_lazy("The addresses are added; those that were there already are left out.")
    service = services.add_items


class ElementsForm(NoteForm):
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("What the notice holds"),
        required=False,
        choices=[(one.value, label) for one, label in ELEMENTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("elements", "note")


@step
class Elements(Step):
    key, action, panel, form = "elements", Action.REVIEW, "completeness", ElementsForm
    label = gettext_lazy("Check the notice")
    done = gettext_lazy("What the notice holds is saved.")
    service = services.change_facts

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.kind == Kind.COPYRIGHT or sheet.demand.elements is not None

    def initial(self, sheet: Sheet) -> dict[str, Any]:
        return {"elements": [name for name, there in (sheet.demand.elements or {}).items() if there]}

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        return {
            "facts": {"elements": {one.value: one.value in given["elements"] for one in Element}},
            "note": given["note"],
        }
