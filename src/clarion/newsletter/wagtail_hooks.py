"""Subscribers and lists in the admin. Consent is looked at and exported here, never edited."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry

from clarion.mail.viewsets import RecordViewSet
from clarion.newsletter.campaign_views import CampaignViewSet
from clarion.newsletter.consent import exported
from clarion.newsletter.models import MailingList, State, Subscriber

EXPORT = "newsletter.export_subscriber"


class ListSubscribers(IndexView):
    """All subscribers, and how many there are in each state."""

    template_name = "newsletter/admin/subscribers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the number of subscribers per state."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        counted = dict(Subscriber.objects.order_by().values_list("state").annotate(Count("pk")))
        found["counts"] = [(state.label, counted.get(state.value, 0)) for state in State]
        return found


class InspectSubscriber(InspectView):
    """One subscriber, with the record of consent."""

    template_name = "newsletter/admin/subscriber.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the consent record and whether the reader may export it."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        found["consent"] = self.object.consent.all()
        found["may_export"] = self.request.user.has_perm(EXPORT)
        return found


class SubscriberViewSet(RecordViewSet):
    """Who reads us."""

    model = Subscriber
    icon = "group"
    menu_label = _("Subscribers")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ("email", "state", "language", "signed_up_at", "state_since")
    list_filter = ("state", "language", "lists")
    search_fields = ("email",)
    index_view_class = ListSubscribers
    inspect_view_class = InspectSubscriber
    inspect_view_fields = ("email", "state", "state_since", "language", "lists", "signed_up_at")

    def get_urlpatterns(self) -> list[URLPattern]:
        """With the export of what we hold about one subscriber."""
        return [*super().get_urlpatterns(), path("<int:pk>/export.json", export, name="export")]


class MailingListViewSet(ModelViewSet):
    """What people can subscribe to."""

    model = MailingList
    icon = "list-ul"
    menu_label = _("Mailing lists")
    menu_order = 760
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ("name", "slug", "offered")
    form_fields = ("name", "slug", "languages", "offered")


def export(request: HttpRequest, pk: int) -> HttpResponse:
    """All that we hold about a subscriber, as a file."""
    if not request.user.has_perm(EXPORT):
        raise PermissionDenied
    answer = JsonResponse(
        exported(get_object_or_404(Subscriber, pk=pk)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = f'attachment; filename="subscriber-{pk}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@hooks.register("register_admin_viewset")
def viewsets() -> list[ModelViewSet]:
    return [
        SubscriberViewSet("subscribers"),
        MailingListViewSet("mailing_lists"),
        CampaignViewSet("campaigns"),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="newsletter",
        codename__in=["view_subscriber", "export_subscriber", "send_campaign"],
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("newsletter.send", _("Send"), _("Begun to send"))
