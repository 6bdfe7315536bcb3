"""One type of page: a title and a stream of paragraphs and pictures."""

from __future__ import annotations

from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class BarePage(Page):
    """The page of the tutorial."""

    body = StreamField(
        [("paragraph", RichTextBlock()), ("picture", ImageChooserBlock(template="bare/picture.html"))]
    )
    template = "bare/page.html"

    class Meta:
        app_label = "bare"
