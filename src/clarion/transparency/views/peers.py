"""The organisation among its peers: its measures beside those that others publish about themselves."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clarion.transparency.breakdowns import TOTAL, dimensions_of
from clarion.transparency.downloads import csv_answer
from clarion.transparency.figures import Origin
from clarion.transparency.models import Tally
from clarion.transparency.peers.comparison import Comparison, comparisons, peers
from clarion.transparency.peers.shown import name_of, shown
from clarion.transparency.report import contradictions
from clarion.transparency.report.datasets import Cell, count_columns
from clarion.transparency.structured_data import CSV, dataset
from clarion.transparency.views.reports import language

COLUMNS = (
    "measure",
    "peer",
    "organisation",
    "period",
    "value",
    "low",
    "high",
    "status",
    "covered",
    "sources",
)


@require_safe
def among_peers(request: HttpRequest) -> HttpResponse:
    """Every measure that a peer states, over the same periods, with sources and how each counts otherwise."""
    code = language()
    listed = comparisons(code)
    origins: dict[Origin, None] = dict.fromkeys(
        origin for one in listed for side in one.sides if side.peer for origin in side.sources
    )
    against = [one for peer in peers() for one in contradictions.everything(peer.slug)]
    address = f"/{code}/transparency/peers/"
    context = {
        "room": "peers",
        "comparisons": [shown(one, code) for one in listed],
        "sources": list(origins),
        "contradictions": contradictions.told(against, code),
        "canonical": address,
        "api": [(one.name, _tallies(one.slug)) for one in peers()],
        "structured_data": [
            dataset(
                gettext("Among peers"),
                gettext("Our figures beside those that other organisations publish about themselves."),
                address,
                [(f"{address}data.csv", CSV)],
            )
        ],
    }
    return render(request, "transparency/peers.html", context)


@require_safe
def peers_file(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV: a row for each measure, organisation and period."""
    found = comparisons(language())
    return csv_answer(request, "peers", COLUMNS, (row for one in found for row in _rows(one)))


def _rows(comparison: Comparison) -> Iterator[tuple[Cell, ...]]:
    for side in comparison.sides:
        sources = " ".join(origin.slug for origin in side.sources)
        for one in side.values:
            covered = " ".join(str(span) for span in one.covered)
            whose = comparison.measure.key, side.peer, name_of(side), str(one.slot)
            yield *whose, *count_columns(one.count), covered, sources


def _tallies(peer: str) -> str:
    """Where the API gives the tallies of a peer: its totals, or what it states instead."""
    recorded = Tally.objects.public(peer).order_by("breakdown").values_list("breakdown", flat=True).distinct()
    listed = list(recorded)
    asked = {"peer": peer}
    if listed and TOTAL not in listed:
        asked["group_by"] = ",".join(dimensions_of(listed[0]))
    return f"{settings.BASE_URL}/api/v1/tallies?{urlencode(asked)}"
