"""Serves the text of a page, made from the page as any reader would get it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clarion.pages.moved import target_for
from clarion.pages.text_only.addresses import in_text, text_address
from clarion.pages.text_only.making import text_of

_PASSED_ON = ("Cache-Control", "Content-Language", "Expires", "Last-Modified", "Vary")


@require_safe
def text_page(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The text of the page at a path below `/{language}/`. What is no page is sent for at its own address.

    Raises:
        Http404: there is no page.
    """
    asked = _asked(request, f"/{get_language() or settings.LANGUAGE_CODE}/{path}")
    if not text_address(asked.path):
        raise Http404
    try:
        response = _answer(asked)
    except Http404:
        if (target := target_for(asked)) is None:
            raise
        return HttpResponseRedirect(in_text(target.link), status=target.status)
    if response.status_code in {301, 302}:
        return HttpResponseRedirect(in_text(response["Location"]), status=response.status_code)
    if not isinstance(response, HttpResponse) or not response["Content-Type"].startswith("text/html"):
        return HttpResponseRedirect(asked.get_full_path())
    text = HttpResponse(
        text_of(response.content.decode(), asked.get_full_path()), status=response.status_code
    )
    for name in _PASSED_ON:
        if name in response:
            text[name] = response[name]
    text["X-Robots-Tag"] = "noindex"
    return text


def _asked(request: HttpRequest, path: str) -> WSGIRequest:
    """A request for another path, of a reader who is not signed in."""
    environ: dict[str, Any] = {**request.META, "PATH_INFO": path, "REQUEST_METHOD": "GET"}
    environ.pop("HTTP_COOKIE", None)
    asked = WSGIRequest(environ)
    asked.user = AnonymousUser()
    asked.session = import_module(settings.SESSION_ENGINE).SessionStore()
    asked.LANGUAGE_CODE = get_language()
    return asked


def _answer(asked: HttpRequest) -> HttpResponseBase:
    match = asked.resolver_match = resolve(asked.path_info)
    response: HttpResponseBase = match.func(asked, *match.args, **match.kwargs)
    return response.render() if isinstance(response, SimpleTemplateResponse) else response
