"""Questions with answers, and the words of the reports."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.core.linked_data import Thing
from clarion.transparency.report import explaining
from clarion.transparency.report.explaining import Entry
from clarion.transparency.views.reports import language


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    """What readers ask, with the answers also in Schema.org's words."""
    code = language()
    found = explaining.questions(code)
    context = {"room": "faq", "entries": _shown(found, code), "structured_data": [_questions(found)]}
    return render(request, "transparency/faq.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the reports, each at an anchor of its own."""
    code = language()
    context = {"room": "glossary", "entries": _shown(explaining.terms(code), code)}
    return render(request, "transparency/glossary.html", context)


def _shown(entries: Iterable[Entry], code: str) -> list[dict[str, object]]:
    """With the tag of their language where it is not that of the page."""
    return [
        {"entry": one, "tag": "" if one.language == code else spoken(one.language).tag} for one in entries
    ]


def _questions(entries: Iterable[Entry]) -> Thing:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": one.name,
                "acceptedAnswer": {"@type": "Answer", "text": one.text},
            }
            for one in entries
        ],
    }
