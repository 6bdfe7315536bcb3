"""Makes the text page of a page that was rendered."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import mark_safe

from clarion.pages.text_only.addresses import in_text
from clarion.pages.text_only.markup import TAG, attributes, inside, plain

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_ROOT = re.compile(r"<html\b([^>]*)>")
_MAIN = re.compile(r"<main\b([^>]*)>")
_BRAND = re.compile(r'<a class="brand"[^>]*>')
_LANGUAGES = re.compile(r'<nav class="languages"[^>]*>')
_MENU = re.compile(r'<ul class="menu-open"[^>]*>')
_NOTICE = re.compile(r'<aside class="site-notice"[^>]*>')
_FOOTER = re.compile(r'<footer class="site-footer"[^>]*>')
_TEXT_ONLY = re.compile(r'<p class="text-only">.*?</p>', re.DOTALL)
_HEADINGS = re.compile(r"(</?)h2\b")


def text_of(html: str, path: str) -> str:
    """The text page of a page.

    Args:
        html: the page, as our templates make it.
        path: its address, with what was asked after it.
    """
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        return str(get_template("text_only.html").render(_parts(html, path, language)))


def _parts(html: str, path: str, language: str) -> dict[str, Any]:
    def part(opening: re.Pattern[str]) -> str:
        return mark_safe(plain(inside(html, opening), in_text, path))  # noqa: S308 - our own markup, read again

    root = attributes(_first(_ROOT, html))
    main = attributes(_first(_MAIN, html))
    html = _TEXT_ONLY.sub("", html)
    return {
        "lang": root.get("lang", language),
        "dir": root.get("dir", "ltr"),
        "own": {name: main[name] for name in ("lang", "dir") if name in main},
        "title": unescape(_first(_TITLE, html)).strip(),
        "canonical": unescape(_first(_CANONICAL, html)),
        "name": unescape(TAG.sub("", plain(inside(html, _BRAND), in_text, path))).strip(),
        "home": f"/{language}/text/",
        "full": path,
        "languages": part(_LANGUAGES),
        "notice": part(_NOTICE),
        "content": part(_MAIN),
        "menu": part(_MENU),
        "footer": part(_FOOTER),
    }


def _first(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    return found[1] if found else ""
