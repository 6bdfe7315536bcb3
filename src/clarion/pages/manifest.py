"""`/site.webmanifest`: what the site is called, and its mark, where a reader keeps it among applications."""

from __future__ import annotations

import mimetypes

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control

from clarion.pages.languages import direction, html_lang
from clarion.pages.models import Organisation, SiteTexts

FRESH_FOR = 24 * 60 * 60
PAPER = "#fbf9f4"
"""The background of the light theme (`--paper` in `tokens.css`)."""

HOUSE_ICONS = (
    ("clarion/mark.svg", "any", "image/svg+xml"),
    ("clarion/icon-192.png", "192x192", "image/png"),
    ("clarion/icon-512.png", "512x512", "image/png"),
)


def webmanifest(request: HttpRequest) -> JsonResponse:
    """The manifest in the site's first language (https://www.w3.org/TR/appmanifest/)."""
    language = settings.LANGUAGE_CODE
    texts = SiteTexts.in_language(language)
    response = JsonResponse(
        {
            "name": texts.name,
            "description": texts.tagline,
            "lang": html_lang(language),
            "dir": direction(language),
            "id": "/",
            "start_url": "/",
            "display": "browser",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": _icons(Organisation.load()),
        },
        content_type="application/manifest+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    return response


def _icons(organisation: Organisation) -> list[dict[str, str]]:
    """The organisation's own icon, or the mark of the house."""
    own = organisation.favicon
    if own is None:
        return [{"src": static(file), "sizes": sizes, "type": kind} for file, sizes, kind in HOUSE_ICONS]
    kind, _ = mimetypes.guess_type(own.file.name)
    sizes = "any" if own.is_svg() else f"{own.width}x{own.height}"
    return [{"src": own.file.url, "sizes": sizes, "type": kind or "image/png"}]
