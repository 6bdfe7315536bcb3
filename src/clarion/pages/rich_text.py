"""Rich text that holds figures and links: what is stored, and how it is shown.

Stored: `<embed embedtype="figure" figure="takedown-requests-received.2017" format="phrase"/>`. Never a value.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.pages import PageLinkHandler

from clarion.pages.rendering import current_scope
from clarion.transparency.figures import Figure, FigureError
from clarion.transparency.presentation import Fact

FORMATS = ("phrase", "number", "spelled", "spelled-phrase")
"""How a figure stands in a sentence: `684 takedown requests`, `684`, `zero`, `zero takedown requests`."""


class FigureHandler(EmbedHandler):
    """Prints a figure's value as it is now, linked to its definition and source."""

    identifier = "figure"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        try:
            figure = Figure.parse(attrs.get("figure", ""))
        except FigureError as error:
            return figure_fault(str(error))
        fact = Fact(current_scope().reading(figure), get_language() or settings.LANGUAGE_CODE)
        return figure_words(fact, attrs.get("format", "phrase"))


def figure_words(fact: Fact, form: str) -> str:
    """A figure in a sentence. An unknown one is an em dash that says why, never a zero."""
    if not fact.known:
        return format_html(
            '<a class="fig fig-unknown" href="{}"><span aria-hidden="true">—</span>'
            '<span class="visually-hidden">{}</span></a> <small class="fig-note">({})</small>',
            fact.address,
            gettext("not known"),
            fact.explanation,
        )
    words = {"number": fact.number, "spelled": fact.spelled, "spelled-phrase": fact.spelled_phrase}.get(
        form, fact.phrase
    )
    link = format_html('<a class="fig" href="{}">{}</a>', fact.address, words)
    if fact.explanation:
        return format_html('{} <small class="fig-note">({})</small>', link, fact.explanation)
    return link


def figure_fault(message: str) -> str:
    """A figure that names no measure or period: an editor sees what is wrong, a reader a dash."""
    return format_html(
        '<span class="fig fig-fault"><span aria-hidden="true">—</span><span class="visually-hidden">{}</span>'
        '<span class="for-editors">{}</span></span>',
        gettext("not known"),
        message,
    )


class ScopedPageLinkHandler(PageLinkHandler):
    """Links to pages, found in the rendering's scope instead of one query a paragraph."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        scope = current_scope()
        return [cls._anchor(scope.link(int(attrs["id"]))) for attrs in attrs_list]

    @staticmethod
    def _anchor(link: Any) -> str:
        return format_html('<a href="{}">', link.address) if link else "<a>"
