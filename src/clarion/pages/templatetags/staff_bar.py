"""The bar of staff on public pages."""

from __future__ import annotations

from django import template
from django.conf import settings
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_bar(context: template.Context) -> str:
    """Wagtail's bar, for whoever is signed in; for readers not even the session is looked at."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return str(wagtailuserbar(context))
