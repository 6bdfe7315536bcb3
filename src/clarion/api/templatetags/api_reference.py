"""Words of the API's description, in the language of the page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def in_words(text: str) -> str:
    """A text of the description, translated; the description itself is in English, for machines."""
    return gettext(text) if text else ""
