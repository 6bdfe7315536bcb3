"""Submissions of the editor that cannot be read: a clear answer, and the text stays in the browser."""

from __future__ import annotations

import logging
from collections.abc import Callable
from traceback import walk_tb

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

log = logging.getLogger(__name__)

_READING = {"value_from_datadict", "get_instance"}
"""Where Wagtail's forms read what was sent: each field its value, each chooser what was chosen."""


class UnreadableSubmission:
    """Answers with what is wrong where a form of the admin was sent in a shape that no editor makes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django asks this of every exception; ours are those that arise while a form reads what was sent."""
        if (
            request.method != "POST"
            or not request.path.startswith(self.admin)
            or isinstance(exception, Http404 | PermissionDenied)
            or not _arose_in_reading(exception)
        ):
            return None
        log.warning("Unreadable submission to %s: %s", request.path, type(exception).__name__)
        return render(request, "editorial/unreadable.html", status=400)


def _arose_in_reading(exception: Exception) -> bool:
    return any(frame.f_code.co_name in _READING for frame, _ in walk_tb(exception.__traceback__))
