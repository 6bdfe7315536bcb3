"""The page of a demand's facts for the EU's forms, and that of the declaration."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from clarion.desk.access import actor_of, demand_or_404, needs
from clarion.desk.eu_report.forms import DeclarationForm, DetailForm
from clarion.desk.eu_report.wording import category_name, type_name
from clarion.register.errors import NotAllowed, StaleDemand
from clarion.register.roles import Action
from clarion.transparency.dsa import declaration, from_register, rules, services
from clarion.transparency.dsa.cases import CaseProblem
from clarion.transparency.dsa.models import CaseDetail, KeptDeclaration, Statement


@needs(Action.REVIEW)
def detail(request: HttpRequest, reference: str) -> HttpResponseBase:
    """GET shows the form beside what the rules say; POST keeps it."""
    demand = demand_or_404(request, reference)
    kept = CaseDetail.objects.filter(demand=demand).first()
    # A copy to fill in: a form that does not hold must not change what is shown.
    instance = CaseDetail.objects.filter(demand=demand).first() or CaseDetail(demand=demand)
    form = DetailForm(
        request.POST or None, instance=instance, initial={"version": kept.version if kept else 0}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.say(
                actor=actor_of(request),
                demand=demand,
                version=given["version"],
                facts={name: given[name] for name in services.FIELDS},
            )
        except (StaleDemand, NotAllowed, CaseProblem) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Kept. The next report is built with it."))
            return redirect("desk:demand", reference)
    by_rules = from_register.default_of(demand, rules.version())
    context = {
        "page_title": _("EU report"),
        "page_subtitle": reference,
        "header_icon": "globe",
        "demand": demand,
        "form": form,
        "type_by_rules": type_name(by_rules["type"]),
        "category_by_rules": category_name(by_rules["category"], by_rules["keyword"]),
        "statements": Statement.objects.filter(demand=demand).order_by("item"),
    }
    return render(request, "desk/eu_report/detail.html", context, status=422 if form.errors else 200)


@needs(Action.BUILD_REPORT)
def declare(request: HttpRequest) -> HttpResponseBase:
    """GET shows the declaration that reports are built with, or one to fill in; POST keeps another."""
    kept = KeptDeclaration.objects.select_related("kept_by").first()
    text = kept.text if kept else declaration.template()
    form = DeclarationForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_declaration(
                actor=actor_of(request), text=form.cleaned_data["text"].replace("\r\n", "\n")
            )
        except CaseProblem as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, _("Kept. The next report is built with it."))
            return redirect("desk:eu_report_declaration")
    context = {
        "page_title": _("Declaration for the EU report"),
        "header_icon": "globe",
        "form": form,
        "kept": kept,
    }
    return render(request, "desk/eu_report/declaration.html", context, status=422 if form.errors else 200)


@require_safe
@needs(Action.READ_REPORT)
def template_file(request: HttpRequest) -> HttpResponse:
    """The declaration to fill in, as a file."""
    response = HttpResponse(declaration.template(), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="declaration.toml"'
    return response
