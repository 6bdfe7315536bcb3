"""The figure that an address names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from clarion.transparency.figures import Figure, FigureError

View = Callable[..., HttpResponseBase]


def of_figure(view: View) -> View:
    """Gives the view the figure in place of its key; one that names none is told so, with status 404."""

    @wraps(view)
    def answered(request: HttpRequest, figure: str, **rest: str) -> HttpResponseBase:
        try:
            wanted = Figure.parse(figure)
        except FigureError as error:
            context = {"room": "figures", "fault": str(error)}
            return render(request, "transparency/no_figure.html", context, status=404)
        return view(request, wanted, **rest)

    return answered
