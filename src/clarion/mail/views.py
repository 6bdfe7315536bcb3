"""The admin's pages of the outbox, and the previews of every e-mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.views.generic import InspectView
from wagtail.log_actions import log

from clarion.mail import services
from clarion.mail.models import OutboxMessage
from clarion.mail.registry import KINDS, EmailKind
from clarion.mail.rendering import render as render_email

RESEND = "mail.resend_outboxmessage"


class InspectMessage(InspectView):
    """One message on its way: its state, never its words."""

    template_name = "mail/admin/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether the reader may send it again."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        found["can_resend"] = self.object.can_be_resent and self.request.user.has_perm(RESEND)
        return found


class Resend(View):
    """Queues a message again."""

    model: type[OutboxMessage] | None = None
    index_url_name = ""
    index_results_url_name = ""
    inspect_url_name = ""
    header_icon = ""
    permission_policy: Any = None
    breadcrumbs_items: Any = None
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the message, with a word on what happened."""
        if not request.user.has_perm(RESEND):
            raise PermissionDenied
        message = get_object_or_404(OutboxMessage, pk=pk)
        try:
            services.resend(message=message)
        except services.CannotResend:
            messages.error(request, _("This message is not waiting to be sent again."))
        else:
            log(instance=message, action="mail.resend", user=request.user)
            messages.success(request, _("The message is queued again."))
        return redirect(self.inspect_url_name, pk)


_staff = user_passes_test(
    lambda user: user.is_active and (user.is_superuser or user_has_any_page_permission(user))
)


@_staff
def previews(request: HttpRequest) -> HttpResponse:
    """Every kind of e-mail, in every language."""
    return render(
        request,
        "mail/admin/previews.html",
        {"kinds": [KINDS[key] for key in sorted(KINDS)], "languages": settings.LANGUAGES},
    )


@_staff
@xframe_options_sameorigin
def preview(request: HttpRequest, key: str, language: str, form: str) -> HttpResponse:
    """One e-mail in one language, with the example of its registry entry; `form` is `html` or `text`."""
    kind = _kind_or_404(key, language)
    rendered = render_email(kind, kind.sample(language), language)
    if form == "text":
        return HttpResponse(
            f"{rendered.subject}\n\n{rendered.text}", content_type="text/plain; charset=utf-8"
        )
    return HttpResponse(rendered.html)


def _kind_or_404(key: str, language: str) -> EmailKind:
    if key not in KINDS or language not in dict(settings.LANGUAGES):
        raise Http404
    return KINDS[key]
