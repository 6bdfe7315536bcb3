"""Links out: to the organisation's other sites, and to its positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock

from clarion.pages.blocks import samples
from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.blocks.inherited import InheritedTextBlock
from clarion.pages.blocks.links import LinkBlock
from clarion.pages.parts.elsewhere import Elsewhere, elsewhere
from clarion.pages.rendering import Scope, current_scope


def _sample() -> dict[str, Any]:
    return {"text": samples.sentences(), "links": [samples.link()] * 3}


class ElsewhereBlock(HeadedBlock):
    """A short introduction and a list of links. What is left empty is the site's own."""

    text = InheritedTextBlock("elsewhere_text", label=_("text"))
    links = ListBlock(
        LinkBlock(), label=_("links"), default=[], required=False, help_text=_("None: those of the menus.")
    )

    @staticmethod
    def preload(value: Mapping[str, Any], scope: Scope) -> Iterator[int]:
        """Shows no images."""
        return iter(())

    @staticmethod
    def preloaded(value: Mapping[str, Any], scope: Scope) -> Elsewhere:
        """What is said, by the page or the site."""
        return elsewhere(value, scope)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["part"] = elsewhere(value, current_scope())
        return context

    class Meta:
        icon = "link-external"
        label = _("Elsewhere")
        template = "pages/blocks/elsewhere.html"
        description = _(
            "A few words and links in large type. Without links of its own it shows those of the menus."
        )
        preview_value = staticmethod(_sample)
