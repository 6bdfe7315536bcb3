"""The search page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.core.numbers import whole_number
from clarion.pages.rendering import Scope
from clarion.search.matching import Choice
from clarion.search.results import Results, search
from clarion.search.sources import types

CACHE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that narrows the results, or widens them again."""

    label: str
    count: str
    address: str
    is_chosen: bool


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Results for `?q=`, narrowed by `type` and `year`. Whatever is asked, the answer is an ordinary page."""
    code = get_language() or "en"
    choice = Choice(_known_type(request.GET.get("type", "")), whole_number(request.GET.get("year", "")))
    results = search(request.GET.get("q", ""), code, choice, whole_number(request.GET.get("page", "")) or 1)
    scope = Scope(code)
    request.clarion_scope = scope  # type: ignore[attr-defined]
    with scope.active():
        scope.prepare()
        response = render(request, "search/page.html", _context(results, code))
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def _context(results: Results, code: str) -> dict[str, Any]:
    return {
        "results": results,
        "asked": results.query.shown,
        "total": spoken(code).integer(results.total),
        "type_filters": _type_filters(results, code),
        "year_filters": _year_filters(results, code),
        "suggestions": [(words, _address(words)) for words in results.suggestions],
        "previous": _page_address(results, results.page - 1),
        "next": _page_address(results, results.page + 1),
        "page_number": spoken(code).integer(results.page),
        "page_count": spoken(code).integer(results.pages),
        "alternates": _alternates(results.query.shown),
    }


def _type_filters(results: Results, code: str) -> list[Filter]:
    return _filters(
        results,
        code,
        [
            (pgettext("all types of search results", "Everything"), Choice("", results.choice.year)),
            *((str(words.many), Choice(name, results.choice.year)) for name, words in types().items()),
        ],
    )


def _year_filters(results: Results, code: str) -> list[Filter]:
    years = sorted({year for _, year in results.matches.counts if year is not None}, reverse=True)
    chosen = results.choice.type
    return _filters(
        results,
        code,
        [
            (gettext("Any year"), Choice(chosen, None)),
            *((spoken(code).year(year), Choice(chosen, year)) for year in years),
        ],
    )


def _filters(results: Results, code: str, offered: list[tuple[str, Choice]]) -> list[Filter]:
    """The choices that leave anything, the one made among them; none where there is no choice."""
    found = [
        Filter(
            label,
            spoken(code).integer(count),
            _address(results.query.shown, choice),
            choice == results.choice,
        )
        for label, choice in offered
        if (count := results.matches.total(choice)) or choice == results.choice
    ]
    return found if len(found) > 2 or any(one.is_chosen for one in found[1:]) else []


def _page_address(results: Results, number: int) -> str:
    return _address(results.query.shown, results.choice, number) if 1 <= number <= results.pages else ""


def _address(words: str, choice: Choice = Choice(), number: int = 1) -> str:  # noqa: B008
    asked: dict[str, Any] = {"q": words}
    if choice.type:
        asked["type"] = choice.type
    if choice.year is not None:
        asked["year"] = choice.year
    if number > 1:
        asked["page"] = number
    return f"{reverse('search')}?{urlencode(asked)}"


def _alternates(words: str) -> dict[str, str]:
    query = f"?{urlencode({'q': words})}" if words else ""
    return {code: f"/{code}/search/{query}" for code, _ in settings.LANGUAGES}


def _known_type(name: str) -> str:
    return name if name in types() else ""
