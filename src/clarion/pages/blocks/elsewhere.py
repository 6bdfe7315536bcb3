"""Links out: to the organisation's other sites, and to its positions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, TextBlock

from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.blocks.links import LinkBlock


class ElsewhereBlock(HeadedBlock):
    """A short introduction and a list of links."""

    text = TextBlock(label=_("text"), required=False)
    links = ListBlock(LinkBlock(), label=_("links"))

    class Meta:
        icon = "link-external"
        label = _("Elsewhere")
        template = "pages/blocks/elsewhere.html"
