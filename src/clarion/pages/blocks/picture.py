"""A picture with its caption."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from clarion.pages.blocks.choosers import CreditedImageBlock


class PictureBlock(StructBlock):
    """A picture; its credit appears with the others at the end of the page."""

    picture = CreditedImageBlock(label=_("picture"))
    caption = CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"
