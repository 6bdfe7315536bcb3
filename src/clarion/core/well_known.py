"""Files that machines look for at the root of a site."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control

_DAY = 24 * 60 * 60
SECURITY_TXT_HOLDS = timedelta(days=180)


@cache_control(public=True, max_age=_DAY)
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by anybody's machine (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=_DAY)
def security_txt(request: HttpRequest) -> HttpResponse:
    """How to tell us of a hole (RFC 9116). It expires half a year from today, so that it is never out of date.

    Raises:
        Http404: if `CLARION_SECURITY_CONTACT` is not set.
    """
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + SECURITY_TXT_HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}",
    ]
    if settings.BASE_URL.startswith("https://"):
        lines.append(f"Canonical: {settings.BASE_URL}/.well-known/security.txt")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
