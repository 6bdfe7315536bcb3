"""Names as people and cameras give them, made fit to read and fit to store."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from wagtail.coreutils import string_to_ascii

from clarion.core.plain_text import OVERRIDES

LONGEST_TITLE = 255
LONGEST_STEM = 60


def readable(text: str) -> str:
    """The text in one line, without what cannot be seen: control characters, and marks that turn the reading order."""
    seen = (one for one in unicodedata.normalize("NFC", text) if one not in OVERRIDES)
    plain = "".join(" " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one for one in seen)
    return " ".join(plain.split())


def title_from(file_name: str) -> str:
    """A title made of a file's name: readable, without the ending, no longer than titles are."""
    stem = readable(PurePath(file_name).stem).replace("_", " ")
    return " ".join(stem.split())[:LONGEST_TITLE].strip() or "—"


def stored_name(file_name: str, ending: str) -> str:
    """A short name in plain letters, with the ending that belongs to what is in the file."""
    plain = string_to_ascii(readable(PurePath(file_name).stem)).lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM].strip("-")
    return f"{stem or 'image'}.{ending}"
