"""Finds a page for an address in one query and hands it to Wagtail."""

from __future__ import annotations

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from clarion.pages.addresses import url_path_of


def find_page(path: str, language: str) -> Page | None:
    """The live page at a path below `/{language}/`, of its own type, in one query."""
    url_path = url_path_of(path, language)
    if url_path is None:
        return None
    types = [
        model.page_ptr.field.remote_field.get_accessor_name()
        for model in get_page_models()
        if model is not Page
    ]
    page = (
        Page.objects.live()
        .filter(url_path=url_path)
        .select_related("locale", "content_type", *types)
        .annotate(site_is_restricted=Exists(PageViewRestriction.objects.all()))
        .first()
    )
    if page is None:
        return None
    for name in types:
        own = getattr(page, name, None)
        if own is not None:
            own.site_is_restricted = page.site_is_restricted
            return own
    return None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serves a page. Addresses that are not a page's own (sub-routes, redirects) take Wagtail's way."""
    page = find_page(path, get_language() or "")
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page, [], {})  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


def to_readers_language(request: HttpRequest) -> HttpResponse:
    """Sends `/` to the home page in the reader's language."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response
