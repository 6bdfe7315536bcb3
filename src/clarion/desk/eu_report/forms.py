"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.cases import CaseProblem
from clarion.transparency.dsa.models import CaseDetail
from clarion.transparency.dsa.services import FIELDS, check
from clarion.transparency.dsa.statements.schema import vocabularies

_VISIBLE = ("decision_visibility", "decision_monetary", "decision_provision", "decision_account")


def _codes(*names: str) -> list[tuple[str, str]]:
    return [choice for name in names for choice in vocabularies().codes[name].items()]


def _categories() -> list[tuple[str, str]]:
    high = [(one.category, one.description) for one in annex.categories() if not one.keyword]
    return [("", "—"), *high]


def _keywords() -> list[tuple[str, Any]]:
    """Sub-categories below the names of their categories; that of other things stands there once."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names = dict(_categories())
    for one in annex.categories():
        if one.keyword and one.keyword != annex.OTHER:
            groups.setdefault(names[one.category], []).append((one.keyword, one.description))
    return [("", "—"), (annex.OTHER, _("Another, in words")), *groups.items()]


class DetailForm(forms.ModelForm[CaseDetail]):
    """What somebody says of a demand. `version` is that of what they saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    category = forms.ChoiceField(label=_("Category"), choices=_categories, required=False)
    keyword = forms.ChoiceField(label=_("Sub-category"), choices=_keywords, required=False)
    restrictions = forms.MultipleChoiceField(
        label=_("Restrictions"),
        choices=lambda: _codes(*_VISIBLE),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    content_types = forms.MultipleChoiceField(
        label=_("Kinds of content"),
        choices=lambda: _codes("content_type"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    territory = forms.MultipleChoiceField(
        label=_("Where it applies"),
        choices=lambda: _codes("territorial_scope"),
        required=False,
        help_text=_("None: everywhere."),
    )

    class Meta:
        model = CaseDetail
        fields = FIELDS
        widgets = {"content_date": forms.DateInput(attrs={"type": "date"})}

    def clean(self) -> dict[str, Any]:
        """With the sub-category looked at beside its category."""
        given = super().clean() or self.cleaned_data
        try:
            check(given.get("category", ""), given.get("keyword", ""), given.get("other", ""))
        except CaseProblem as problem:
            self.add_error("keyword", str(problem))
        return given


class DeclarationForm(forms.Form):
    """The declaration, as it is written into a file."""

    text = forms.CharField(
        label=_("Declaration"),
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "dir": "ltr"}),
        max_length=200_000,
        strip=False,
    )
