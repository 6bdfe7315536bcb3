"""Admin lists of records that are looked at and acted on, but never typed: no add, edit, copy or delete."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from clarion.mail.models import OutboxMessage
from clarion.mail.views import InspectMessage, Resend

_EDITING = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")


class RecordViewSet(ModelViewSet):
    """A list with filters, and a page per record."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    form_fields: tuple[str, ...] = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """As for any model, without the addresses of pages that do not exist here."""
        found: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in found.items() if name not in _EDITING}

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list and the page of a record."""
        key = self.pk_path_converter
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"<{key}:pk>/", self.inspect_view, name="inspect"),
        ]


class OutboxViewSet(RecordViewSet):
    """What left the house, what waits, and what somebody has to look at."""

    model = OutboxMessage
    icon = "mail"
    menu_label = _("Outgoing mail")
    menu_order = 750
    add_to_settings_menu = True
    list_display = ("__str__", "recipient", "language", "state", "attempts", "created_at", "settled_at")
    list_filter = ("state", "kind", "language")
    inspect_view_class = InspectMessage
    inspect_view_fields = (
        "kind",
        "language",
        "recipient",
        "state",
        "attempts",
        "created_at",
        "due_at",
        "settled_at",
        "error",
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """With the button to send again."""
        return [
            *super().get_urlpatterns(),
            path(
                "<int:pk>/resend/",
                self.construct_view(Resend, **self.get_common_view_kwargs()),
                name="resend",
            ),
        ]


outbox_viewset = OutboxViewSet("outgoing_mail")
