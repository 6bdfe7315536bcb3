"""The law's clocks: started by hand, lengthened where the rule allows it, dropped where it does not apply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from clarion.core.languages import active_language
from clarion.desk.demand.steps.base import NoteForm, Step, StepForm, step
from clarion.desk.panels import Sheet
from clarion.register import services
from clarion.register.models import Deadline
from clarion.register.roles import Action
from clarion.register.rules import Moment, rules


def running(sheet: Sheet) -> list[Deadline]:
    """The clocks of the demand that run."""
    return [one for one in sheet.clocks if one.ended_at is None]


def is_extensible(one: Deadline) -> bool:
    """Whether its rule allows an extension that has not been used."""
    rule = rules().get(one.rule)
    return rule is not None and rule.extension is not None and not one.extended


class StartForm(StepForm):
    rule = forms.ChoiceField(label=gettext_lazy("Rule"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {one.rule for one in running(self.sheet)}
        row = self.demand
        fits = [
            (key, f"{rule.title} ({rule.law})")
            for key, rule in rules().items()
            if key not in taken
            and (
                rule.starts is Moment.BY_HAND
                or rule.holds_for(kind=row.kind, country=row.country, day=row.received_on)
            )
        ]
        self.fields["rule"].choices = fits  # type: ignore[attr-defined]


@step
class StartClock(Step):
    key, action, panel, form = "start-clock", Action.REVIEW, "clocks", StartForm
    label = gettext_lazy("Start a clock")
    done = gettext_lazy("The clock runs.")
    explanation = gettext_lazy("It runs from the day of receipt.")
    service = services.start_clock


class ClockForm(NoteForm):
    """One of the clocks that run."""

    deadline = forms.ModelChoiceField(Deadline.objects.none(), label=gettext_lazy("Clock"), empty_label=None)
    field_order = ("deadline", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deadline"]
        field.queryset = Deadline.objects.filter(pk__in=[one.pk for one in self.listed()])
        field.label_from_instance = _named

    def listed(self) -> list[Deadline]:
        """Those that can be chosen."""
        return running(self.sheet)


class ExtendForm(ClockForm):
    def listed(self) -> list[Deadline]:
        """Those that can be extended."""
        return [one for one in super().listed() if is_extensible(one)]


@step
class Extend(Step):
    key, action, panel, form = "extend", Action.EXTEND, "clocks", ExtendForm
    label = gettext_lazy("Extend a deadline")
    done = gettext_lazy("The deadline is extended.")
    explanation = gettext_lazy("Tell the requester of the extension, and why, before the deadline ends.")
    service = services.extend_deadline

    def stands(self, sheet: Sheet) -> bool:
        return any(is_extensible(one) for one in running(sheet))


@step
class DropClock(Step):
    key, action, panel, form = "drop-clock", Action.EXTEND, "clocks", ClockForm
    label = gettext_lazy("Drop a clock")
    done = gettext_lazy("The clock is dropped.")
    explanation = gettext_lazy(
        "For a rule that does not apply to this demand after all. Say why in the note."
    )
    service = services.drop_deadline

    def stands(self, sheet: Sheet) -> bool:
        return bool(running(sheet))


def _named(one: Deadline) -> str:
    rule = rules().get(one.rule)
    return f"{rule.title if rule else one.rule} – {active_language().moment(one.due_at)}"
