"""Who has a demand, and from whom it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.models import User
from clarion.desk.demand.steps.base import NoteForm, Step, StepForm, step
from clarion.desk.panels import Sheet
from clarion.desk.people import reviewers, those_who_may
from clarion.register import services
from clarion.register.roles import Action
from clarion.register.workflow import OPEN, UNCOUNTED


@step
class Take(Step):
    key, action, panel, form = "take", Action.REVIEW, "people", StepForm
    label = gettext_lazy("Take it")
    done = gettext_lazy("The demand is yours.")
    service = services.assign

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.assignee_id is None and sheet.demand.status in OPEN

    def arguments(self, sheet: Sheet, given: dict[str, Any]) -> dict[str, Any]:
        return {"to": sheet.actor}


class AssignForm(StepForm):
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Assign to"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        walled = self.demand.walls.filter(lifted_at=None).values("user")
        self.fields["to"].queryset = reviewers().exclude(pk__in=walled)  # type: ignore[attr-defined]


@step
class Assign(Step):
    key, action, panel, form = "assign", Action.ASSIGN, "people", AssignForm
    label = gettext_lazy("Assign")
    done = gettext_lazy("The demand is assigned.")
    service = services.assign

    def stands(self, sheet: Sheet) -> bool:
        return sheet.demand.status not in UNCOUNTED

    def initial(self, sheet: Sheet) -> dict[str, Any]:
        return {"to": sheet.demand.assignee_id}


class WallForm(NoteForm):
    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Keep away"))
    field_order = ("user", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = self.people()  # type: ignore[attr-defined]

    def people(self) -> Any:
        """Everybody who sees the demand now, but for whoever asks: they could not undo it."""
        walled = self.demand.walls.filter(lifted_at=None).values("user")
        return those_who_may(Action.VIEW).exclude(pk__in=walled).exclude(pk=self.sheet.actor.pk)


@step
class RaiseWall(Step):
    key, action, panel, form = "wall", Action.WALL, "people", WallForm
    label = gettext_lazy("Keep somebody away")
    done = gettext_lazy("The wall stands.")
    explanation = gettext_lazy(
        "For a conflict of interest: the demand does not exist for this person any more."
    )
    service = services.raise_wall


class LiftForm(WallForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].label = _("Let back")

    def people(self) -> Any:
        """Those who are kept away."""
        return User.objects.filter(pk__in=self.demand.walls.filter(lifted_at=None).values("user"))


@step
class LiftWall(Step):
    key, action, panel, form = "lift-wall", Action.WALL, "people", LiftForm
    label = gettext_lazy("Let somebody back")
    done = gettext_lazy("The wall is lifted.")
    service = services.lift_wall

    def stands(self, sheet: Sheet) -> bool:
        return bool(sheet.walls)
