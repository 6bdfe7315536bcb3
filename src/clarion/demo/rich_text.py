"""From the marks of the demonstration's texts to what the editor stores."""

from __future__ import annotations

import re

from wagtail.models import Page

from clarion.demo.texts import FIGURE, LINK


def stored(text: str, language: str, pages: dict[str, Page]) -> str:
    """Rich text as Wagtail keeps it: figures by key, links by page."""

    def opening(found: re.Match[str]) -> str:
        target = found.group(1)
        if page := pages.get(target):
            return f'<a linktype="page" id="{page.pk}">'
        return f'<a href="/{language}/{target}/">'

    with_figures = FIGURE.sub(r'<embed embedtype="figure" figure="\1" format="\2"/>', text)
    return LINK.sub(opening, with_figures)
