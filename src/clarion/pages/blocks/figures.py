"""Choosing a figure: a measure, a period and a filter. Its value is never stored."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from clarion.transparency.figures import Figure, FigureError


class FigureBlock(CharBlock):
    """A figure by its key, such as `takedown-requests-received.2017.country-de`.

    The key holds measure, period (`2017`, `2017-h1`, `last_year`, `all`) and filters; it is checked when the page is
    saved, and read when it is shown.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("figure"))
        kwargs.setdefault(
            "help_text",
            _("Such as takedown-requests-received.2017. All measures are listed under Transparency, Data."),
        )
        super().__init__(max_length=200, **kwargs)

    def get_translatable_segments(self, value: str) -> list[Any]:
        """None: a key is the same in every language (asked by wagtail-localize)."""
        return []

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned:
            try:
                return Figure.parse(cleaned).key
            except FigureError as error:
                raise ValidationError(str(error)) from error
        return cleaned
