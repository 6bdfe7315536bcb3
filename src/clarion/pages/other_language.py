"""A page that the reader's language lacks, shown in the language that suits the reader best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant, gettext
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from clarion.core.languages import language
from clarion.pages.addresses import url_path_of
from clarion.pages.notices import Notice, NoticeLink
from clarion.pages.rendering import Scope


def preferred_languages(request: HttpRequest) -> list[str]:
    """Every language of the site: first what the reader's browser asks for, then the default, then the others."""
    asked = []
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            asked.append(get_supported_language_variant(code))
        except LookupError:
            continue
    return list(dict.fromkeys([*asked, settings.LANGUAGE_CODE, *(code for code, _ in settings.LANGUAGES)]))


def best_language(request: HttpRequest, path: str) -> str | None:
    """The language in which this reader would best read the page at a path below `/{language}/`, if any has it."""
    paths = {code: url_path_of(path, code) for code in preferred_languages(request)}
    live = set(
        Page.objects.live()
        .filter(url_path__in=[one for one in paths.values() if one])
        .values_list("url_path", flat=True)
    )
    return next((code for code, url_path in paths.items() if url_path in live), None)


def serve_in_other_language(request: HttpRequest, page: Page, path: str) -> HttpResponse:
    """Serves a page in its own language within the frame of the reader's, and tells search engines where it belongs."""
    own = page.locale.language_code
    request._wagtail_route_for_request = RouteResult(page, [], {})  # type: ignore[attr-defined]
    request.clarion_reader_language = translation.get_language()  # type: ignore[attr-defined]
    with translation.override(own):
        response: HttpResponse = wagtail_serve(request, path)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Language"] = own
    patch_vary_headers(response, ["Accept-Language"])
    return response


def missing_translation(scope: Scope, reader_language: str) -> Iterator[Notice]:
    """Says that a page is not there in the reader's language, and in which it is."""
    reader = language(reader_language)
    words = gettext("This page is not available in %(wanted)s yet. You are reading it in %(shown)s.") % {
        "wanted": reader.language_name(reader_language),
        "shown": reader.language_name(scope.language),
    }
    others = (code for code in scope.translations if code not in {scope.language, reader_language})
    yield Notice(words, tuple(_readings(others, scope)))


def _readings(codes: Iterable[str], scope: Scope) -> Iterator[NoticeLink]:
    names = dict(settings.LANGUAGES)
    for code in codes:
        yield NoticeLink(scope.translations[code].address, names.get(code, code), code, in_itself=True)
