"""Which blocks a page's body can hold, by name. The name is stored in content: never change one."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.module_loading import import_string

BODY_BLOCKS = {
    "facts": "clarion.pages.blocks.facts.FactsBlock",
    "framing": "clarion.pages.blocks.framing.FramingBlock",
    "text": "clarion.pages.blocks.text.TextBlock",
    "quotation": "clarion.pages.blocks.text.QuotationBlock",
    "picture": "clarion.pages.blocks.picture.PictureBlock",
    "chart": "clarion.pages.blocks.chart.ChartBlock",
    "connect": "clarion.pages.blocks.connect.ConnectBlock",
    "news": "clarion.news.blocks.LatestNewsBlock",
    "elsewhere": "clarion.pages.blocks.elsewhere.ElsewhereBlock",
    "pages": "clarion.pages.blocks.page_list.PageListBlock",
    "donate": "clarion.pages.blocks.donate.DonateBlock",
    "statement": "clarion.pages.blocks.statement.StatementBlock",
}

FRONT_PAGE_BLOCKS = tuple(name for name in BODY_BLOCKS if name != "statement")
"""What a front page can hold: everything but what belongs on a legal page."""

KEPT_BLOCKS = frozenset(BODY_BLOCKS) - {"connect", "statement"}
"""Blocks that show nothing but stored and looked-up values. The forms of `connect` carry the time they were made, and
`statement` says what the settings of the site say."""


def body_blocks(*names: str) -> list[tuple[str, Any]]:
    """Fresh instances of the named blocks, or of all, as `StreamField` takes them."""
    return [(name, import_string(BODY_BLOCKS[name])()) for name in names or BODY_BLOCKS]


@cache
def preloading_blocks() -> dict[str, Any]:
    """The block types that show more than their own content and so read it ahead (`preload`)."""
    types = {name: import_string(path) for name, path in BODY_BLOCKS.items()}
    return {name: block for name, block in types.items() if hasattr(block, "preload")}
