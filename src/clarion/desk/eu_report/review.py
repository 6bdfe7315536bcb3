"""The EU report as it would be built now, and as it was built: every part, and what it lacks, before it is published.

Nothing is computed here: what is shown is what `clarion report build … --format dsa` writes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clarion.core.languages import active_language
from clarion.desk.access import actor_of, needs
from clarion.desk.eu_report import gaps, tables
from clarion.register.roles import Action, may
from clarion.transparency import wording
from clarion.transparency.dsa import annex, building, from_register, rules
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.building import DsaContent, Given
from clarion.transparency.dsa.cases import CaseProblem
from clarion.transparency.dsa.names import part_name
from clarion.transparency.editions.content import REGISTER
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import Period, PeriodError, parse

ROWS = 100
"""Rows of a part on one page."""

Parts = Mapping[int, Sequence[Row]]


class PeriodForm(forms.Form):
    """Of which period."""

    period = forms.CharField(label=gettext_lazy("Period"), max_length=40)

    def clean_period(self) -> Period:
        """As a span of days."""
        try:
            return parse(self.cleaned_data["period"])
        except PeriodError as problem:
            raise forms.ValidationError(str(problem)) from problem


@require_safe
@needs(Action.READ_REPORT)
def rehearsal(request: HttpRequest) -> HttpResponse:
    """All parts of the report of a period as it would be built now; of this year where none is named."""
    form = PeriodForm({"period": request.GET.get("period") or str(timezone.localdate().year)})
    actor = actor_of(request)
    context: dict[str, Any] = {
        "page_title": _("EU report"),
        "header_icon": "globe",
        "form": form,
        "may_build": may(actor, Action.BUILD_REPORT),
    }
    if form.is_valid():
        period = form.cleaned_data["period"]
        context["page_subtitle"] = wording.period_name(period, active_language().code)
        context["period"] = period
        try:
            content = building.preview(period)
        except CaseProblem as problem:
            # The one thing that hinders a report without files is what the declaration lacks.
            context["problem"] = str(problem)
        else:
            context |= reviewed(
                _parts(content), [one.facts for one in content.findings], request, content.concerned
            )
            context["draft"] = Edition.objects.of(period, Series.DSA).order_by("-number").first()
    return render(request, "desk/eu_report/rehearsal.html", context, status=200 if form.is_valid() else 422)


def reviewed(
    parts: Parts,
    findings: Sequence[Mapping[str, Any]],
    request: HttpRequest,
    concerned: Mapping[tuple[int, str], Sequence[str]] | None = None,
) -> dict[str, Any]:
    """What `desk/eu_report/_parts.html` shows: every part, and the gaps with where they are mended."""
    found = gaps.shown(findings, concerned or {}, actor_of(request))
    of_part: dict[int, int] = {}
    for one in found:
        of_part[one.part] = of_part.get(one.part, 0) + 1
    return {
        "gaps": found,
        "parts": [(one, of_part.get(one.number, 0)) for one in tables.overview(parts)],
    }


def reviewed_edition(edition: Edition, request: HttpRequest) -> dict[str, Any]:
    """The same of an edition that was built: its parts as they are frozen. Of a draft, gaps name the demands of now."""
    facts = [one["facts"] for one in edition.findings]
    concerned: Mapping[tuple[int, str], Sequence[str]] = {}
    if not edition.is_published and edition.origin == REGISTER and any(one["cases"] for one in facts):
        read = from_register.read(edition.period, invented=edition.invented, rules=rules.version())
        concerned = read.concerned
    return reviewed(building.parts_of(edition), facts, request, concerned)


@require_safe
@needs(Action.READ_REPORT)
def part(request: HttpRequest, period: str, number: int) -> HttpResponseBase:
    """Every row of one part, as it would be built now."""
    try:
        days = parse(period)
        content = building.preview(days)
    except PeriodError as problem:
        raise Http404(str(problem)) from problem
    except CaseProblem:
        return redirect(f"{reverse('desk:eu_report')}?period={period}")
    back = f"{reverse('desk:eu_report')}?period={days}"
    return _whole(request, _parts(content), number, days, back)


@require_safe
@needs(Action.READ_REPORT)
def edition_part(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Every row of one part of an edition."""
    edition = get_object_or_404(Edition, pk=pk, series=Series.DSA)
    back = reverse("desk:review_report", args=[pk])
    return _whole(request, building.parts_of(edition), number, edition.period, back)


@require_safe
@needs(Action.READ_REPORT)
def download(request: HttpRequest, period: str) -> HttpResponseBase:
    """All parts as files, as they would be built now. Nothing of it is kept."""
    try:
        days = parse(period)
        with tempfile.TemporaryDirectory(prefix="clarion-rehearsal-") as name:
            building.rehearse(days, Given(), Path(name))
            archive = (Path(name) / building.ARCHIVE).open("rb")
    except PeriodError as problem:
        raise Http404(str(problem)) from problem
    except CaseProblem:
        return redirect(f"{reverse('desk:eu_report')}?period={period}")
    return FileResponse(
        archive, as_attachment=True, filename=f"rehearsal-{days}.zip", content_type="application/zip"
    )


def _parts(content: DsaContent) -> Parts:
    assert content.report is not None
    return content.report.parts


def _whole(request: HttpRequest, parts: Parts, number: int, period: Period, back: str) -> HttpResponse:
    if number not in {one.number for one in annex.PARTS}:
        raise Http404
    page = Paginator(parts[number][1:], ROWS).get_page(request.GET.get("page"))
    context = {
        "page_title": _("EU report, part %(number)s") % {"number": active_language().integer(number)},
        "page_subtitle": f"{part_name(number)} · {wording.period_name(period, active_language().code)}",
        "header_icon": "globe",
        "part": tables.whole(number, parts, list(page.object_list)),
        "page": page,
        "back": back,
    }
    return render(request, "desk/eu_report/part.html", context)
