"""Headings that leave out a rank, as from the second to the fourth."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import Check, shortened, words_of


def _find(main: Tag, language: str) -> Iterator[str]:
    before = 0
    for heading in main.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        rank = int(heading.name[1])
        if before and rank > before + 1:
            yield shortened(f"h{before} → h{rank}: {words_of(heading)}")
        before = rank


CHECK = Check(key="heading-order", label=_("A heading leaves out a rank"), find=_find)
