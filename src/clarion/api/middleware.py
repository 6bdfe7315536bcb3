"""The API's own way to its views."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from clarion.api.application import PREFIX


class ShortWay:
    """Takes what is asked of the API straight to its view.

    Nothing there depends on a session, on the reader's language or on redirects of pages: what looks them up
    would cost queries, add `Vary` to every answer, and send an unknown address on to a page instead of
    answering it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.get_host()  # Raises for a host that is not ours.
        match = request.resolver_match = resolve(request.path_info)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response
