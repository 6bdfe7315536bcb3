"""Tables whose columns or rows have no headings."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import Check, shortened, words_of


def _find(main: Tag, language: str) -> Iterator[str]:
    for table in main.find_all("table"):
        if table.get("role") != "presentation" and not table.find("th"):
            yield shortened(words_of(table))


CHECK = Check(key="table", label=_("A table has no headings"), find=_find)
