"""The drawn pictures of pages that have none of their own to share, at `share.png` below the page's address."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clarion.charts.share_picture import ACCENT, title_picture
from clarion.pages.models import ShownPage
from clarion.pages.rendering import Scope
from clarion.pages.serving import find_page

PICTURE_FRESH_FOR = 3600
"""Seconds; those who share links fetch the picture again and again."""


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponse:
    """The drawn picture of a page: its title, a word on it, and who speaks."""
    language = get_language() or settings.LANGUAGE_CODE
    page = find_page(path, language)
    if not isinstance(page, ShownPage) or page.get_view_restrictions().exists():
        raise Http404
    scope = Scope(language)
    accent = scope.organisation.accent_light or ACCENT
    body = _drawn(page.shown_title, page.card_note or scope.texts.tagline, scope.texts.name, language, accent)
    response = HttpResponse(body, content_type="image/png")
    patch_cache_control(response, public=True, max_age=PICTURE_FRESH_FOR)
    return response


@lru_cache(maxsize=128)
def _drawn(title: str, note: str, organisation: str, language: str, accent: str) -> bytes:
    return title_picture(title, note, organisation, language, accent=accent)
