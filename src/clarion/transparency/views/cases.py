"""The pages of single demands of which the public may read something."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clarion.core.languages import Language
from clarion.core.languages import language as spoken
from clarion.core.numbers import whole_number
from clarion.register.vocabulary import Kind, Outcome, Process, Requester
from clarion.transparency import cases
from clarion.transparency.cases import Case, Letter
from clarion.transparency.downloads import answer
from clarion.transparency.figures import Figure
from clarion.transparency.presentation import figure_address
from clarion.transparency.views.reports import language
from clarion.transparency.wording import value_name

COUNTED_IN = {
    Kind.CONTENT: "takedown-requests-received",
    Kind.COPYRIGHT: "copyright-notices-received",
    Kind.COUNTER_NOTICE: "counter-notices-received",
    Kind.ERASURE: "erasure-requests-received",
    Kind.USER_DATA: "user-data-requests-received",
    Kind.EMERGENCY: "emergency-disclosures",
    Kind.VOLUNTARY: "voluntary-disclosures",
}
"""The measure that counts demands of a kind."""

_BLOCK = re.compile("\\[\u2588+ ([^\\[\\]\n]{1,60})\\]")


class Part(NamedTuple):
    """A piece of a letter; or, with `hidden`, why something is not there."""

    text: str
    hidden: str


class ShownLetter(NamedTuple):
    """A public copy with the language it is in."""

    letter: Letter
    parts: list[Part]
    tag: str
    direction: str
    language_name: str
    size: str
    pages: str
    address: str


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """Cases, the newest first, page by page."""
    code = language()
    asked = whole_number(request.GET.get("page", "1"))
    found = cases.listed(asked) if asked is not None else None
    if found is None:
        raise Http404(_("There is no such page."))
    context = {
        "room": "cases",
        "page_of": found,
        "cases": [_facts(one, code) | {"address": case_address(one.reference, code)} for one in found.cases],
        "number": spoken(code).integer(found.number),
        "count": spoken(code).integer(found.count),
        "before": found.number - 1,
        "after": found.number + 1 if found.number < found.count else 0,
    }
    return _kept(request, render(request, "transparency/cases.html", context))


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One case; 404 where the public may read nothing of a demand, whether or not there is one."""
    code = language()
    found = cases.find(reference)
    if found is None:
        raise Http404(_("There is no such page."))
    say = spoken(code)
    measure = COUNTED_IN.get(Kind(found.kind))
    context = _facts(found, code) | {
        "room": "cases",
        "letters": [_letter(found.reference, one, say) for one in found.letters],
        "items": [(address, str(Outcome(outcome).label)) for address, outcome in found.items],
        "grounds": [(one.name, one.source) for one in found.grounds],
        "figure": figure_address(Figure.of(measure, str(found.received_on.year)), code)
        if measure and not found.invented
        else "",
    }
    return _kept(request, render(request, "transparency/case.html", context))


@require_safe
def case_file(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The pages of a public copy as a PDF of pictures."""
    content = cases.file_of(reference, number)
    if content is None:
        raise Http404(_("There is no such page."))
    name = f'attachment; filename="{reference}-{number}.pdf"'
    response = answer(request, content, "application/pdf", name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def case_address(reference: str, code: str) -> str:
    """The page of a case in a language."""
    return f"/{code}/transparency/cases/{reference}/"


def _facts(found: Case, code: str) -> dict[str, Any]:
    say = spoken(code)
    # Between letters that run from right to left, a number with a dash would be turned around.
    turned = say.direction == "rtl"
    return {
        "case": found,
        "reference": f"\u2066{found.reference}\u2069" if turned else found.reference,
        "kind": str(Kind(found.kind).label),
        "process": str(Process(found.process).label) if found.process else "",
        "requester": str(Requester(found.requester).label) if found.requester else _("not recorded"),
        "country": say.territory(found.country) if found.country else _("not recorded"),
        "project": value_name("project", found.project, code) if found.project else "",
        "received": say.month_of(found.received_on),
        "outcome": str(Outcome(found.outcome).label),
    }


def _letter(reference: str, letter: Letter, say: Language) -> ShownLetter:
    own = spoken(letter.language) if letter.language else None
    return ShownLetter(
        letter=letter,
        parts=_parts(letter.text),
        tag=own.tag if own else "",
        direction=own.direction if own else "auto",
        language_name=say.language_name(letter.language) if letter.language else "",
        size=say.file_size(letter.size),
        pages=say.integer(letter.pages),
        address=f"{case_address(reference, say.code)}{letter.number}.pdf",
    )


def _parts(text: str) -> list[Part]:
    """The words of a letter, with what is hidden told apart, so that a screen reader does not spell out blocks."""
    pieces = _BLOCK.split(text)
    return [Part("", one) if place % 2 else Part(one, "") for place, one in enumerate(pieces) if one]


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """With a validator: whoever asks again is answered in a word. What was withdrawn is shown by no cache."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response
