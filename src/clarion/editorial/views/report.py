"""The report on what needs an editor."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from clarion.core.models import User
from clarion.editorial import tasks
from clarion.editorial.concerns import CONCERNS, discover
from clarion.editorial.models import Finding


def _concerns() -> list[tuple[str, str]]:
    discover()
    return [(one.key, str(one.label)) for one in CONCERNS.values()]


def label_of(finding: Finding) -> str:
    """The concern of a finding, in words."""
    discover()
    concern = CONCERNS.get(finding.concern)
    return str(concern.label) if concern else finding.concern


def problem_of(finding: Finding) -> str:
    """The problem of a finding, in words."""
    discover()
    concern = CONCERNS.get(finding.concern)
    return str(concern.problems.get(finding.problem, finding.problem)) if concern else finding.problem


class FindingFilters(WagtailFilterSet):
    """By kind, language and person."""

    concern = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=_concerns,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=lambda: settings.LANGUAGES,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    person = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Person"),
        queryset=lambda request: User.objects.filter(pk__in=Finding.objects.values("person")),
        empty_label=gettext_lazy("Anybody"),
    )

    class Meta:
        model = Finding
        fields = ("concern", "language", "person")


class NeedsAnEditor(ReportView):
    """All findings, with filters and a file to take along."""

    page_title = gettext_lazy("What needs an editor")
    header_icon = "clipboard-list"
    index_url_name = "editorial_report"
    index_results_url_name = "editorial_report_results"
    filterset_class = FindingFilters
    model = Finding
    list_export = ("concern", "problem", "title", "detail", "language", "person", "found_at", "address")
    export_headings = {"address": gettext_lazy("Address")}
    custom_field_preprocess = {
        "title": dict.fromkeys(("csv", "xlsx"), lambda value: harmless(value)),
        "detail": dict.fromkeys(("csv", "xlsx"), lambda value: harmless(value)),
        "person": dict.fromkeys(("csv", "xlsx"), lambda value: harmless(str(value or ""))),
    }

    def get_filename(self) -> str:
        return "needs-an-editor"

    def get_queryset(self) -> QuerySet[Finding]:
        self.queryset = Finding.objects.select_related("person")
        found: QuerySet[Finding] = super().get_queryset()
        return found

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Where"), width="24%", get_url=lambda one: one.address),
            Column("problem", label=_("What"), width="20%", accessor=problem_of),
            Column("detail", label=_("Detail"), accessor="detail", classname="clarion-detail"),
            Column("concern", label=_("Kind"), accessor=label_of),
            Column("language", label=_("Language"), accessor=_language_of),
            Column("person", label=_("Person"), accessor="person"),
            DateColumn("found_at", label=_("Since")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(
                _("Look again now"),
                icon_name="rotate",
                attrs={
                    "data-controller": "w-action",
                    "data-action": "w-action#post",
                    "data-w-action-url-value": "again/",
                },
            )
        ]

    def to_row_dict(self, item: Finding) -> dict[str, Any]:
        """In words: the file is read by people."""
        row: dict[str, Any] = super().to_row_dict(item)
        return {
            **row,
            "concern": label_of(item),
            "problem": problem_of(item),
            "address": settings.BASE_URL + item.address,
        }


def _language_of(finding: Finding) -> str:
    return str(capfirst(dict(settings.LANGUAGES).get(finding.language, finding.language)))


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


@require_POST
@permission_required("wagtailadmin.access_admin")
def look_again(request: HttpRequest) -> HttpResponse:
    """Begins to look at everything again."""
    tasks.look_at_everything.enqueue()
    messages.success(request, _("Looking at every page. Load this report again in a minute."))
    return redirect("editorial_report")
