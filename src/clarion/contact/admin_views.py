"""The team's page of one message: what was written, what happened, and what can be done about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView, InspectView

from clarion.contact import services
from clarion.contact.forms import AnswerForm, AssignForm
from clarion.contact.models import ALLOWED_TRANSITIONS, ContactMessage, State
from clarion.core.models import User

ANSWER = "contact.answer_contactmessage"


class ListMessages(IndexView):
    """All messages, the newest first, and how many there are in each state."""

    def get_base_queryset(self) -> Any:
        """With the assignee, who is shown in each line."""
        return super().get_base_queryset().select_related("assignee")


class HandleMessage(InspectView):
    """GET shows the message; POST with `action` assigns, moves or answers it."""

    template_name = "contact/admin/message.html"
    object: ContactMessage

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The message, its history, and the forms for whoever may answer."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        message = self.object
        events = list(message.events.all())
        found.update(
            message=message,
            events=events,
            answers=message.answers.select_related("author"),
            may_answer=self.request.user.has_perm(ANSWER),
            moves=[(state, state.label) for state in State if state in _moves_by_hand(message)],
            assign_form=AssignForm(initial={"assignee": message.assignee_id}),
            answer_form=kwargs.get("answer_form")
            or AnswerForm(initial={"last_seen": max((one.pk for one in events), default=0)}),
        )
        return found

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Back to the message; or the answer again, words kept, if it could not be sent."""
        _actor(request)
        action = request.POST.get("action")
        if action == "answer":
            return self._answer(request)
        try:
            if action == "assign":
                self._assign(request)
            elif action == "move" and request.POST.get("to") in State.values:
                services.move(message=self.object, to=State(request.POST["to"]), actor=_actor(request))
            else:
                messages.error(request, _("That cannot be done with this message."))
        except services.NotAllowed:
            messages.error(request, _("Somebody has changed this message meanwhile. Look again."))
        return redirect(request.path)

    def _assign(self, request: HttpRequest) -> None:
        form = AssignForm(request.POST)
        if form.is_valid():
            services.assign(
                message=self.object, assignee=form.cleaned_data["assignee"], actor=_actor(request)
            )

    def _answer(self, request: HttpRequest) -> HttpResponse:
        form = AnswerForm(request.POST)
        if form.is_valid():
            try:
                services.answer(message=self.object, actor=_actor(request), **form.cleaned_data)
            except services.Overtaken:
                form = self._after_a_second_look(request)
                form.add_error(
                    None,
                    _(
                        "Somebody else has worked on this message meanwhile. Read the history first; "
                        "to send your answer all the same, press the button again."
                    ),
                )
            except services.NotAllowed:
                form.add_error(None, _("This message cannot be answered as it stands."))
            else:
                messages.success(request, _("Your answer is on its way."))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(answer_form=form), status=422)

    def _after_a_second_look(self, request: HttpRequest) -> AnswerForm:
        newest = self.object.events.order_by("-pk").values_list("pk", flat=True).first() or 0
        form = AnswerForm({**request.POST.dict(), "last_seen": newest})
        form.is_valid()
        return form


def _actor(request: HttpRequest) -> User:
    """Whoever acts.

    Raises:
        PermissionDenied: unless they may answer messages.
    """
    if not isinstance(request.user, User) or not request.user.has_perm(ANSWER):
        raise PermissionDenied
    return request.user


def _moves_by_hand(message: ContactMessage) -> frozenset[State]:
    return ALLOWED_TRANSITIONS[State(message.state)] - {State.ANSWERED}
