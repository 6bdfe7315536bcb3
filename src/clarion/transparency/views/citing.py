"""Citations of reports and figures as files, for reference managers."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from clarion.transparency import periods
from clarion.transparency.downloads import answer
from clarion.transparency.figures import Figure, read_one
from clarion.transparency.presentation import Fact
from clarion.transparency.report import citing
from clarion.transparency.report import published as editions
from clarion.transparency.report.calendar import Calendar
from clarion.transparency.report.citing import Citation
from clarion.transparency.report.headlines import headlines
from clarion.transparency.views.asked import of_figure
from clarion.transparency.views.reports import language, organisation

CSL = "application/vnd.citationstyles.csl+json"
_WRITTEN = {"bib": "text/x-bibtex; charset=utf-8", "json": CSL}


@require_safe
def report_citation(
    request: HttpRequest, period: str, form: str, number: str | None = None
) -> HttpResponseBase:
    """The citation of a report as BibTeX or CSL JSON, of a published edition where there is one; else 404."""
    code = language()
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        raise Http404(str(error)) from error
    edition = editions.one(wanted, number)
    if edition is None and (number or not Calendar.load().speaks_of(wanted)):
        raise Http404(f"There is no such report for {wanted}.")
    as_of = None if edition else headlines(wanted, code).newest_day
    return _file(request, citing.of_report(organisation(request), wanted, code, edition, as_of), form)


@require_safe
@of_figure
def figure_citation(request: HttpRequest, wanted: Figure, form: str) -> HttpResponseBase:
    """The citation of a figure as BibTeX or CSL JSON."""
    return _file(request, citing.of_figure(organisation(request), Fact(read_one(wanted), language())), form)


def _file(request: HttpRequest, citation: Citation, form: str) -> HttpResponseBase:
    csl = json.dumps(citation.csl(), ensure_ascii=False, indent=1) + "\n"
    text = citation.bibtex() if form == "bib" else csl
    name = f'attachment; filename="{citation.key}.{form}"'
    return answer(request, text.encode(), _WRITTEN[form], name)
