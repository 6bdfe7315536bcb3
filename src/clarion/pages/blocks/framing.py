"""Framing copy: what we do, in a few short pieces side by side."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.blocks.links import LinkBlock


class FramingPieceBlock(StructBlock):
    """One piece: a heading, a few sentences with figures in them, and where to read on."""

    heading = CharBlock(label=_("heading"), max_length=120)
    text = RichTextBlock(label=_("text"), features=["bold", "italic", "link", "figure"])
    link = LinkBlock(label=_("read on"), required=False)

    class Meta:
        icon = "doc-full"


def _sample() -> dict[str, Any]:
    return {
        "pieces": [{"heading": samples.heading(), "text": samples.paragraph(), "link": samples.link()}] * 2
    }


class FramingBlock(HeadedBlock):
    """Two to six pieces of framing copy."""

    pieces = ListBlock(FramingPieceBlock(), label=_("pieces"), min_num=1, max_num=6)

    class Meta:
        icon = "grip"
        label = _("Framing copy")
        template = "pages/blocks/framing.html"
        description = _("What you do, in a few short pieces side by side.")
        preview_value = staticmethod(_sample)
