"""Writing a letter: begun with a template, previewed exactly as it is sent, filed and sent in one."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from clarion.core.numbers import whole_number
from clarion.desk.access import demand_or_404, needs
from clarion.desk.answers.fields import Merge, merge
from clarion.desk.answers.filing import page, require, to_thread
from clarion.desk.answers.forms import LeftForm, LetterForm, new_token
from clarion.desk.answers.models import AnswerTemplate
from clarion.desk.answers.thread import thread_with
from clarion.desk.demand.wording import difference_in_words
from clarion.desk.files import attachments
from clarion.desk.panels import Sheet
from clarion.mail.models import OutboxMessage
from clarion.mail.rendering import known_language
from clarion.mail.services import CannotResend, new_message_id, resend
from clarion.register import letters, services
from clarion.register.dossiers import OpenDossier
from clarion.register.errors import RegisterError, StaleDemand
from clarion.register.models import Demand
from clarion.register.papers import Attachment, Contact, Message
from clarion.register.roles import Action
from clarion.register.services.corresponding import ACTIONS
from clarion.register.vocabulary import GRANTED_OUTCOMES, Kind, Purpose
from clarion.register.workflow import Status

PLACE = re.compile(r"\[\[.*?\]\]", re.DOTALL)
"""What a template leaves to be written by hand."""


@needs(Action.VIEW)
def letter(request: HttpRequest, reference: str) -> HttpResponseBase:
    """GET begins a letter with the template that fits best; POST previews, sends or records it."""
    sheet = Sheet(request, demand_or_404(request, reference))
    purposes = [one for one in Purpose if sheet.may(ACTIONS[one])]
    require(sheet.may_read and bool(purposes))
    demand, dossier = sheet.demand, sheet.dossier
    if dossier is None:
        return page(
            request,
            "desk/answers/locked.html",
            _("Write a letter"),
            demand,
            {"trouble": sheet.opened[1]},
            503,
        )
    purpose = _purpose(request.GET.get("purpose", ""), demand, purposes)
    reader = _reader(request.GET.get("contact", ""), dossier, purpose)
    templates = AnswerTemplate.objects.fitting(demand, purpose)
    template = next((one for one in templates if str(one.pk) == request.GET.get("template")), None)
    desk = Composing(request, sheet, dossier, purpose, reader, template or next(iter(templates), None))
    if request.method == "POST":
        return desk.post()
    return desk.show(desk.form())


class Composing:
    """One letter that is being written."""

    def __init__(
        self,
        request: HttpRequest,
        sheet: Sheet,
        dossier: OpenDossier,
        purpose: Purpose,
        reader: Contact | None,
        template: AnswerTemplate | None,
    ) -> None:
        self.request, self.sheet, self.dossier = request, sheet, dossier
        self.purpose, self.reader, self.template = purpose, reader, template
        self.demand = sheet.demand

    def form(self) -> LetterForm:
        """The form with the words of the template, its fields filled in."""
        spoken = self.template.language if self.template else self.demand.language
        spoken = known_language((spoken or settings.LANGUAGE_CODE).lower())
        given = Merge(self.demand, spoken, self.reader)
        reply = thread_with(self.dossier, self.reader.email) if self.reader and self.reader.email else None
        subject = merge(self.template.subject, given) if self.template else ""
        if reply and reply.subject and (not subject or self.purpose is Purpose.OTHER):
            subject = reply.subject if reply.subject[:3].lower() == "re:" else f"Re: {reply.subject}"
        return LetterForm(
            enclosable=self._enclosable(),
            initial={
                "to": self._to(),
                "subject": " ".join(subject.split())[:300],
                "body": merge(self.template.body, given) if self.template else "",
                "language": spoken,
                "version": self.demand.version,
                "token": new_token(),
                "written_from": _named(self.template),
            },
        )

    def post(self) -> HttpResponseBase:
        """The preview; or the letter sent, or recorded as left on the project; or the form with what is wrong."""
        action = self.request.POST.get("action")
        left = action == "left" and self.purpose is Purpose.TELLING
        sort = LeftForm if left else LetterForm
        form = sort(self.request.POST, self.request.FILES, enclosable=self._enclosable())
        if not form.is_valid():
            return self.show(form, status=422)
        if not form.cleaned_data["to"]:
            form.add_error("to", _("Say to whom it goes."))
            return self.show(form, status=422)
        if action == "preview":
            return self.show(form, preview=True)
        if place := PLACE.search(form.cleaned_data["body"]):
            form.add_error(
                "body", _("There is still something to fill in: %(place)s") % {"place": place[0][:120]}
            )
            return self.show(form, status=422)
        try:
            self._send(form, by_email=not left)
        except StaleDemand as error:
            return self._stale(error)
        except RegisterError as error:
            form.add_error(None, str(error))
            return self.show(form, status=422)
        told = (
            _("%(reference)s: it is recorded that the person was told.")
            if left
            else _("%(reference)s: the letter is filed, and on its way.")
        )
        messages.success(self.request, told % {"reference": self.demand.reference})
        return to_thread(self.demand)

    def show(
        self, form: LetterForm, *, preview: bool = False, changes: Any = None, status: int = 200
    ) -> HttpResponseBase:
        """The page."""
        context: dict[str, Any] = {
            "form": form,
            "changes": changes,
            "purpose": self.purpose,
            "purposes": [(one, one.label) for one in Purpose if self.sheet.may(ACTIONS[one])],
            "template": self.template,
            "templates": AnswerTemplate.objects.fitting(self.demand, self.purpose),
            "contact": self.request.GET.get("contact", ""),
            "reader": self.reader,
            "obstacle": obstacle(self.demand, self.purpose),
            "by_account": self.purpose is Purpose.TELLING and bool(self.reader and self.reader.account),
            "reply_to": settings.DEMAND_REPLY_TO,
        }
        if preview:
            given = form.cleaned_data
            context["preview"] = letters.rendered(
                subject=given["subject"],
                text=given["body"],
                reference=self.demand.reference,
                spoken=given["language"],
            )
            context["answered"] = thread_with(self.dossier, given["to"]).subject
        return page(
            self.request, "desk/answers/letter.html", str(self.purpose.label), self.demand, context, status
        )

    def _send(self, form: LetterForm, *, by_email: bool) -> None:
        given = form.cleaned_data
        thread = thread_with(self.dossier, given["to"])
        made = letters.rendered(
            subject=given["subject"],
            text=given["body"],
            reference=self.demand.reference,
            spoken=given["language"],
        )
        services.send_message(
            actor=self.sheet.actor,
            demand=self.demand,
            purpose=self.purpose,
            message=Message(
                subject=made.subject,
                text=given["body"],
                recipients=(given["to"],),
                message_id=new_message_id(given["token"]) if by_email else "",
                in_reply_to=thread.in_reply_to,
                references=thread.references,
                language=given["language"],
                attachments=tuple(given.get("enclose", ())),
                template=given["written_from"],
            ),
            attachments=attachments(given["uploads"]),
            by_email=by_email,
            version=given["version"],
        )

    def _stale(self, error: StaleDemand) -> HttpResponseBase:
        """What has changed, with the words kept: to send them all the same, the button is pressed again."""
        self.sheet.demand = self.demand = demand_or_404(self.request, self.demand.reference)
        data = self.request.POST.copy()
        data["version"] = str(error.now.version)
        form = LetterForm(data, self.request.FILES, enclosable=self._enclosable())
        form.add_error(None, str(error))
        return self.show(form, changes=difference_in_words(error.difference), status=409)

    def _to(self) -> str:
        reader = self.reader
        if reader is None:
            return ""
        return reader.email or (reader.account if self.purpose is Purpose.TELLING else "")

    def _enclosable(self) -> list[tuple[str, str]]:
        """Files of the dossier that may be enclosed: none that is held for what it could do."""
        return [
            (one.entry, one.paper.name)
            for one in self.dossier.attachments
            if isinstance(one.paper, Attachment) and not one.paper.held
        ]


@require_POST
@needs(Action.ANSWER)
def again(request: HttpRequest, reference: str, entry: Any) -> HttpResponseBase:
    """Sends a letter again that the mail server refused, or that was interrupted."""
    demand = demand_or_404(request, reference)
    found = OutboxMessage.objects.filter(kind=letters.KIND, kept_at=str(entry)).first()
    mine = demand.dossier.entries.filter(uuid=entry).exists()
    try:
        if found is None or not mine:
            raise CannotResend
        resend(message=found)
    except CannotResend:
        messages.error(request, _("This letter does not wait to be sent again."))
    else:
        messages.success(
            request, _("%(reference)s: the letter is on its way again.") % {"reference": reference}
        )
    return to_thread(demand)


def obstacle(demand: Demand, purpose: Purpose) -> str:
    """Why a letter for this purpose cannot go out yet; empty if it can. The register asks again when it is sent."""
    if purpose is Purpose.ANSWER:
        if demand.status == Status.APPROVED and demand.outcome in GRANTED_OUTCOMES:
            return _("It was granted: carry it out before you answer.")
        if demand.status not in (Status.APPROVED, Status.CARRIED_OUT, Status.NOT_OURS):
            return _("It is %(now)s: an answer follows a decision.") % {"now": demand.get_status_display()}
    if purpose is Purpose.TELLING and not demand.may_tell(timezone.localdate()):
        return _("An order forbids to tell the person concerned. Record first that it has ended.")
    return ""


def likely(demand: Demand, allowed: list[Purpose]) -> Purpose:
    """What is most probably written next."""
    wanted = Purpose.OTHER
    if demand.status in (Status.APPROVED, Status.CARRIED_OUT, Status.NOT_OURS):
        wanted = Purpose.ANSWER
    elif demand.status == Status.INCOMPLETE:
        wanted = Purpose.MISSING
    elif demand.acknowledged_at is None and demand.status in (Status.RECEIVED, Status.REVIEW):
        wanted = Purpose.ACKNOWLEDGEMENT
    return wanted if wanted in allowed else allowed[0]


def _purpose(asked: str, demand: Demand, allowed: list[Purpose]) -> Purpose:
    if not asked:
        return likely(demand, allowed)
    require(asked in allowed)
    return Purpose(asked)


def affected(demand: Demand, dossier: OpenDossier) -> list[tuple[int, Contact]]:
    """Whom the demand concerns, each with the place among the contacts of the dossier.

    Of a threat against a contributor, it is the contributor who wrote to us.
    """
    return [
        (place, one)
        for place, one in enumerate(dossier.contacts)
        if one.role == "affected" or (demand.kind == Kind.THREAT and one.role == "requester")
    ]


def _reader(asked: str, dossier: OpenDossier, purpose: Purpose) -> Contact | None:
    """Whom the letter is for: the contact at a place, or else whoever made the demand."""
    place = whole_number(asked)
    if place is not None and place < len(dossier.contacts):
        return dossier.contacts[place]
    wanted = ("affected",) if purpose is Purpose.TELLING else ("requester", "agent")
    found = [one for role in wanted for one in dossier.contacts if one.role == role]
    return next((one for one in found if one.email), next(iter(found), None))


def _named(template: AnswerTemplate | None) -> str:
    return f"{template.name}, {template.version}" if template else ""
