"""Pages with no heading of the first rank, or with several."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import Check, shortened, words_of


def _find(main: Tag, language: str) -> Iterator[str]:
    headings = main.find_all("h1")
    if len(headings) != 1:
        yield shortened(" · ".join(words_of(one) for one in headings) or "h1: 0")


CHECK = Check(key="h1", label=_("The page has no main heading, or several"), find=_find)
