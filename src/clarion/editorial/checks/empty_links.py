"""Links and buttons that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import Check, shortened, words_of


def _find(main: Tag, language: str) -> Iterator[str]:
    for one in main.select("a[href], button"):
        if not words_of(one):
            yield shortened(str(one.get("href") or one.name))


CHECK = Check(key="empty-link", label=_("A link or a button says nothing"), find=_find)
