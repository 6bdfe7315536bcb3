"""Links: to a page of the site or to any address, one of the two."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)

from clarion.pages.blocks.choosers import LinkedPageBlock


class LinkValue(StructValue):
    """A link, resolved."""

    @property
    def address(self) -> str:
        """Where it leads; empty if the page is gone, and then nothing is shown."""
        if page := self.get("page"):
            return page.address if hasattr(page, "address") else page.url or ""
        return self.get("url") or self.get("path") or ""

    @property
    def words(self) -> str:
        """What it says: its own text, or the page's title."""
        return self.get("text") or getattr(self.get("page"), "title", "")


class PathBlock(CharBlock):
    """A path below the language's front page, the same in every language."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """None: asked by wagtail-localize, which would offer any other short text for translation."""
        return []


class LinkBlock(StructBlock):
    """A link to a page, to an address elsewhere, or to a path of this site that is no page (`transparency/`)."""

    text = CharBlock(
        label=_("text"), required=False, max_length=120, help_text=_("Empty: the title of the page.")
    )
    page = LinkedPageBlock(label=_("page"), required=False)
    url = URLBlock(label=_("address elsewhere"), required=False)
    path = PathBlock(
        label=_("path on this site"),
        required=False,
        max_length=200,
        help_text=_("Such as transparency/2017/."),
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wants_target = required

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        targets = [name for name in ("page", "url", "path") if cleaned.get(name)]
        if len(targets) > 1 or (self.wants_target and not targets):
            message = ValidationError(_("Choose a page, or give an address, or a path: one of the three."))
            raise StructBlockValidationError(block_errors=dict.fromkeys(targets or ["page"], message))
        if cleaned.get("path") and not cleaned.get("text"):
            raise StructBlockValidationError(
                block_errors={"text": ValidationError(_("A path needs a text."))}
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("link")
        value_class = LinkValue
        template = "pages/blocks/link.html"


class ProfileBlock(StructBlock):
    """A profile on another network, marked `rel=me` so that the two can confirm each other."""

    network = CharBlock(label=_("network"), max_length=60)
    url = URLBlock(label=_("address"))

    class Meta:
        icon = "user"
        label = _("profile")
