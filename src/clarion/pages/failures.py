"""The page that says something went wrong on our side. It asks nothing of the database: that may be what failed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers 500 in the language of the address, with a search form and ways on."""
    language = translation.get_language_from_path(request.path_info) or translation.get_language_from_request(
        request
    )
    context = {"language": language, "name": settings.WAGTAIL_SITE_NAME, "languages": settings.LANGUAGES}
    with translation.override(language):
        return HttpResponse(render_to_string("500.html", context), status=500)
