"""Choosers that find what they chose in the rendering's scope instead of asking the database again."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import PageChooserBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from clarion.pages.rendering import active_scope


class LinkedPageBlock(PageChooserBlock):
    """Chooses a page. While a page is shown its value is a `PageLink`, or None if the page is not live any more.

    In the editor its value is the page.
    """

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        values = list(values)
        if scope := active_scope():
            return [None if value is None else scope.link(value) for value in values]
        return super().bulk_to_python(values)

    def get_prep_value(self, value: Any) -> int | None:
        return getattr(value, "pk", value)


class _ScopedImageChooserBlock(ImageChooserBlock):
    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        values = list(values)
        if scope := active_scope():
            # Each use of a picture has an alternative text of its own, so each gets its own instance.
            return [None if value is None else copy(scope.image(value)) for value in values]
        return super().bulk_to_python(values)


class CreditedImageBlock(ImageBlock):
    """A picture, with an alternative text for this use if it needs another than its own, or declared decorative."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = _ScopedImageChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser

    def clean(self, value: Any) -> Any:
        """Asks for a picture alone: its words may come from the library, which publishing looks at."""
        try:
            self.child_blocks["image"].clean(value)
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"image": error}) from error
        return value
