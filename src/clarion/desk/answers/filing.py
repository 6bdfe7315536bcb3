"""Filing what came: notes, replies typed in or as files, and messages whose demand is looked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from clarion.desk.access import actor_of, demand_or_404, needs
from clarion.desk.answers.forms import DropForm, NoteForm, ReplyForm
from clarion.desk.files import attachments
from clarion.register import services
from clarion.register.errors import RegisterError
from clarion.register.models import Demand
from clarion.register.papers import Message, Note
from clarion.register.received_mail import ReceivedMail, read_mail, shown
from clarion.register.roles import Action


def to_thread(demand: Demand) -> HttpResponseBase:
    """Back to the correspondence of a demand."""
    return redirect(reverse("desk:demand", args=[demand.reference]) + "#correspondence")


@require_POST
@needs(Action.WRITE_DOSSIER)
def note(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Files a note; if it cannot be, shows it again with the reason."""
    demand = demand_or_404(request, reference)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            services.file_papers(
                actor=actor_of(request), demand=demand, papers=[Note(text=form.cleaned_data["text"])]
            )
        except RegisterError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(reference)s: the note is filed.") % {"reference": reference})
            return to_thread(demand)
    return _page(request, "desk/answers/note.html", _("Add a note"), demand, {"form": form}, 422)


@needs(Action.WRITE_DOSSIER)
def reply(request: HttpRequest, reference: str) -> HttpResponseBase:
    """GET shows the form of a reply; POST files it."""
    demand = demand_or_404(request, reference)
    form = ReplyForm(request.POST, request.FILES) if request.method == "POST" else ReplyForm()
    other = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            mail = read_mail(given["eml"].read()) if given["eml"] else _typed(given)
            other = _elsewhere(request, mail, demand)
            if other and not given["here"]:
                form.add_error(
                    "eml",
                    _("It answers %(reference)s. File it there, or tick below and choose it again.")
                    % {"reference": other.reference},
                )
            else:
                return _filed(request, demand, mail, attachments(given["uploads"]))
        except RegisterError as error:
            form.add_error(None, str(error))
    return _page(
        request,
        "desk/answers/reply.html",
        _("File a reply"),
        demand,
        {"form": form, "other": other},
        422 if request.method == "POST" else 200,
    )


@needs(Action.WRITE_DOSSIER)
def drop(request: HttpRequest) -> HttpResponseBase:
    """A message is dropped, and filed with the demand that it belongs to."""
    form = DropForm(request.POST, request.FILES) if request.method == "POST" else DropForm()
    if request.method == "POST" and form.is_valid():
        try:
            mail = read_mail(form.cleaned_data["eml"].read())
            wanted = form.cleaned_data["reference"]
            if demand := _found(request, mail, wanted):
                return _filed(request, demand, mail, [])
            form.add_error(
                "reference",
                _("There is no such demand, or you may not see it.")
                if wanted
                else _(
                    "No demand was found that it belongs to. Give the reference, and choose the file again."
                ),
            )
        except RegisterError as error:
            form.add_error(None, str(error))
    return _page(
        request,
        "desk/answers/drop.html",
        _("File a message"),
        None,
        {"form": form},
        422 if request.method == "POST" else 200,
    )


def _typed(given: dict[str, Any]) -> ReceivedMail:
    at = given["at"]
    return ReceivedMail(
        Message(
            text=given["text"],
            subject=shown(given["subject"]),
            sender=shown(given["sender"]),
            at=at.isoformat() if at else "",
        )
    )


def _elsewhere(request: HttpRequest, mail: ReceivedMail, demand: Demand) -> Demand | None:
    """Another demand whose thread the message belongs to, if the person may see it."""
    found = services.demand_of_thread(mail)
    return found if found and found.pk != demand.pk and _sees(request, found) else None


def _found(request: HttpRequest, mail: ReceivedMail, reference: str) -> Demand | None:
    if reference:
        return Demand.objects.visible_to(actor_of(request)).filter(reference=reference).first()
    found = services.demand_of_mail(mail)
    return found if found and _sees(request, found) else None


def _sees(request: HttpRequest, demand: Demand) -> bool:
    return Demand.objects.visible_to(actor_of(request)).filter(pk=demand.pk).exists()


def _filed(request: HttpRequest, demand: Demand, mail: ReceivedMail, more: list[Any]) -> HttpResponseBase:
    services.file_message(
        actor=actor_of(request),
        demand=demand,
        message=mail.message,
        attachments=[*mail.attachments, *more],
        remarks=mail.remarks,
    )
    messages.success(request, _("The message is filed in %(reference)s.") % {"reference": demand.reference})
    if mail.remarks:
        messages.warning(
            request, _("Not everything could be taken as it came: a note beside the message says what.")
        )
    return to_thread(demand)


def page(
    request: HttpRequest,
    template: str,
    title: str,
    demand: Demand | None,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page of this room. Its title names the reference and what is done, and nothing of the dossier."""
    heading = f"{demand.reference}: {title}" if demand else title
    return render(
        request,
        template,
        {"page_title": heading, "header_title": heading, "header_icon": "mail", "demand": demand, **context},
        status=status,
    )


_page = page


def require(allowed: bool) -> None:
    """Shuts the page to whoever may not.

    Raises:
        PermissionDenied: they may not.
    """
    if not allowed:
        raise PermissionDenied
