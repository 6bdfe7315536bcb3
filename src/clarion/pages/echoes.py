"""Headings that repeat themselves in another language: 'Connect — Échanger'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.conf import settings
from django.utils import translation
from wagtail.models import Page


@dataclass(frozen=True)
class Echo:
    """A heading's words in another language."""

    words: str
    language: str


def echo_of(value: dict[str, Any], message: str, page: Page | None) -> Echo | None:
    """The echo of a heading: the editor's own, or that of one of our own messages in a language chosen steadily.

    The choice depends only on the page and the message, so that a reader meets the same echo at each visit.
    Returns None if there is nothing to echo.
    """
    if value.get("echo") and value.get("echo_language"):
        return Echo(value["echo"], value["echo_language"])
    if not message:
        return None
    here = translation.get_language()
    original = translation.gettext(message)
    seed = crc32(f"{getattr(page, 'translation_key', '')}{message}{here}".encode())
    others = [code for code, _ in settings.LANGUAGES if code != here]
    for turn in range(len(others)):
        language = others[(seed + turn) % len(others)]
        with translation.override(language):
            words = translation.gettext(message)
        if words != original:
            return Echo(words, language)
    return None
