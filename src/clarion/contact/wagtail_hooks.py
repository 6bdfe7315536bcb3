"""Contact messages in the admin."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from clarion.contact.admin_views import HandleMessage, ListMessages
from clarion.contact.models import ContactMessage
from clarion.mail.viewsets import RecordViewSet


class ContactMessageViewSet(RecordViewSet):
    """What people wrote to us, and what became of it."""

    model = ContactMessage
    icon = "comment"
    menu_label = _("Contact")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("name", "topic", "state", "language", "assignee", "received_at")
    list_filter = ("state", "topic", "language", "assignee")
    index_view_class = ListMessages
    inspect_view_class = HandleMessage


@hooks.register("register_admin_viewset")
def contact_messages() -> ContactMessageViewSet:
    return ContactMessageViewSet("contact_messages")


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="contact", codename__in=["view_contactmessage", "answer_contactmessage"]
    )
