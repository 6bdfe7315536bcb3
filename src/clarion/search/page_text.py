"""The words of a page, from its stored content: what a reader would read, and nothing of the editor's machinery."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    BlockQuoteBlock,
    CharBlock,
    EmailBlock,
    ListBlock,
    RawHTMLBlock,
    RegexBlock,
    RichTextBlock,
    TextBlock,
    URLBlock,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from clarion.pages.blocks.figures import FigureBlock
from clarion.pages.models import ShownPage
from clarion.search.figures_in_text import place

LONGEST_TEXT = 200_000
"""Characters of a page that are indexed."""

_FIGURE_TAG = re.compile(r"<embed\b[^>]*\bembedtype=\"figure\"[^>]*>")
_ATTRIBUTE = re.compile(r'\b(figure|format)="([^"]*)"')
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|code|em|i|mark|s|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_PROSE = (CharBlock, TextBlock, BlockQuoteBlock)
_NO_PROSE = (FigureBlock, URLBlock, EmailBlock, RegexBlock, RawHTMLBlock)
_UNREAD = {"echo", "path", "anchor"}
"""Text blocks that repeat the page in another language, or name a place."""

_SHOWN_ELSEWHERE = {"lead", "summary", "heading", "eyebrow"}
_ENDS = '.!?…:;。！？：；؟؛"”»'


def plain(text: str) -> str:
    """One line without control characters."""
    return _SPACE.sub(" ", text.replace("\0", " ")).strip()


def plain_of_rich(source: str) -> str:
    """The words of stored rich text, each figure as its place."""
    placed = _FIGURE_TAG.sub(_placed, source or "")
    return plain(unescape(_TAG.sub(" ", _INLINE.sub("", placed))))


def summary_of(page: Page) -> str:
    """What a page says of itself: its lead, its summary, or its description."""
    for name in ("lead", "summary"):
        if words := getattr(page, name, ""):
            return plain(words)
    return plain(page.search_description)


def text_of(page: Page) -> str:
    """The words of every field of a page's own type and of what belongs to it, without its title and summary."""
    own = (part for field in _own_fields(page) for part in _words(page, field))
    elsewhere = page.words_from_elsewhere() if isinstance(page, ShownPage) else ()
    return joined([*own, *_words_of_children(page), *map(plain, elsewhere)])[:LONGEST_TEXT]


def joined(parts: Iterable[str]) -> str:
    """Parts of a page in one line. A heading is set off from what follows; a sentence ends by itself."""
    found = ""
    for part in filter(None, parts):
        found += (" " if not found or found[-1] in _ENDS else " · ") + part
    return found.strip()


def _own_fields(page: Page) -> Iterator[models.Field[Any, Any]]:
    inherited = {field.name for field in Page._meta.get_fields()}
    for field in page._meta.concrete_fields:
        if field.name not in inherited and field.name not in _SHOWN_ELSEWHERE:
            yield field


def _words_of_children(page: Page) -> Iterator[str]:
    """What editors write in rows of a page, such as the events of a law."""
    inherited = {relation.name for relation in get_all_child_relations(Page)}
    for relation in get_all_child_relations(type(page)):
        if relation.name not in inherited:
            for child in getattr(page, relation.get_accessor_name()).all():
                for field in child._meta.concrete_fields:
                    yield from _words(child, field)


def _words(page: models.Model, field: models.Field[Any, Any]) -> Iterator[str]:
    if isinstance(field, StreamField):
        yield from _of_block(field.stream_block, getattr(page, field.name).raw_data)
    elif isinstance(field, RichTextField):
        yield plain_of_rich(getattr(page, field.name))
    elif isinstance(field, models.SlugField | models.URLField | models.EmailField) or field.choices:
        return
    elif isinstance(field, models.CharField | models.TextField) and not field.name.endswith("_alt"):
        yield plain(getattr(page, field.name) or "")


def _of_block(block: Any, value: Any) -> Iterator[str]:
    """The words in the stored value of a block, whatever it is made of. Asks the database for nothing."""
    if not value:
        return
    if isinstance(block, RichTextBlock):
        yield plain_of_rich(value)
    elif isinstance(block, _PROSE) and not isinstance(block, _NO_PROSE):
        yield plain(value)
    else:
        for child, stored in _children(block, value):
            yield from _of_block(child, stored)


def _children(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, BaseStreamBlock):
        for child in value:
            yield block.child_blocks.get(child["type"]), child["value"]
    elif isinstance(block, ListBlock):
        for child in value:
            is_item = isinstance(child, dict) and child.get("type") == "item"
            yield block.child_block, child["value"] if is_item else child
    elif isinstance(block, BaseStructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            if name not in _UNREAD:
                yield child, value.get(name)


def _placed(found: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(found.group()))
    return place(unescape(attributes.get("figure", "")), attributes.get("format", "phrase"))
