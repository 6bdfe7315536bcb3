"""The pages that say that something went wrong. They ask nothing of the database: that may be what failed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers 500 in the language of the address, with a search form and ways on."""
    return _answer(request, 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 400 with what the sender can do: too much at once is told apart from a damaged request."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return _answer(request, 400, too_much=too_much)


def _answer(request: HttpRequest, status: int, **more: Any) -> HttpResponse:
    language = translation.get_language_from_path(request.path_info) or translation.get_language_from_request(
        request
    )
    context = {"language": language, "name": settings.WAGTAIL_SITE_NAME, "languages": settings.LANGUAGES}
    with translation.override(language):
        return HttpResponse(render_to_string(f"{status}.html", {**context, **more}), status=status)
