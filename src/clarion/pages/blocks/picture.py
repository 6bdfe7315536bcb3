"""A picture with its caption."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.choosers import CreditedImageBlock


def _sample() -> dict[str, Any]:
    return {"picture": samples.picture(), "caption": samples.sentences()}


class PictureBlock(StructBlock):
    """A picture; its credit appears with the others at the end of the page."""

    picture = CreditedImageBlock(label=_("picture"))
    caption = CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"
        description = _("A picture over the whole width, credited at the end of the page.")
        preview_value = staticmethod(_sample)
