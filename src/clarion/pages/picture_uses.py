"""Where pictures stand on a page, and what each place says about its picture itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class PictureUse(NamedTuple):
    """A picture in one place: the image's id, the place's own alternative text, whether it only decorates there."""

    image: int
    alt: str = ""
    decorative: bool = False


def uses_in(stored: Any) -> Iterator[PictureUse]:
    """The pictures in stored stream content (lists, dicts and strings as kept in the database)."""
    if isinstance(stored, dict):
        if isinstance(stored.get("image"), int):
            yield PictureUse(stored["image"], stored.get("alt_text") or "", bool(stored.get("decorative")))
        for part in stored.values():
            yield from uses_in(part)
    elif isinstance(stored, Iterable) and not isinstance(stored, str):
        for part in stored:
            yield from uses_in(part)
