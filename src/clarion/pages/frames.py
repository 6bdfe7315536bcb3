"""What stands around a page, in the reader's language even where the page itself is in another."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from clarion.pages.notices import Notice, notices
from clarion.pages.other_language import missing_translation
from clarion.pages.rendering import Scope


def reader_language(context: dict[str, Any]) -> str:
    """The language of the frame: the reader's own where a page is shown in another, else the one being spoken."""
    chosen = getattr(context.get("request"), "clarion_reader_language", None)
    return chosen or get_language() or str(context["scope"].language)


def frame_scope(context: dict[str, Any]) -> Scope:
    """The scope of header and footer: the page's own wherever page and reader speak the same language."""
    scope: Scope = context["scope"]
    code = reader_language(context)
    if code == scope.language:
        return scope
    if scope.frame is None:
        scope.frame = Scope(code).prepare()
    return scope.frame


def page_notices(context: dict[str, Any]) -> list[Notice]:
    """What is said above the page, in the language of the reader."""
    scope: Scope = context["scope"]
    if scope.page is None:
        return []
    code = reader_language(context)
    with translation.override(code):
        if code != scope.language:
            return list(missing_translation(scope, code))
        return list(notices(scope))
