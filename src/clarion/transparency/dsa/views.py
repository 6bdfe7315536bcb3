"""The public pages of the EU report: a period with all its versions, each with its parts as files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clarion.core.languages import Language
from clarion.core.languages import language as spoken
from clarion.transparency import periods, wording
from clarion.transparency.downloads import answer
from clarion.transparency.dsa import annex
from clarion.transparency.dsa.building import ARCHIVE, CHANGES, NOTES, parts_of
from clarion.transparency.dsa.names import part_name
from clarion.transparency.dsa.versions import rows_of
from clarion.transparency.dsa.wording import gap
from clarion.transparency.editions.depot import folder_of
from clarion.transparency.editions.freezing import MANIFEST
from clarion.transparency.editions.models import Edition, EditionFile, Series
from clarion.transparency.periods import Period

MOST_CHANGES = 200
"""As many stand on the page; the file has them all."""

KEPT_FOR = 60 * 60 * 24 * 365
"""Seconds. A file of a published version never changes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the page lists it."""

    name: str
    file: str
    size: str
    address: str


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All periods with a published report."""
    code = _language()
    found: dict[Period, Edition] = {}
    for one in Edition.objects.published().filter(series=Series.DSA).order_by("-period_end", "-number"):
        found.setdefault(one.period, one)
    say = spoken(code)
    listed = [
        (wording.period_name(period, code), _address(period), _day(one, say), say.integer(one.number))
        for period, one in found.items()
    ]
    context = {"room": "dsa", "reports": listed}
    return render(request, "dsa/reports.html", context)


@require_safe
def report(request: HttpRequest, period: str, number: int | None = None) -> HttpResponseBase:
    """A period's report: its newest version, or the one with a number."""
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        raise Http404(str(error)) from error
    if str(wanted) != period:
        return HttpResponseRedirect(_address(wanted, number))
    editions = list(Edition.objects.published().of(wanted, Series.DSA))
    edition = next((one for one in editions if number in (None, one.number)), None)
    if edition is None:
        raise Http404(_("There is no such report."))
    return render(request, "dsa/report.html", _context(edition, editions, is_newest=number is None))


@require_safe
def file(request: HttpRequest, period: str, number: int, name: str) -> HttpResponseBase:
    """A file of a version, exactly as it was published."""
    try:
        wanted = periods.parse(period)
    except periods.PeriodError as error:
        raise Http404(str(error)) from error
    edition = Edition.objects.published().of(wanted, Series.DSA).filter(number=number).first()
    found = EditionFile.objects.filter(edition=edition, name=name).first() if edition else None
    if edition is None or (found is None and name != MANIFEST):
        raise Http404(_("There is no such file."))
    folder: Path = folder_of(edition)
    kind = found.media_type if found else "application/json"
    told = f'attachment; filename="{Path(name).stem}-{wanted}-version-{number}{Path(name).suffix}"'
    return answer(request, (folder / name).read_bytes(), kind, told, fresh_for=KEPT_FOR)


def _context(edition: Edition, editions: list[Edition], *, is_newest: bool) -> dict[str, Any]:
    say = spoken(_language())
    sizes = dict(edition.files.values_list("name", "size"))
    parts = parts_of(edition)
    identification = {row[2]: row[3] for row in parts[1][1:]}
    notes = json.loads((folder_of(edition) / NOTES).read_text(encoding="utf-8"))
    return {
        "room": "dsa",
        "edition": edition,
        "period_name": wording.period_name(edition.period, say.code),
        "service": parts[1][1][1],
        "provider": identification["Name of the service provider"],
        "number": say.integer(edition.number),
        "day": _day(edition, say),
        "updated": notes if notes["is_updated_version"] else None,
        "newest": "" if edition == editions[0] else _address(edition.period),
        "parts": [
            Part(part_name(one.number), one.file, say.file_size(sizes[one.file]), _file(edition, one.file))
            for one in annex.PARTS
        ],
        "archive": _file(edition, ARCHIVE),
        "archive_size": say.file_size(sizes[ARCHIVE]),
        "changes": _changes(edition) if CHANGES in sizes else None,
        "changes_file": _file(edition, CHANGES),
        "manifest": _file(edition, MANIFEST),
        "gaps": [gap(one["facts"]) for one in edition.findings],
        "versions": [
            (
                say.integer(one.number),
                _day(one, say),
                _address(one.period, one.number),
                one.reason,
                one == edition,
            )
            for one in editions
        ],
        "base_url": settings.BASE_URL,
        "canonical": _address(edition.period, None if is_newest else edition.number),
    }


def _changes(edition: Edition) -> dict[str, Any]:
    """What this version changed, as a table."""
    folder = folder_of(edition)
    rows = rows_of((folder / CHANGES).read_bytes().decode("utf-8"))[1:]
    say = spoken(_language())
    return {
        "rows": [(part_name(int(part)), *cells) for part, *cells in rows[:MOST_CHANGES]],
        "total": say.integer(len(rows)),
        "is_cut": len(rows) > MOST_CHANGES,
    }


def _address(period: Period, number: int | None = None) -> str:
    if number is None:
        return reverse("transparency:dsa", args=[str(period)])
    return reverse("transparency:dsa-version", args=[str(period), number])


def _file(edition: Edition, name: str) -> str:
    return reverse("transparency:dsa-file", args=[str(edition.period), edition.number, name])


def _day(edition: Edition, say: Language) -> str:
    return say.day(timezone.localdate(edition.published_at)) if edition.published_at else ""


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
