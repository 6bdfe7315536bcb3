"""Tags of the templates of articles."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from clarion.core.languages import active_language
from clarion.news.models import Author
from clarion.news.reading_time import minutes

register = template.Library()


@register.filter
def names(authors: Iterable[Author]) -> SafeString:
    """Authors as the language lists them, each linked to the page about them."""
    linked = [
        format_html('<a rel="author" href="{}">{}</a>', one.address, one.name)
        if one.address
        else conditional_escape(one.name)
        for one in authors
    ]
    return mark_safe(active_language().listing(linked))  # noqa: S308 - names are escaped; the rest is CLDR's


@register.filter
def reading_time(markup: str) -> str:
    """How long it takes to read, such as "3 min read"."""
    spoken = active_language()
    count = minutes(strip_tags(markup), spoken.code)
    said = ngettext("%(count)s min read", "%(count)s min read", count)
    return said % {"count": spoken.integer(count)}
