"""What every public template finds: the scope of its rendering."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from clarion.pages.rendering import Scope


def scope(request: HttpRequest) -> dict[str, Any]:
    """The page's scope, or one with the site's own texts and menu for views that are no pages.

    Lazy: the admin and the API render no public template and ask for nothing.
    """
    existing = getattr(request, "clarion_scope", None)
    found: dict[str, Any] = {
        "scope": existing
        or SimpleLazyObject(lambda: Scope(get_language() or settings.LANGUAGE_CODE).prepare()),
        "base_url": settings.BASE_URL,
    }
    if existing and hasattr(request, "clarion_reader_language"):
        own = existing.translations.get(existing.language)
        found["canonical"] = own.address if own else request.path
    return found
