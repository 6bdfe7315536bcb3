"""Parameters of the filter as fields of a form, and their words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clarion.register.vocabulary import Kind, Outcome, Process, Requester, Unit
from clarion.transparency.filters import Form, Parameter

CHOICES = {"kind": Kind, "process": Process, "requester": Requester, "outcome": Outcome, "unit": Unit}
NAMES = {
    "kind": _("Kind"), "period": _("Period"), "country": _("Country"), "project": _("Project"),
    "requester": _("Requester"), "process": _("Legal process"), "outcome": _("Outcome"), "unit": _("Unit"),
    "group_by": _("Told apart by"), "count": _("Count"), "peer": _("Peer"), "rows": _("Rows"),
    "columns": _("Columns"), "sort": _("Sorted by"),
}  # fmt: skip
"""What parameters and columns are called."""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of the filter as a field of the form. `options` are value, words, and whether it is chosen."""

    name: str
    label: str
    form: str
    value: str
    example: str
    options: tuple[tuple[str, str, bool], ...]


def given(query: QueryDict) -> dict[str, str]:
    """The parameters by name; those repeated become a list with commas, as boxes of a form send them."""
    return {name: ",".join(query.getlist(name)) for name in query if any(query.getlist(name))}


def field(parameter: Parameter, value: str) -> Field:
    """A parameter with its value, be it one that means anything or not."""
    chosen = value.split(",") if parameter.form is Form.CHOICES else [value]
    options = tuple((one, words(parameter.name, one), one in chosen) for one in parameter.allowed)
    label = str(NAMES.get(parameter.name, parameter.name))
    return Field(parameter.name, label, parameter.form.value, value, parameter.example, options)


def words(name: str, value: str) -> str:
    """The value of a parameter in words."""
    if name in {"group_by", "rows", "columns"}:
        return str(NAMES.get(value, value))
    vocabulary = CHOICES.get(name)
    return str(vocabulary(value).label) if vocabulary else value
