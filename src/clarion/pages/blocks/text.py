"""Running text and quotations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock
from wagtail.blocks import TextBlock as PlainTextBlock

from clarion.pages.blocks.headings import HeadedBlock, languages


class TextBlock(HeadedBlock):
    """A section of running text, in which figures can stand."""

    text = RichTextBlock(label=_("text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/text.html"


class QuotationBlock(StructBlock):
    """Somebody's words, marked with the language they are in."""

    quotation = PlainTextBlock(label=_("quotation"))
    speaker = CharBlock(label=_("speaker"), required=False, max_length=120)
    language = ChoiceBlock(label=_("language"), choices=languages, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "pages/blocks/quotation.html"
