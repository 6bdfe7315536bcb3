"""Numbers that come from outside, as addresses and forms hold them."""

from __future__ import annotations

LONGEST = 9
"""Digits: what has more is no place in any list of ours, and no column of a database takes it."""


def whole_number(text: str | None) -> int | None:
    """The number that a text is, in plain digits; None for anything else, a number without end among it."""
    return int(text) if text and len(text) <= LONGEST and text.isascii() and text.isdigit() else None
