"""The one renderer of e-mail: subject, plain text, and HTML made from MJML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

import mrml
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from clarion.mail.registry import EmailKind

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold (XML 1.0, production 2), and so no MJML: somebody may have typed it all the same."""


class RenderingError(Exception):
    """A template of an e-mail does not give a valid message. The message names the template."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An e-mail in one language, ready to be put into an envelope."""

    language: str
    subject: str
    text: str
    html: str


def known_language(code: str) -> str:
    """The language itself if the site speaks it, or else the site's first language."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def organisation() -> str:
    """The organisation's name, as the From address of its mail gives it; or else the name of its host."""
    return (
        parseaddr(settings.DEFAULT_FROM_EMAIL)[0] or urlsplit(settings.BASE_URL).hostname or settings.BASE_URL
    )


def render(kind: EmailKind, context: Mapping[str, Any], language: str) -> Rendered:
    """The e-mail in the language of its reader. Whatever comes from `context` is escaped in the HTML.

    Raises:
        RenderingError: if the MJML is not valid or the subject is empty.
    """
    language = known_language(language)
    with translation.override(language):
        surroundings = {**_surroundings(language), **context}
        subject = _one_line(_render(f"{kind.stem}.subject.txt", surroundings, escape=False))
        if not subject:
            raise RenderingError(f"{kind.stem}.subject.txt renders to nothing. Write a subject.")
        surroundings["subject"] = subject
        text = _render(f"{kind.stem}.txt", surroundings, escape=False).strip() + "\n"
        html = _html(f"{kind.stem}.mjml", surroundings)
    return Rendered(language, subject, text, html)


def _surroundings(language: str) -> dict[str, Any]:
    right_to_left = translation.get_language_bidi()
    return {
        "organisation": organisation(),
        "base_url": settings.BASE_URL,
        "language": language,
        "direction": "rtl" if right_to_left else "ltr",
        "start": "right" if right_to_left else "left",
    }


def _render(name: str, context: Mapping[str, Any], *, escape: bool) -> str:
    backend_template = get_template(name)
    rendered: str = backend_template.template.render(Context(dict(context), autoescape=escape))  # type: ignore[attr-defined]
    return rendered


def _html(name: str, context: Mapping[str, Any]) -> str:
    try:
        output = mrml.to_html(_NOT_IN_XML.sub("", _render(name, context, escape=True)))
    except OSError as error:
        raise RenderingError(f"{name} is not valid MJML: {error}.") from error
    if output.warnings:
        raise RenderingError(f"{name}: {'; '.join(str(one) for one in output.warnings)}.")
    return str(output.content)


def _one_line(text: str) -> str:
    """One line without control characters, so that no text can add a header."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if unicodedata.category(character) != "Cc")
