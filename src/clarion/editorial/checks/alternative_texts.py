"""Pictures without an alternative text, or with the name of a file in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import Check, shortened

_FILE_NAME = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)$|^(img|dsc|image)?[\W_]*\d+$", re.IGNORECASE)


def _find(main: Tag, language: str) -> Iterator[str]:
    for image in main.find_all("img"):
        alt = image.get("alt")
        if alt is None or _FILE_NAME.search(str(alt).strip()):
            yield shortened(str(alt or image.get("src") or "img"))


CHECK = Check(key="alt", label=_("A picture has no alternative text"), find=_find)
