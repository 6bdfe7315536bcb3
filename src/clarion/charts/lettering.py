"""How much room text takes. The server has no font engine, so widths are estimates on the safe side."""

from __future__ import annotations

import unicodedata

NARROW = frozenset("iljtfrI.,:;'’|!()[] \u00a0\u202f")
BROAD = frozenset("mwMWŒœ@%—")


def width(text: str, size: float) -> float:
    """The estimated width of one line in pixels, at a font size in pixels."""
    return sum(map(advance, text)) * size


def advance(character: str) -> float:
    """The estimated width of a character in ems."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1
    if character.isdecimal():
        return 0.53
    if character in NARROW:
        return 0.33
    if character in BROAD:
        return 0.9
    return 0.68 if character.isupper() else 0.56


def lines(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """The text in as few lines as fit the room, `most` at most; what still does not fit ends in an ellipsis.

    Words stay whole where there are spaces; Chinese and over-long words break anywhere.
    """
    out: list[str] = []
    rest = " ".join(text.split())
    while rest and len(out) < most:
        if width(rest, size) <= room:
            return [*out, rest]
        cut = break_point(rest, size, room)
        out.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest and out:
        last = out[-1]
        while last and width(last + "…", size) > room:
            last = last[:-1]
        out[-1] = last.rstrip() + "…"
    return out or [""]


def break_point(text: str, size: float, room: float) -> int:
    """Where to break: after the last word that fits, or the last character where no word does; never at 0."""
    fitting = 1
    while fitting < len(text) and width(text[: fitting + 1], size) <= room:
        fitting += 1
    space = text.rfind(" ", 1, fitting + 1)
    return space if space > 0 else fitting
