"""Tags for the pages on which staff sign in."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The organisation's name, as set by `CLARION_NAME`."""
    return str(settings.WAGTAIL_SITE_NAME)
