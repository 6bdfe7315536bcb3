"""Finds a page for an address and hands it to Wagtail."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from clarion.core.composed import composed
from clarion.core.keeping import keeps_nothing
from clarion.pages import notices
from clarion.pages.addresses import url_path_of
from clarion.pages.moved import target_for
from clarion.pages.other_language import best_language, serve_in_other_language


def find_page(path: str, language: str) -> Page | None:
    """The live page at a path below `/{language}/`, of its own type, in two small queries."""
    url_path = url_path_of(path, language)
    if url_path is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [url_path])
        found = cursor.fetchone()
    if found is None:
        return None
    pk, content_type, site_is_restricted = found
    model = ContentType.objects.get_for_id(content_type).model_class() or Page
    # Joined to a page, rows that few pages show would make every change of theirs count for all.
    page: Page = _page_of(model, *(() if keeps_nothing() else notices.joined()), pk=pk)[0]
    page.site_is_restricted = bool(site_is_restricted)
    return page


@composed
def _page_of(model: type[Page], *joined: str, pk: int) -> QuerySet[Page]:
    return model._default_manager.select_related("locale", *joined).filter(pk=pk)


# Asked before every page: written out, since composing it costs more than answering it.
_FIND = f"""
    SELECT id, content_type_id, EXISTS (SELECT 1 FROM {PageViewRestriction._meta.db_table})
    FROM {Page._meta.db_table} WHERE live AND url_path = %s
"""  # noqa: S608 - names of our own tables


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serves a page. Addresses that are not a page's own (sub-routes, redirects) take Wagtail's way.

    What only other languages have is shown in the one that suits the reader best.
    """
    code = get_language() or ""
    page = find_page(path, code)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page, [], {})  # type: ignore[attr-defined]
        return wagtail_serve(request, path)
    try:
        if url_path_of("", code) is None:  # Wagtail would show the default language as if it were this one.
            raise Http404
        return wagtail_serve(request, path)
    except Http404:
        other = best_language(request, path)
        found = find_page(path, other) if other else None
        if found is None or target_for(request):
            raise
        return serve_in_other_language(request, found, path)


def to_readers_language(request: HttpRequest) -> HttpResponse:
    """Sends `/` to the home page in the reader's language, or to what an old address such as `/?p=12` was moved to."""
    if request.GET and (target := target_for(request)):
        return HttpResponseRedirect(target.link, status=target.status)
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response
