"""Campaigns in the admin: written and looked at like any record, sent by a button behind which stands the number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import CopyView, DeleteView, EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from clarion.core.languages import active_language
from clarion.mail.registry import kind_of
from clarion.mail.rendering import render as render_email
from clarion.newsletter import campaigns
from clarion.newsletter.models import Campaign

SEND = "newsletter.send_campaign"
VIEW = "newsletter.view_campaign"
_REFUSALS = {
    "begun": gettext_lazy("This campaign has been sent before. Copy it, and send the copy."),
    "nobody": gettext_lazy("Nobody on this list reads this language. Choose another list or language."),
    "fault": gettext_lazy("A figure in the text names no measure or period. Choose it again."),
}


class _OfDrafts(View):
    """Leads from what has begun to be sent to the page on which it can be looked at."""

    def dispatch(self, request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        """As ever for a draft, which nobody begins to send meanwhile."""
        with transaction.atomic():
            campaign = get_object_or_404(Campaign.objects.select_for_update(), pk=named["pk"])
            if campaign.is_draft:
                found: HttpResponse = super().dispatch(request, *given, **named)  # type: ignore[assignment]
                return found
        messages.warning(
            request, _("What has been sent is neither changed nor deleted. Copy it to write the next.")
        )
        return redirect("campaigns:inspect", named["pk"])


class EditCampaign(_OfDrafts, EditView):
    """A draft, changed."""


class DeleteCampaign(_OfDrafts, DeleteView):
    """A draft, deleted."""


class CopyCampaign(CopyView):
    """A draft of what another campaign says. Nobody has got it, whoever got the other."""

    def get_initial_form_instance(self) -> Campaign:
        """What was typed, and nothing of its sending."""
        one: Campaign = super().get_initial_form_instance()
        return Campaign(
            subject=one.subject, mailing_list=one.mailing_list, language=one.language, body=one.body
        )


class InspectCampaign(InspectView):
    """One campaign as its readers get it, and the buttons that send it."""

    template_name = "newsletter/admin/campaign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many it goes to, and whether the reader may send it."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        waiting = campaigns.recipients(self.object).count() if self.object.is_draft else 0
        found["may_send"] = self.object.is_draft and self.request.user.has_perm(SEND)
        found["waiting"] = waiting
        found["button"] = ngettext(
            "Send to %(number)s subscriber", "Send to %(number)s subscribers", waiting
        ) % {"number": active_language().integer(waiting)}
        return found


class CampaignViewSet(ModelViewSet):
    """What is sent to subscribers."""

    model = Campaign
    icon = "mail"
    menu_label = gettext_lazy("Campaigns")
    menu_order = 325
    add_to_admin_menu = True
    copy_view_class = CopyCampaign
    edit_view_class = EditCampaign
    delete_view_class = DeleteCampaign
    inspect_view_enabled = True
    inspect_view_class = InspectCampaign
    inspect_view_fields = (
        "subject",
        "mailing_list",
        "language",
        "state",
        "written_to",
        "started_at",
        "started_by",
    )
    list_display = ("subject", "mailing_list", "language", "state", "written_to", "started_at")
    list_filter = ("state", "language", "mailing_list")
    search_fields = ("subject",)
    panels = (FieldPanel("subject"), FieldPanel("mailing_list"), FieldPanel("language"), FieldPanel("body"))

    def get_urlpatterns(self) -> list[URLPattern]:
        """With the letter itself, and what sends it."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/letter/", letter, name="letter"),
            path("<int:pk>/test/", test, name="test"),
            path("<int:pk>/send/", send, name="send"),
        ]


@xframe_options_sameorigin
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as mail programs show it; with `?form=text` as text."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    campaign = get_object_or_404(Campaign, pk=pk)
    try:
        words = campaigns.words_of(campaign)
    except campaigns.CannotSend as error:
        return HttpResponse(_REFUSALS[error.reason], content_type="text/plain; charset=utf-8")
    kind = kind_of(campaigns.KIND)
    said = {
        **kind.sample(campaign.language), "title": campaign.subject, "words": words.html, "text": words.text,
    }  # fmt: skip
    rendered = render_email(kind, said, campaign.language)
    if request.GET.get("form") == "text":
        return HttpResponse(rendered.text, content_type="text/plain; charset=utf-8")
    return HttpResponse(rendered.html)


@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends one copy to whoever asks."""
    campaign = _to_send(request, pk)
    address = getattr(request.user, "email", "")
    if not address:
        messages.error(request, _("Your account has no e-mail address to send a test to."))
    else:
        try:
            campaigns.send_test(campaign=campaign, to=address)
        except campaigns.CannotSend as error:
            messages.error(request, _REFUSALS[error.reason])
        else:
            messages.success(request, _("A test is on its way to %(address)s.") % {"address": address})
    return redirect(reverse("campaigns:inspect", args=[pk]))


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins to send."""
    campaign = _to_send(request, pk)
    try:
        campaigns.start(campaign=campaign, actor=request.user)
    except campaigns.CannotSend as error:
        messages.error(request, _REFUSALS[error.reason])
    else:
        log(instance=campaign, action="newsletter.send", user=request.user)
        messages.success(request, _("The campaign is being sent."))
    return redirect(reverse("campaigns:inspect", args=[pk]))


def _to_send(request: HttpRequest, pk: int) -> Campaign:
    if not request.user.has_perm(SEND):
        raise PermissionDenied
    return get_object_or_404(Campaign, pk=pk)
