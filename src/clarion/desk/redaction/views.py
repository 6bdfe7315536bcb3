"""Making a public copy, looking at it as a second person, publishing it and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from clarion.core.numbers import whole_number
from clarion.desk.access import actor_of, demand_or_404, needs
from clarion.desk.demand.wording import difference_in_words
from clarion.desk.panels import Sheet
from clarion.desk.papers.answers import picture_answer, refusal
from clarion.desk.redaction.forms import CopyForm, PublishForm, WithdrawForm
from clarion.desk.redaction.marking import marked
from clarion.desk.redaction.panels import hindrance, public_address, standing
from clarion.register import pictures, services
from clarion.register.errors import Refused, RegisterError, StaleDemand
from clarion.register.models import Demand, Form
from clarion.register.roles import Action
from clarion.register.services.publishing import Material, Review


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.REDACT)
def make(request: HttpRequest, reference: str, source: UUID) -> HttpResponse:
    """What is suggested to be hidden in one paper, and what is hidden by hand; then the draft."""
    demand = demand_or_404(request, reference)
    actor = actor_of(request)
    try:
        material = services.open_material(actor=actor, demand=demand, source=str(source))
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("desk:demand", reference=reference)
    form = CopyForm(request.POST or None, material=material, language=demand.language)
    if form.is_valid():
        try:
            number = services.make_copy(actor=actor, demand=demand, source=str(source), **form.asked())
        except RegisterError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The draft is made. Somebody else looks at it and publishes it."))
            return redirect("desk:copy", reference=reference, number=number)
    context = {
        "page_title": _("Make a public copy"),
        "page_subtitle": reference,
        "header_icon": "view",
        "demand": demand,
        "source": source,
        "material": material,
        "form": form,
        **_shown(material),
    }
    return render(request, "desk/redaction/make.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs(Action.REDACT)
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """A draft of the public summary alone, where no letter is published."""
    demand = demand_or_404(request, reference)
    try:
        number = services.make_copy(
            actor=actor_of(request),
            demand=demand,
            source="",
            with_items=request.POST.get("with_items") == "yes",
        )
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("desk:demand", reference=reference)
    messages.success(request, _("The draft is made. Somebody else looks at it and publishes it."))
    return redirect("desk:copy", reference=reference, number=number)


@require_safe
@needs(Action.VIEW)
def review(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A copy as the public would read it, what the last search still finds in it, and publishing or dropping it."""
    return _review_page(request, demand_or_404(request, reference), number)


@require_safe
@needs(Action.VIEW)
def page(request: HttpRequest, reference: str, number: int, place: int) -> HttpResponse:
    """One page of a copy as a picture."""
    demand = demand_or_404(request, reference)
    try:
        found = services.review_copy(actor=actor_of(request), demand=demand, number=number, page=place)
        if found.copy.form != Form.PICTURES:
            raise Refused(_("This copy has no pages."))
        return picture_answer(pictures.draw(found.redacted.content, place))
    except RegisterError as error:
        return refusal(error)


@require_POST
@needs(Action.PUBLISH)
def publish(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Publishes a draft; or the page again, with what was ticked, and why not."""
    demand = demand_or_404(request, reference)
    data = request.POST
    try:
        services.publish_copy(
            actor=actor_of(request),
            demand=demand,
            number=number,
            looked=data.get("looked") == "on",
            confirmed=data.getlist("confirmed"),
            version=whole_number(data.get("version")),
        )
    except StaleDemand as error:
        return _review_page(
            request,
            error.now,
            number,
            trouble=str(error),
            changes=difference_in_words(error.difference),
            status=409,
        )
    except RegisterError as error:
        return _review_page(request, demand, number, trouble=str(error), status=422)
    messages.success(request, _("The copy is published. The public reads it at the address below."))
    return redirect("desk:copy", reference=reference, number=number)


@require_POST
@needs(Action.VIEW)
def withdraw(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Takes a copy back, or drops a draft."""
    demand = demand_or_404(request, reference)
    is_draft = demand.copies.filter(number=number, published_at=None).exists()
    try:
        services.withdraw_copy(
            actor=actor_of(request),
            demand=demand,
            number=number,
            note=request.POST.get("note", ""),
            version=whole_number(request.POST.get("version")),
        )
    except StaleDemand as error:
        return _review_page(
            request,
            error.now,
            number,
            trouble=str(error),
            changes=difference_in_words(error.difference),
            status=409,
        )
    except RegisterError as error:
        return _review_page(request, demand, number, trouble=str(error), status=422)
    messages.success(
        request,
        _("The draft is dropped.") if is_draft else _("The copy is withdrawn: the public reads it no more."),
    )
    return redirect("desk:demand", reference=reference)


def _review_page(
    request: HttpRequest,
    demand: Demand,
    number: int,
    *,
    trouble: str = "",
    changes: list[tuple[str, str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = Sheet(request, demand)
    try:
        found = services.review_copy(actor=sheet.actor, demand=demand, number=number)
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("desk:demand", reference=demand.reference)
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        # What was typed is kept; it is about the demand as it is shown now.
        data["version"] = str(demand.version)
    initial = {"version": demand.version}
    context = {
        "page_title": _("Public copy %(number)d") % {"number": number},
        "page_subtitle": demand.reference,
        "header_icon": "view",
        "demand": demand,
        "review": found,
        "copy": found.copy,
        "standing": standing(found.copy),
        "pages": range(1, found.copy.pages + 1),
        "items": _items(demand, found),
        "leftovers": [(one, _where(found, one.spans[0].page)) for one in found.leftovers],
        "hindrance": hindrance(demand, found.copy, sheet),
        "may_withdraw": sheet.may(Action.PUBLISH)
        or (found.copy.is_draft and found.copy.made_by_id == sheet.actor.pk and sheet.may(Action.REDACT)),
        "publish_form": PublishForm(data, review=found, initial=initial),
        "withdraw_form": WithdrawForm(data, initial=initial),
        "public_address": public_address(demand),
        "trouble": trouble,
        "changes": changes or [],
    }
    return render(request, "desk/redaction/review.html", context, status=status)


def _shown(material: Material) -> dict[str, Any]:
    if material.form == Form.TEXT:
        return {"parts": marked(material.pages[0], material.found)}
    return {"pages": list(enumerate(material.pages, 1))}


def _items(demand: Demand, found: Review) -> list[str]:
    return list(demand.items.filter(position__lte=found.copy.items_up_to).values_list("address", flat=True))


def _where(found: Review, place: int) -> str:
    """Where in a copy something stands."""
    pages = len(found.redacted.left)
    if place == pages + 1:
        return _("in the public summary")
    if place > pages:
        return _("in an address that the demand names")
    if found.copy.form == Form.PICTURES:
        return _("on page %(number)d") % {"number": place}
    return _("in the letter")
