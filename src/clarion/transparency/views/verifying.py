"""The page that proves an edition in the reader's browser, and says how to do it without."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.transparency.datasets import shown
from clarion.transparency.datasets.published import published
from clarion.transparency.views.reports import language
from clarion.transparency.views.verifying_words import CHECKS, ENDS, MEANINGS, SAID, VERDICTS


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The page; `?edition=` (a period, or the address of an edition's page) chooses what stands in the form."""
    code = language()
    editions = list(published())
    chosen = request.GET.get("edition", "")
    choices = []
    for one, words in zip(editions, shown.listed(editions, code), strict=True):
        is_chosen = chosen == words.address or (words.holds and chosen == str(one.period))
        choices.append((f"{shown.FILES}/{one.period}/{one.number}/", words, is_chosen))
    example = next(
        (value for value, _words, is_chosen in choices if is_chosen), choices[0][0] if choices else ""
    )
    context: dict[str, Any] = {
        "room": "log",
        "choices": choices,
        "meanings": [(CHECKS[name], text) for name, text in MEANINGS.items()],
        "words": _words(code),
        "example": settings.BASE_URL + example if example else "",
        "log": f"{settings.BASE_URL}/log/",
    }
    return render(request, "transparency/verify.html", context)


def _words(code: str) -> dict[str, Any]:
    """What the script says, in the reader's language and digits."""
    say = spoken(code)
    parts = {"check": CHECKS, "verdict": VERDICTS, "end": ENDS, "said": SAID}
    told: dict[str, Any] = {
        name: {key: str(text) for key, text in texts.items()} for name, texts in parts.items()
    }
    return told | {"locale": f"{say.tag}-u-nu-{say.numbering}"}
