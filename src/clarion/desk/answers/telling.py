"""Telling the person concerned: the order that forbids it, its end, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from clarion.desk.access import actor_of, demand_or_404, needs
from clarion.desk.answers.composing import affected
from clarion.desk.answers.filing import page, require
from clarion.desk.answers.forms import DoneForm, EndForm, ForbidForm, PersonForm
from clarion.desk.demand.wording import difference_in_words
from clarion.desk.panels import Sheet
from clarion.register import services
from clarion.register.errors import RegisterError, StaleDemand
from clarion.register.models import Demand
from clarion.register.models.demands import Telling
from clarion.register.papers import Contact
from clarion.register.roles import Action

FORMS: dict[str, tuple[type[forms.Form], Action]] = {
    "forbid": (ForbidForm, Action.REVIEW),
    "end": (EndForm, Action.REVIEW),
    "done": (DoneForm, Action.ANSWER),
    "person": (PersonForm, Action.WRITE_DOSSIER),
}


def _form(act: str, data: Any = None, **more: Any) -> forms.Form:
    """The form of an act. Several stand on one page, so that each names its fields apart."""
    sort, _action = FORMS[act]
    return sort(data, auto_id=f"{act}_%s", **more)


@needs(Action.VIEW)
def tell(request: HttpRequest, reference: str) -> HttpResponseBase:
    """How things stand, whom the demand concerns, and what can be done."""
    return _show(request, demand_or_404(request, reference))


@require_POST
@needs(Action.VIEW)
def act(request: HttpRequest, reference: str, act: str) -> HttpResponseBase:
    """Records an order, its end, a person concerned, or what was done otherwise."""
    if act not in FORMS:
        raise Http404
    _sort, action = FORMS[act]
    demand = demand_or_404(request, reference)
    sheet = Sheet(request, demand)
    require(sheet.may(action))
    form = _form(act, request.POST)
    if not form.is_valid():
        return _show(request, demand, {act: form}, 422)
    try:
        told = _ACTS[act](request, demand, form.cleaned_data)
    except StaleDemand as error:
        data = request.POST.copy()
        data["version"] = str(error.now.version)
        form = _form(act, data)
        form.add_error(None, str(error))
        fresh = demand_or_404(request, reference)
        return _show(request, fresh, {act: form}, 409, difference_in_words(error.difference))
    except RegisterError as error:
        form.add_error(None, str(error))
        return _show(request, demand_or_404(request, reference), {act: form}, 422)
    messages.success(request, told % {"reference": reference})
    return redirect("desk:tell", reference)


def _forbid(request: HttpRequest, demand: Demand, given: dict[str, Any]) -> str:
    services.forbid_telling(
        actor=actor_of(request),
        demand=demand,
        until=given["until"],
        note=given["note"],
        version=given["version"],
    )
    return _("%(reference)s: it is recorded that an order forbids to tell.")


def _end(request: HttpRequest, demand: Demand, given: dict[str, Any]) -> str:
    last: date = given["last"]
    services.forbid_telling(
        actor=actor_of(request), demand=demand, until=last, note=given["note"], version=given["version"]
    )
    return _("%(reference)s: it is recorded that the order has ended. Tell the person now.")


def _done(request: HttpRequest, demand: Demand, given: dict[str, Any]) -> str:
    services.tell_affected(
        actor=actor_of(request),
        demand=demand,
        reached=given["reached"],
        note=given["note"],
        version=given["version"],
    )
    if given["reached"]:
        return _("%(reference)s: it is recorded that the person was told.")
    return _("%(reference)s: it is recorded that nobody can be reached.")


def _person(request: HttpRequest, demand: Demand, given: dict[str, Any]) -> str:
    services.file_papers(
        actor=actor_of(request),
        demand=demand,
        papers=[Contact(role="affected", name=given["name"], email=given["email"], account=given["account"])],
    )
    return _("%(reference)s: the person concerned is filed.")


_ACTS: dict[str, Callable[[HttpRequest, Demand, dict[str, Any]], str]] = {
    "forbid": _forbid,
    "end": _end,
    "done": _done,
    "person": _person,
}


def _show(
    request: HttpRequest,
    demand: Demand,
    given: dict[str, forms.Form] | None = None,
    status: int = 200,
    changes: Any = None,
) -> HttpResponseBase:
    sheet = Sheet(request, demand)
    require(sheet.may_read)
    dossier = sheet.dossier
    today = timezone.localdate()
    allowed = {
        name: (given or {}).get(name) or _form(name, initial={"version": demand.version})
        for name, (_sort, action) in FORMS.items()
        if sheet.may(action)
    }
    forbidden = demand.telling == Telling.FORBIDDEN and not demand.may_tell(today)
    if demand.telling != Telling.FORBIDDEN:
        allowed.pop("end", None)
    if forbidden:
        allowed.pop("done", None)
    return page(
        request,
        "desk/answers/tell.html",
        _("Telling the person concerned"),
        demand,
        {
            "trouble": sheet.opened[1],
            "people": affected(demand, dossier) if dossier else [],
            "forms": allowed,
            "forbidden": forbidden,
            "ended": demand.telling == Telling.FORBIDDEN and not forbidden,
            "may_write": sheet.may(Action.ANSWER) and not forbidden,
            "changes": changes,
        },
        status,
    )
