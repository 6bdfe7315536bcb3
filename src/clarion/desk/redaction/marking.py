"""A text with its suggestions marked, for the eye."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from clarion.register.redaction.finding import Suggestion


class Part(NamedTuple):
    """A piece of a text, and why it is suggested to be hidden; empty for what is not."""

    text: str
    label: str


def marked(text: str, found: Sequence[Suggestion]) -> list[Part]:
    """The text in pieces. Where two suggestions overlap, the piece is marked for the first."""
    parts: list[Part] = []
    place = 0
    for start, end, label in sorted((span.start, span.end, one.label) for one in found for span in one.spans):
        if end <= place:
            continue
        start = max(start, place)
        if start > place:
            parts.append(Part(text[place:start], ""))
        parts.append(Part(text[start:end], label))
        place = end
    return [*parts, Part(text[place:], "")] if place < len(text) else parts
