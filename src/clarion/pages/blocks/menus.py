"""Menus: links that are named once and stand in every language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructBlockValidationError, URLBlock

from clarion.pages.blocks.choosers import LinkedPageBlock
from clarion.pages.languages import field_name

TARGETS = ("page", "path", "url")


class InEachLanguageBlock(StructBlock):
    """A value for each language of the site, all of them optional."""

    def __init__(self, field: type[CharBlock | URLBlock], **kwargs: Any) -> None:
        options = {"max_length": 120} if issubclass(field, CharBlock) else {}
        fields = [
            (field_name(code), field(label=name, required=False, **options))
            for code, name in settings.LANGUAGES
        ]
        super().__init__(fields, required=False, **kwargs)

    class Meta:
        icon = "globe"
        collapsed = True


class MenuLinkBlock(StructBlock):
    """A link to a page, a place of the site or an address elsewhere, for the menus of every language."""

    page = LinkedPageBlock(
        label=_("page"),
        required=False,
        help_text=_(
            "In any language: each menu leads to its translation, and leaves it out where there is none."
        ),
    )
    path = CharBlock(
        label=_("path on this site"),
        required=False,
        max_length=200,
        help_text=_("Without the language, such as transparency/2017/."),
    )
    url = URLBlock(label=_("address elsewhere"), required=False)
    words = InEachLanguageBlock(
        CharBlock,
        label=_("words"),
        help_text=_("Empty: the title of the page in that language, or what the place is called."),
    )
    urls = InEachLanguageBlock(
        URLBlock,
        label=_("address elsewhere, by language"),
        help_text=_("Where it differs from the one above."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        targets = [name for name in TARGETS if cleaned.get(name)]
        if len(targets) != 1:
            message = ValidationError(_("Choose a page, or give a path, or an address: one of the three."))
            raise StructBlockValidationError(block_errors=dict.fromkeys(targets or ["page"], message))
        if cleaned.get("url") and not any(cleaned["words"].values()):
            words = ValidationError(_("An address elsewhere needs words in at least one language."))
            raise StructBlockValidationError(block_errors={"words": words})
        return cleaned

    class Meta:
        icon = "link"
        label = _("link")


class MenuItemBlock(MenuLinkBlock):
    """A link of the main menu, with the links that open below it."""

    below = ListBlock(MenuLinkBlock(), label=_("below it"), default=[], required=False)

    class Meta:
        icon = "link"
        label = _("item")


class FooterGroupBlock(StructBlock):
    """A column of the footer."""

    heading = InEachLanguageBlock(CharBlock, label=_("heading"), collapsed=False)
    links = ListBlock(MenuLinkBlock(), label=_("links"))

    class Meta:
        icon = "list-ul"
        label = _("group of links")
