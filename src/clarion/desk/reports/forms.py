"""What a report editor asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clarion.transparency.editions.models import Series
from clarion.transparency.editions.services import OPEN, OVERLAP
from clarion.transparency.periods import Period, PeriodError, parse


class _Confirming(forms.Form):
    confirm_open = forms.BooleanField(
        label=_("Count undecided demands as pending"), required=False, label_suffix=""
    )
    confirm_overlap = forms.BooleanField(
        label=_("The period may cut one that is published"), required=False, label_suffix=""
    )

    @property
    def confirmed(self) -> list[str]:
        """What the person says is fine."""
        given = self.cleaned_data
        return [one for one in (OPEN, OVERLAP) if given.get(f"confirm_{one}")]


class BuildForm(_Confirming):
    """Which period, and of which series."""

    period = forms.CharField(
        label=_("Period"),
        max_length=40,
        help_text=_(
            "A year, half-year, quarter or two days: 2026, 2026-h1, 2026-q3, 2026-01-15..2026-03-31."
        ),
    )
    series = forms.ChoiceField(label=_("Series"), choices=Series.choices, initial=Series.REPORT)
    field_order = ("period", "series", "confirm_open", "confirm_overlap")

    def clean_period(self) -> Period:
        try:
            return parse(self.cleaned_data["period"])
        except PeriodError as error:
            raise forms.ValidationError(
                _("This is no period. Write it as 2026, 2026-h1, 2026-q3 or 2026-01-15..2026-03-31.")
            ) from error


class CorrectForm(_Confirming):
    """Why an edition is followed by another."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Readers see it beside what changed."),
    )
    field_order = ("reason", "confirm_open", "confirm_overlap")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The period is the one that is published.
        del self.fields["confirm_overlap"]


class PublishForm(forms.Form):
    """That somebody has looked."""

    looked = forms.BooleanField(
        label=_("I have looked at the numbers, the warnings and what is withheld."), label_suffix=""
    )
