"""A chart of a measure over time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from clarion.pages.blocks.figures import FigureBlock
from clarion.pages.blocks.headings import HeadedBlock


class ChartBlock(HeadedBlock):
    """The series of a figure's measure by half-year; the figure's own period is emphasised."""

    figure = FigureBlock()
    caption = CharBlock(label=_("caption"), required=False, max_length=250)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        from clarion.transparency.presentation import series_chart

        context["chart"] = series_chart(value["figure"], heading=value.get("heading") or "")
        return context

    class Meta:
        icon = "table"
        label = _("Chart over time")
        template = "pages/blocks/chart.html"
