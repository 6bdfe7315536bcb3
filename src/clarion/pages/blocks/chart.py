"""A chart of a measure over time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.figures import FigureBlock
from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.rendering import Scope, current_scope
from clarion.transparency.figures import Figure, FigureError, Reading
from clarion.transparency.presentation import series_chart, whole_series


def _sample() -> dict[str, Any]:
    return {"heading": samples.heading(), "figure": samples.FIGURE, "caption": ""}


class ChartBlock(HeadedBlock):
    """The series of a figure's measure by half-year; the figure's own period is emphasised."""

    figure = FigureBlock()
    caption = CharBlock(label=_("caption"), required=False, max_length=250)

    @staticmethod
    def preload(value: dict[str, Any], scope: Scope) -> Iterator[int]:
        """Asks for the whole series together with the other figures of the page. Shows no images."""
        with suppress(FigureError):  # The block itself says what is wrong.
            scope.want(whole_series(Figure.parse(value.get("figure") or "")))
        return iter(())

    @staticmethod
    def preloaded(value: dict[str, Any], scope: Scope) -> Reading | None:
        """The series shown."""
        try:
            return scope.reading(whole_series(Figure.parse(value.get("figure") or "")))
        except FigureError:
            return None

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["chart"] = series_chart(
            value["figure"], heading=value.get("heading") or "", read=current_scope().reading
        )
        return context

    class Meta:
        icon = "table"
        label = _("Chart over time")
        template = "pages/blocks/chart.html"
        description = _("A figure from half-year to half-year, with its table.")
        preview_value = staticmethod(_sample)
