"""Languages as pages name them, and where else a page can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from clarion.core.languages import language

if TYPE_CHECKING:
    from clarion.pages.rendering import Scope


@dataclass(frozen=True)
class LanguageLink:
    """One language of the site, and where this page stands in it."""

    code: str
    address: str
    exists: bool


def languages_of(
    request: HttpRequest, scope: Scope | None, alternates: Mapping[str, str] | None = None
) -> list[LanguageLink]:
    """Every language of the site with this page's address in it, in the order of the settings."""
    if alternates is None and scope is not None and scope.page is not None:
        alternates = {code: link.address for code, link in scope.translations.items()}
    if alternates is None:
        here = get_language() or settings.LANGUAGE_CODE
        below = request.path.removeprefix(f"/{here}/")
        alternates = {code: f"/{code}/{below}" for code, _ in settings.LANGUAGES}
    return [
        LanguageLink(code, alternates.get(code, f"/{code}/"), code in alternates)
        for code, _ in settings.LANGUAGES
    ]


def html_lang(code: str) -> str:
    """A language code in the case BCP 47 recommends: `zh-hans` → `zh-Hans`, `pt-br` → `pt-BR`."""
    return language(code).tag


def field_name(code: str) -> str:
    """A language code as the name of a field, which holds no hyphens: `zh-hans` → `zh_hans`."""
    return code.replace("-", "_")


def direction(code: str) -> str:
    """The direction a language is written in, by CLDR: `ltr` or `rtl`."""
    return language(code).direction


def own_name(code: str) -> str:
    """A language's name in itself, as the settings name it."""
    return dict(settings.LANGUAGES).get(code, code)
