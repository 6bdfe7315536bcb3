"""The list of editions, and the page on which one is looked at before it is published."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clarion.core.complaint import Complaint
from clarion.core.languages import active_language
from clarion.desk.access import actor_of, needs
from clarion.desk.eu_report.review import reviewed_edition
from clarion.desk.reports.forms import BuildForm, CorrectForm, PublishForm
from clarion.desk.reports.hindrances import HINDRANCES
from clarion.desk.reports.sheets import other_edition, reconciliation, sheets, warnings
from clarion.register.roles import Action, may
from clarion.transparency import wording
from clarion.transparency.editions import services
from clarion.transparency.editions.depot import folder_of
from clarion.transparency.editions.errors import EditionError, NotWritten
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import Period


@needs(Action.READ_REPORT)
def reports(request: HttpRequest, form: BuildForm | None = None) -> HttpResponse:
    """Every edition, the newest period first; and what builds another."""
    code = active_language().code
    editions = Edition.objects.select_related("built_by", "published_by", "followed_by")
    return render(
        request,
        "desk/reports/list.html",
        {
            "page_title": _("Reports"),
            "header_icon": "doc-full-inverse",
            "editions": [(one, wording.period_name(one.period, code)) for one in editions],
            "form": form or BuildForm(),
            "may_build": may(actor_of(request), Action.BUILD_REPORT),
        },
        status=422 if form and form.errors else 200,
    )


@require_POST
@needs(Action.BUILD_REPORT)
def build(request: HttpRequest) -> HttpResponseBase:
    """Builds a draft, and shows it; what hinders it stands beside the form."""
    form = BuildForm(request.POST)
    if not form.is_valid():
        return reports(request, form)
    given = form.cleaned_data
    try:
        edition = services.build(
            actor=actor_of(request),
            period=given["period"],
            series=given["series"],
            confirmed=form.confirmed,
        )
    except Complaint as complaint:
        form.add_error(None, _sentence(complaint))
        return reports(request, form)
    return redirect("desk:review_report", edition.pk)


@needs(Action.READ_REPORT)
def review(request: HttpRequest, pk: int, form: Form | None = None) -> HttpResponse:
    """All of an edition beside the last one."""
    edition = _edition(pk)
    actor, code = actor_of(request), active_language().code
    other = other_edition(edition)
    tables, reconciled = reconciliation(edition, code)
    is_newest = edition.is_published and not hasattr(edition, "followed_by")
    built = edition.built_by_id == actor.pk
    is_unnamed = edition.built_by_id is None and not edition.is_published
    return render(
        request,
        "desk/reports/review.html",
        {
            "page_title": wording.period_name(edition.period, code),
            "header_icon": "doc-full-inverse",
            "edition": edition,
            "other": other,
            "other_name": wording.period_name(other.period, code) if other else "",
            "warnings": warnings(edition, code),
            "sheets": sheets(edition, other, code),
            "tables": tables,
            "reconciled": reconciled,
            "files": edition.files.all(),
            **(reviewed_edition(edition, request) if edition.series == Series.DSA else {}),
            "may_publish": may(actor, Action.PUBLISH_REPORT)
            and not edition.is_published
            and not built
            and not is_unnamed,
            "unnamed": HINDRANCES["unnamed_builder"] if is_unnamed else "",
            "is_own": built and not edition.is_published,
            "may_correct": may(actor, Action.BUILD_REPORT) and is_newest,
            "may_discard": may(actor, Action.BUILD_REPORT) and not edition.is_published,
            "publish_form": form if isinstance(form, PublishForm) else PublishForm(),
            "correct_form": form if isinstance(form, CorrectForm) else CorrectForm(),
        },
        status=422 if form and form.errors else 200,
    )


@require_POST
@needs(Action.PUBLISH_REPORT)
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publishes a draft that somebody else built."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return review(request, pk, form)
    try:
        edition = services.publish(actor=actor_of(request), edition=_edition(pk))
    except Complaint as complaint:
        form.add_error(None, _sentence(complaint))
        return review(request, pk, form)
    messages.success(request, _("Published. It is frozen now; a mistake is mended by another edition."))
    return redirect("desk:review_report", edition.pk)


@require_POST
@needs(Action.BUILD_REPORT)
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Builds the next edition, with the reason why."""
    form, before = CorrectForm(request.POST), _edition(pk)
    if not form.is_valid():
        return review(request, pk, form)
    try:
        edition = services.correct(
            actor=actor_of(request),
            period=before.period,
            series=before.series,
            reason=form.cleaned_data["reason"],
            confirmed=form.confirmed,
        )
    except Complaint as complaint:
        form.add_error(None, _sentence(complaint))
        return review(request, pk, form)
    return redirect("desk:review_report", edition.pk)


@require_POST
@needs(Action.BUILD_REPORT)
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throws a draft away."""
    try:
        services.discard(actor=actor_of(request), edition=_edition(pk))
    except Complaint as complaint:
        messages.error(request, _sentence(complaint))
        return redirect("desk:review_report", pk)
    messages.success(request, _("The draft is gone."))
    return redirect("desk:reports")


@needs(Action.READ_REPORT)
def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A file of an edition, as it is frozen."""
    edition = _edition(pk)
    kept = edition.files.filter(name=name).first()
    if kept is None:
        raise Http404
    path = folder_of(edition) / kept.name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type)


def _edition(pk: int) -> Edition:
    return get_object_or_404(
        Edition.objects.select_related("built_by", "published_by", "follows", "followed_by"), pk=pk
    )


def _sentence(complaint: Complaint) -> str:
    """What hinders, in the language of the page; as the command says it where no words are known."""
    if isinstance(complaint, EditionError) and complaint.key in HINDRANCES:
        code = active_language().code
        facts = {
            name: wording.period_name(one, code) if isinstance(one, Period) else one
            for name, one in complaint.facts.items()
        }
        return str(HINDRANCES[complaint.key]) % facts
    if isinstance(complaint, NotWritten):
        return _("The files could not be written, and nothing was changed: %(reason)s") % {
            "reason": complaint
        }
    return str(complaint)
