"""Running text and quotations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock
from wagtail.blocks import TextBlock as PlainTextBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.headings import HeadedBlock, LanguageBlock, quoted_languages


def _sample() -> dict[str, Any]:
    return {"heading": samples.heading(), "text": samples.paragraph()}


class TextBlock(HeadedBlock):
    """A section of running text, in which figures can stand."""

    text = RichTextBlock(label=_("text"))
    language = LanguageBlock(
        label=_("language"),
        choices=quoted_languages,
        required=False,
        help_text=_("Only where it is not that of the page."),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/text.html"
        description = _("Running text under a heading. Figures can stand in its sentences.")
        preview_value = staticmethod(_sample)


def _sample_quotation() -> dict[str, Any]:
    return {"quotation": samples.sentences(), "speaker": "Ada Okafor"}


class QuotationBlock(StructBlock):
    """Somebody's words, marked with the language they are in."""

    quotation = PlainTextBlock(label=_("quotation"))
    speaker = CharBlock(label=_("speaker"), required=False, max_length=120)
    language = LanguageBlock(label=_("language"), choices=quoted_languages, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "pages/blocks/quotation.html"
        description = _("Somebody's words, with the name of who said them.")
        preview_value = staticmethod(_sample_quotation)
