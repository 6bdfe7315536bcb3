"""The theme's own addresses: its stylesheet and its icon."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from clarion.pages.models import Organisation
from clarion.pages.theme.look import Look

_DAY = 24 * 60 * 60
_YEAR = 365 * _DAY


def _etag(request: HttpRequest, digest: str) -> str:
    return f'"{Look.of(Organisation.load()).digest}"'


@require_safe
@condition(etag_func=_etag)
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The theme as it is now. Kept for good under its own digest; a page of yesterday's theme gets today's, unkept."""
    look = Look.of(Organisation.load())
    answer = HttpResponse(look.stylesheet, content_type="text/css; charset=utf-8")
    if digest == look.digest:
        patch_cache_control(answer, public=True, max_age=_YEAR, immutable=True)
    else:
        patch_cache_control(answer, no_cache=True)
    return answer


@cache_control(public=True, max_age=_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """The organisation's icon, or the mark of the house, for browsers that ask without having read a page."""
    own = Organisation.load().favicon
    return HttpResponseRedirect(own.file.url if own else static("clarion/mark.svg"))
