"""What a step is, and the registry of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.desk.panels import Sheet
from clarion.register.models import Demand
from clarion.register.roles import Action

NEXT = "next"
"""The panel of next steps, where a step is offered unless it says otherwise."""


class StepForm(forms.Form):
    """The form of a step: at least the version of the demand that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        self.sheet = sheet
        kwargs["initial"] = {"version": sheet.demand.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def demand(self) -> Demand:
        """The demand as it stands."""
        return self.sheet.demand


class NoteForm(StepForm):
    """A form with a note for colleagues, which goes into the dossier."""

    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        required=False,
        strip=True,
        help_text=gettext_lazy("Kept in the dossier, sealed. Nobody outside reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class Step:
    """One thing that can be done with a demand, from its button to its message."""

    key: ClassVar[str]
    label: ClassVar[Any]
    action: ClassVar[Action]
    order: ClassVar[int] = 50
    panel: ClassVar[str] = NEXT
    form: ClassVar[type[StepForm]] = NoteForm
    done: ClassVar[Any]
    """What the person is told when it was done."""
    explanation: ClassVar[Any] = ""
    """What the step means, above its form."""
    service: ClassVar[Callable[..., Any]]
    """The service of the register that takes it."""

    def stands(self, sheet: Sheet) -> bool:
        """Whether the demand stands where the step begins."""
        return True

    def hindrance(self, sheet: Sheet) -> str:
        """Why this person cannot take it now although it begins here; nothing if they can."""
        return ""

    def reason(self, sheet: Sheet) -> str:
        """The first thing that stands in the way: the roles, then whatever the step knows."""
        if not sheet.may(self.action):
            return _("Your roles do not allow this.")
        return self.hindrance(sheet)

    def address(self, sheet: Sheet) -> str:
        """Where its form is."""
        return reverse("desk:step", args=[sheet.demand.reference, self.key])

    def initial(self, sheet: Sheet) -> dict[str, Any]:
        """What the form holds before anybody types."""
        return {}

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """What stands above the form beside the explanation: `lines` of words."""
        return {}

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        """What the service is told beside the actor, the demand and its version: what the form holds, by its names."""
        return {name: value for name, value in given.items() if name != "version"}

    def take(self, sheet: Sheet, given: dict[str, Any]) -> None:
        """Takes it, through its service.

        Raises:
            RegisterError: it cannot be taken; nothing was changed.
        """
        type(self).service(
            actor=sheet.actor,
            demand=sheet.demand,
            version=given["version"],
            **self.arguments(sheet, given),
        )


STEPS: dict[str, Step] = {}


def step(cls: type[Step]) -> type[Step]:
    """Adds a step."""
    STEPS[cls.key] = cls()
    return cls


WAYS: dict[str, Step] = {}
"""What is done on a page of another room, and offered among the steps."""


def way(cls: type[Step]) -> type[Step]:
    """Adds one. It says its `address`, and its own page does the rest."""
    WAYS[cls.key] = cls()
    return cls


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as one person finds it on one demand: with a reason, it is not open."""

    step: Step
    reason: str
    address: str


def offered(sheet: Sheet, panel: str) -> list[Offer]:
    """The steps that begin where the demand stands, in their order."""
    return [
        Offer(one, one.reason(sheet), one.address(sheet))
        for one in sorted([*STEPS.values(), *WAYS.values()], key=lambda one: one.order)
        if one.panel == panel and one.stands(sheet)
    ]
