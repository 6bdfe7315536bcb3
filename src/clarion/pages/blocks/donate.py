"""The call to give."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock, URLBlock


class DonateBlock(StructBlock):
    """A call to give. What is left empty is the site's own."""

    heading = CharBlock(label=_("heading"), required=False, max_length=120)
    text = TextBlock(label=_("text"), required=False)
    button = CharBlock(label=_("button"), required=False, max_length=40)
    url = URLBlock(label=_("donation address"), required=False)

    class Meta:
        icon = "pick"
        label = _("Call to give")
        template = "pages/blocks/donate.html"
