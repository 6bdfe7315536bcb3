"""What a person asks the inbox for, and what is done with the demands chosen there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clarion.core.models import User
from clarion.desk.people import reviewers
from clarion.desk.vocabularies import countries, languages
from clarion.desk.widgets import WordSelect
from clarion.register.vocabulary import DECIDED_OUTCOMES, Kind, Outcome, Process, Requester
from clarion.register.workflow import Status

ANY = ("", _("Any"))
OUTCOMES = (Outcome.PENDING, *DECIDED_OUTCOMES, Outcome.WITHDRAWN)


class FilterForm(forms.Form):
    """Everything the list can be narrowed by. Nothing given narrows nothing."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=300,
        help_text=_("Reference, address, tag, project, legal basis or summary. Dossiers are not searched."),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices], widget=WordSelect)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *Status.choices], widget=WordSelect
    )
    country = forms.ChoiceField(
        label=_("Jurisdiction"), required=False, choices=lambda: [ANY, *countries()], widget=WordSelect
    )
    requester = forms.ChoiceField(
        label=_("Requester"), required=False, choices=[ANY, *Requester.choices], widget=WordSelect
    )
    process = forms.ChoiceField(
        label=_("Legal process"), required=False, choices=[ANY, *Process.choices], widget=WordSelect
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[ANY, *((one.value, one.label) for one in OUTCOMES)],
        widget=WordSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [ANY, *languages()], widget=WordSelect
    )
    project = forms.CharField(label=_("Project"), required=False, max_length=80)
    tag = forms.CharField(label=_("Tag"), required=False, max_length=60)
    assignee = forms.ModelChoiceField(
        User.objects.none(), label=_("Assigned to"), required=False, empty_label=_("Any")
    )
    since = forms.DateField(
        label=_("Received from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Received until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("As the list has it")), ("newest", _("Newest first")), ("urgent", _("Due first"))],
        widget=WordSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = reviewers()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        return given


class BulkForm(forms.Form):
    """What is to be done with the demands that were chosen."""

    ASSIGN, DUPLICATE, SPAM = "assign", "duplicate", "spam"
    do = forms.ChoiceField(
        choices=[
            (ASSIGN, _("Assign")),
            (DUPLICATE, _("Mark as duplicates")),
            (SPAM, _("Mark as spam")),
        ]
    )
    to = forms.ModelChoiceField(
        User.objects.none(), label=_("Assign to"), required=False, empty_label=_("Nobody")
    )
    first = forms.CharField(label=_("The demand that was there first"), required=False, max_length=16)

    def __init__(self, *args: Any, people: QuerySet[User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = reviewers() if people is None else people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("do") == self.DUPLICATE and not given.get("first"):
            self.add_error("first", _("Give the reference of the demand that was there first."))
        return given


class SaveForm(forms.Form):
    """The name under which a view of the list is kept."""

    name = forms.CharField(label=_("Name"), max_length=60)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
