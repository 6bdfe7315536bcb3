"""A demand on one screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from clarion.desk.access import demand_or_404, needs
from clarion.desk.panels import Sheet, panels_of
from clarion.register.roles import Action


@needs(Action.VIEW)
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a demand: its panels, in two columns."""
    sheet = Sheet(request, demand_or_404(request, reference))
    shown = [
        (
            one,
            render_to_string(
                one.template, {"sheet": sheet, "demand": sheet.demand, **one.context(sheet)}, request
            ),
        )
        for one in panels_of(sheet)
    ]
    return render(
        request,
        "desk/demand.html",
        {
            "page_title": sheet.demand.reference,
            "header_icon": "doc-full-inverse",
            "demand": sheet.demand,
            "wide": [(one, body) for one, body in shown if not one.side],
            "narrow": [(one, body) for one, body in shown if one.side],
        },
    )
