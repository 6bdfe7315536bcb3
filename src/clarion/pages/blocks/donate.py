"""The call to give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from clarion.pages.blocks.inherited import InheritedCharBlock, InheritedTextBlock, InheritedURLBlock
from clarion.pages.parts.donate import Donate, donate
from clarion.pages.parts.giving import check_amounts
from clarion.pages.rendering import Scope, current_scope
from clarion.pages.validators import safe_address


class DonateBlock(StructBlock):
    """A call to give. What is left empty is the site's own."""

    heading = InheritedCharBlock("donate_heading", label=_("heading"), max_length=120)
    text = InheritedTextBlock("donate_text", label=_("text"))
    button = InheritedCharBlock("donate_button", label=_("button"), max_length=40)
    url = InheritedURLBlock("donate_url", label=_("donation address"), validators=[safe_address])
    amounts = InheritedCharBlock(
        "donate_amounts", label=_("amounts offered"), max_length=80, validators=[check_amounts]
    )
    source = CharBlock(
        label=_("source"),
        required=False,
        max_length=40,
        help_text=_(
            "What the donation page is told of where the reader came from. Empty: the page's address word."
        ),
    )

    @staticmethod
    def preload(value: Mapping[str, Any], scope: Scope) -> Iterator[int]:
        """Shows no images."""
        return iter(())

    @staticmethod
    def preloaded(value: Mapping[str, Any], scope: Scope) -> Donate:
        """What is said, by the page, the site or the house."""
        return donate(value, scope)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["part"] = donate(value, current_scope())
        return context

    class Meta:
        icon = "pick"
        label = _("Call to give")
        template = "pages/blocks/donate.html"
        description = _(
            "Why to give, and a button, or amounts as links. Says what the site says, unless you say it here."
        )
        preview_value: ClassVar[dict[str, Any]] = {}
