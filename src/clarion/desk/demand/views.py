"""A demand on one screen, and the one page through which every step of it is taken."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.admin import messages

from clarion.desk.access import demand_or_404, needs
from clarion.desk.demand.steps import STEPS
from clarion.desk.demand.steps.base import Step, StepForm
from clarion.desk.demand.wording import difference_in_words
from clarion.desk.panels import Sheet, panels_of
from clarion.register.errors import NotAllowed, RegisterError, StaleDemand
from clarion.register.roles import Action


@needs(Action.VIEW)
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a demand: its panels, in two columns."""
    sheet = Sheet(request, demand_or_404(request, reference))
    shown = [
        (
            one,
            render_to_string(
                one.template, {"sheet": sheet, "demand": sheet.demand, **one.context(sheet)}, request
            ),
        )
        for one in panels_of(sheet)
    ]
    return render(
        request,
        "desk/demand.html",
        {
            "page_title": sheet.demand.reference,
            "header_icon": "doc-full-inverse",
            "demand": sheet.demand,
            "wide": [(one, body) for one, body in shown if not one.side],
            "narrow": [(one, body) for one, body in shown if one.side],
        },
    )


@needs(Action.VIEW)
def take_step(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """GET shows the form of a step, POST takes it. What cannot be done is said, and what was typed is kept.

    Raises:
        Http404: there is no such step, or no such demand for this person.
        PermissionDenied: the person's roles do not allow the step.
    """
    step = STEPS.get(key)
    if step is None:
        raise Http404(_("There is no such step."))
    sheet = Sheet(request, demand_or_404(request, reference))
    if not sheet.may(step.action):
        raise PermissionDenied
    if request.method != "POST":
        return _page(sheet, step, step.form(sheet=sheet, initial=step.initial(sheet)))
    form = step.form(request.POST, sheet=sheet)
    if not form.is_valid():
        return _page(sheet, step, form, status=422)
    try:
        step.take(sheet, form.cleaned_data)
    except StaleDemand as stale:
        return _after_a_second_look(request, step, stale)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("desk:demand", reference)
    except RegisterError as refused:
        # What the service had changed on the way is undone in the database, and read anew here.
        sheet = Sheet(request, demand_or_404(request, reference))
        form = step.form(request.POST, sheet=sheet)
        form.is_valid()
        form.add_error(None, str(refused))
        return _page(sheet, step, form, status=409)
    messages.success(request, f"{reference}: {step.done}")
    return redirect("desk:demand", reference)


def _after_a_second_look(request: HttpRequest, step: Step, stale: StaleDemand) -> HttpResponse:
    """The form again with what was typed, over the demand as it stands now, and what somebody else changed."""
    sheet = Sheet(request, demand_or_404(request, stale.now.reference))
    given = request.POST.copy()
    given["version"] = str(sheet.demand.version)
    form = step.form(given, sheet=sheet)
    form.is_valid()
    form.add_error(None, str(stale))
    return _page(
        sheet, step, form, status=409, difference=difference_in_words(stale.difference), is_stale=True
    )


def _page(sheet: Sheet, step: Step, form: StepForm, *, status: int = 200, **more: Any) -> HttpResponse:
    stands = step.stands(sheet)
    reason = (
        step.reason(sheet)
        if stands
        else _("The demand is not where this step begins: %(status)s.")
        % {"status": sheet.demand.get_status_display()}
    )
    context = {
        "page_title": step.label,
        "page_subtitle": sheet.demand.reference,
        "header_icon": "doc-full-inverse",
        "demand": sheet.demand,
        "step": step,
        "form": form,
        "reason": reason,
        **(step.context(sheet) if stands else {}),
        **more,
    }
    return render(sheet.request, "desk/demand/step.html", context, status=status)
