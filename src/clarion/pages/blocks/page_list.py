"""A list of pages with a line on each: the way into a room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, TextBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.blocks.links import LinkBlock


class ListedPageBlock(StructBlock):
    """A link and what is behind it."""

    link = LinkBlock(label=_("link"))
    text = TextBlock(label=_("text"), required=False)

    class Meta:
        icon = "doc-empty"


def _sample() -> dict[str, Any]:
    return {
        "heading": samples.heading(),
        "pages": [{"link": samples.link(), "text": samples.sentences()}] * 2,
    }


class PageListBlock(HeadedBlock):
    """Several pages, each with a sentence."""

    pages = ListBlock(ListedPageBlock(), label=_("pages"))

    class Meta:
        icon = "list-ul"
        label = _("List of pages")
        template = "pages/blocks/page_list.html"
        description = _("Several pages, each with a sentence: the way into a room.")
        preview_value = staticmethod(_sample)
