"""Figures between the database and the Draftail editor."""

from __future__ import annotations

from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    InlineEntityElementHandler,
)


def figure_entity(props: dict[str, Any]) -> Any:
    """The stored form of a figure in the text."""
    return DOM.create_element(
        "embed",
        {"embedtype": "figure", "figure": props.get("figure", ""), "format": props.get("format", "phrase")},
    )


class FigureEntityElementHandler(InlineEntityElementHandler):
    """Reads a stored figure into the editor.

    The stored element is empty; Draft.js needs text to hang an entity on, so the figure's key stands for it there.
    """

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"figure": attrs.get("figure", ""), "format": attrs.get("format", "phrase")}

    def handle_starttag(self, name: str, attrs: list[tuple[str, str]], state: Any, contentstate: Any) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_block.text += dict(attrs).get("figure", "")
        state.leading_whitespace = KEEP_WHITESPACE
