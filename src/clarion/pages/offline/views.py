"""The worker, which keeps pages in the reader's browser, and the page that it shows where it has kept none."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clarion.pages.rendering import Scope

MOST_PAGES = 60
MOST_PARTS = 200
"""Pages, and files that they load, which a device keeps at most: the oldest go first."""
LARGEST_PART = 600_000
"""Bytes of a file that is still kept."""

NEVER_KEPT = ("search", "subscribe", "unsubscribe", "contact", "requests", "help")
"""Rooms below each language that are forms, or tell what somebody asked for."""

_WORKER = Path(__file__).with_name("worker.js")
_FAREWELL = Path(__file__).with_name("farewell.js")


@require_safe
@cache_control(max_age=0, must_revalidate=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The program that browsers run beside the pages. Switched off, it is one that removes itself and what it kept."""
    script = _script() if settings.CLARION_OFFLINE else _FAREWELL.read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=0, must_revalidate=True)
def page(request: HttpRequest) -> HttpResponse:
    """What a reader without a network sees in place of a page that was not kept: those that were.

    Raises:
        Http404: nothing is kept on this site.
    """
    if not settings.CLARION_OFFLINE:
        raise Http404
    scope = Scope(get_language() or settings.LANGUAGE_CODE)
    request.clarion_scope = scope  # type: ignore[attr-defined]
    with scope.active():
        scope.prepare()
        return render(request, "offline.html")


def _script() -> str:
    told = {
        "languages": [code for code, _ in settings.LANGUAGES],
        "never": NEVER_KEPT,
        "parts": [settings.STATIC_URL, settings.MEDIA_URL, "/theme/"],
        "pages": MOST_PAGES,
        "files": MOST_PARTS,
        "largest": LARGEST_PART,
    }
    program = _WORKER.read_text(encoding="utf-8")
    told["release"] = _release(json.dumps(told), program, static("clarion/css/site.css"))
    return f"const TOLD = {json.dumps(told)};\n{program}"


@lru_cache(maxsize=8)
def _release(*parts: str) -> str:
    """Another one means that what is kept is of another release, and goes."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest = hashlib.sha256(manifest.read_bytes() if manifest.is_file() else b"")
    for one in (version("clarion"), *parts):
        digest.update(one.encode() + b"\0")
    return digest.hexdigest()[:12]
