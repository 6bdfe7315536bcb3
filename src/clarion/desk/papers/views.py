"""Looking at an attachment: as pictures that we drew, or as text. Everything else is downloaded, never shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from clarion.core.languages import active_language
from clarion.core.numbers import whole_number
from clarion.desk.access import actor_of, demand_or_404, needs
from clarion.desk.papers.answers import download_answer, picture_answer, refusal
from clarion.desk.papers.kinds import said_held, said_kind
from clarion.register import pictures, services
from clarion.register.errors import Refused, RegisterError
from clarion.register.filetypes import DRAWN, TEXT, found_in, text_of
from clarion.register.papers import Attachment
from clarion.register.roles import Action

LONGEST_SHOWN = 200_000
"""Characters of a text that are shown; the whole of it can be downloaded."""


@require_safe
@needs(Action.VIEW)
def look(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """One attachment: page by page where it can be drawn, its words where it is text."""
    demand = demand_or_404(request, reference)
    try:
        paper = services.read_attachment(actor=actor_of(request), demand=demand, entry=str(entry))
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("desk:demand", reference=reference)
    context = {
        # No word of a dossier stands in a title: browsers keep those.
        "page_title": _("Attachment"),
        "page_subtitle": reference,
        "header_icon": "doc-full",
        "demand": demand,
        "entry": entry,
        "paper": paper,
        "kind": said_kind(found_in(paper.content)),
        "size": active_language().file_size(len(paper.content)),
        "held": said_held(paper.held),
        **_view_of(paper, request.GET.get("page", "")),
    }
    return render(request, "desk/papers/look.html", context)


@require_safe
@needs(Action.VIEW)
def page(request: HttpRequest, reference: str, entry: UUID, number: int) -> HttpResponse:
    """One page as a picture."""
    demand = demand_or_404(request, reference)
    try:
        paper = services.read_attachment(
            actor=actor_of(request), demand=demand, entry=str(entry), page=number
        )
        if found_in(paper.content) not in DRAWN:
            raise Refused(_("This file cannot be looked at here. Download it."))
        return picture_answer(pictures.draw(paper.content, number))
    except RegisterError as error:
        return refusal(error)


@require_POST
@needs(Action.VIEW)
def download(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """The file as it came. One that is held is given to those who say that they know why."""
    demand = demand_or_404(request, reference)
    try:
        paper = services.read_attachment(actor=actor_of(request), demand=demand, entry=str(entry))
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("desk:demand", reference=reference)
    if paper.held and request.POST.get("careful") != "yes":
        messages.error(request, _("Read why this file is held, and tick that you will be careful."))
        return redirect("desk:paper", reference=reference, entry=entry)
    return download_answer(paper.content, paper.name)


def _view_of(paper: Attachment, asked: str) -> dict[str, Any]:
    """How the attachment is shown: with `pages` and `number`, with `text`, or with neither, and why."""
    kind = found_in(paper.content)
    if kind == TEXT:
        text = text_of(paper.content) or ""
        return {"text": text[:LONGEST_SHOWN], "is_cut": len(text) > LONGEST_SHOWN}
    if kind not in DRAWN:
        return {"trouble": _("This file cannot be looked at here. Download it.")}
    try:
        count = pictures.count_pages(paper.content)
    except Refused as error:
        return {"trouble": str(error)}
    number = min(max(whole_number(asked) or 1, 1), count)
    return {
        "count": count,
        "number": number,
        "before": number - 1,
        "after": number + 1 if number < count else 0,
    }
