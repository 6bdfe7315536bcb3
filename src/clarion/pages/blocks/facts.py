"""Facts: figures in large numerals, each with its source."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.figures import FigureBlock
from clarion.pages.blocks.headings import HeadedBlock


class FactBlock(StructBlock):
    """One figure; its caption is the measure's noun unless an editor writes a better one for this place."""

    figure = FigureBlock()
    caption = CharBlock(label=_("caption"), required=False, max_length=120)

    class Meta:
        icon = "order"


def _sample() -> dict[str, Any]:
    return {"heading": samples.heading(), "facts": [{"figure": samples.FIGURE, "caption": ""}]}


class FactsBlock(HeadedBlock):
    """One to four facts side by side."""

    facts = ListBlock(FactBlock(), label=_("facts"), min_num=1, max_num=4)

    class Meta:
        icon = "order"
        label = _("Facts")
        template = "pages/blocks/facts.html"
        description = _("One to four figures in large numerals, each with its source.")
        preview_value = staticmethod(_sample)
