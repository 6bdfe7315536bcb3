"""The translatable text of a page, piece by piece.

A piece is found again in another language by its place (`body.2.pieces.0.text#1`): pages written directly in each
language have blocks of other ids, and yet the same order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Segment:
    """A piece of text: its place, and where wagtail-localize finds it (`path` and `order` below that path)."""

    place: str
    text: str
    path: str


def segments_of(page: Page) -> list[Segment]:
    """Every piece of text of a page (of its own type) that says something, in order."""
    numbers = dict(_numbers(page))
    seen: Counter[str] = Counter()
    found = []
    for value in extract_segments(page):
        if not isinstance(value, StringSegmentValue) or not value.string.data.strip():
            continue
        place = ".".join(numbers.get(part, part) for part in value.path.split("."))
        turn = seen[place]
        seen[place] += 1
        found.append(Segment(f"{place}#{turn}" if turn else place, value.string.data, value.path))
    return found


def readable(text: str) -> str:
    """A piece as people read it: without marks, figures by their keys."""
    return unescape(_TAGS.sub("", text))


def _numbers(page: Page) -> Iterator[tuple[str, str]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _numbered(list(field.value_from_object(page).raw_data))


def _numbered(stored: Any) -> Iterator[tuple[str, str]]:
    if isinstance(stored, list):
        for number, item in enumerate(stored):
            if isinstance(item, dict) and item.get("id"):
                yield item["id"], str(number)
            yield from _numbered(item)
    elif isinstance(stored, dict):
        for part in stored.values():
            yield from _numbered(part)
