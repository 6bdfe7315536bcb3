"""Entering a demand by hand: choose its kind, write it down, and hand on the receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from clarion.desk.access import actor_of, needs
from clarion.desk.receiving.forms import ReceiveForm
from clarion.register import services
from clarion.register.errors import RegisterError
from clarion.register.models import Demand
from clarion.register.roles import Action
from clarion.register.vocabulary import Door, Kind


@needs(Action.RECEIVE)
def receive(request: HttpRequest) -> HttpResponseBase:
    """GET asks for the kind, and then for what it needs; POST receives, and shows the receipt once."""
    if request.method == "POST":
        return _received(request)
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        return render(
            request,
            "desk/receiving/kinds.html",
            {"page_title": _("Enter a demand"), "header_icon": "plus-inverse", "kinds": Kind.choices},
        )
    return _form(request, ReceiveForm(kind=Kind(kind)), Kind(kind))


def _received(request: HttpRequest) -> HttpResponseBase:
    wanted = request.POST.get("other_kind") or request.POST.get("kind", "")
    kind = Kind(wanted) if wanted in Kind.values else Kind.CONTENT
    if "change_kind" in request.POST:
        # Another kind asks for other fields: what was typed so far is carried over, and nothing is complained of.
        return _form(request, ReceiveForm(kind=kind, initial=_typed(request) | {"kind": kind}), kind)
    form = ReceiveForm(request.POST, request.FILES, kind=kind)
    if not form.is_valid():
        return _form(request, form, kind, status=422)
    try:
        receipt = services.receive(
            actor=actor_of(request), door=Door.DESK, papers=form.papers(), **form.facts()
        )
    except RegisterError as refused:
        form.add_error(None, str(refused))
        return _form(request, form, kind, status=422)
    if not receipt.is_new:
        messages.info(request, _("This demand was entered already. Its receipt was shown then."))
        return redirect("desk:demand", receipt.reference)
    return render(
        request,
        "desk/receiving/receipt.html",
        {
            "page_title": _("Received"),
            "page_subtitle": receipt.reference,
            "header_icon": "success",
            "receipt": receipt,
            "demand": Demand.objects.get(pk=receipt.demand_id),
        },
    )


def _typed(request: HttpRequest) -> dict[str, object]:
    form = ReceiveForm(kind=Kind.CONTENT)
    found: dict[str, object] = {
        name: request.POST.getlist(name) if name == "elements" else request.POST[name]
        for name in form.base_fields
        if name in request.POST
    }
    return found


def _form(request: HttpRequest, form: ReceiveForm, kind: Kind, *, status: int = 200) -> HttpResponse:
    return render(
        request,
        "desk/receiving/receive.html",
        {
            "page_title": _("Enter a demand"),
            "page_subtitle": kind.label,
            "header_icon": "plus-inverse",
            "form": form,
            "kind": kind,
            "kinds": Kind.choices,
        },
        status=status,
    )
