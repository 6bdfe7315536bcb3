"""The outbox and the previews in the admin."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from clarion.mail import views
from clarion.mail.viewsets import outbox_viewset


@hooks.register("register_admin_viewset")
def outbox() -> ViewSet:
    return outbox_viewset


@hooks.register("register_admin_urls")
def previews() -> list[URLPattern]:
    return [
        path("mail/previews/", views.previews, name="mail_previews"),
        path("mail/previews/<str:key>/<str:language>.<str:form>", views.preview, name="mail_preview"),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="mail", codename__in=["view_outboxmessage", "resend_outboxmessage"]
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("mail.resend", _("Resend"), _("Queued again"))
