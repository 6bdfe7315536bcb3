"""One type of page: a title and a stream of paragraphs, pictures and pages to go on to."""

from __future__ import annotations

from wagtail.blocks import PageChooserBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class BarePage(Page):
    """The page of the tutorial."""

    body = StreamField(
        [
            ("paragraph", RichTextBlock()),
            ("picture", ImageChooserBlock(template="bare/picture.html")),
            ("page", PageChooserBlock(template="bare/link.html")),
        ]
    )
    template = "bare/page.html"

    class Meta:
        app_label = "bare"
