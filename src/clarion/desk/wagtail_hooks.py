"""What the desk adds to the admin: its addresses and its menu, for those who have a role in the register."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from clarion.desk.access import actor_of
from clarion.desk.answers.admin import TemplateViewSet, template_viewset
from clarion.register.roles import Action, may

Promised = str | Promise
"""Words or addresses that are made when they are shown."""


class DeskItem(MenuItem):
    """An entry of the desk's menu, shown to those whose roles allow the action."""

    def __init__(
        self, label: Promised, url: Promised, action: Action = Action.VIEW, **kwargs: object
    ) -> None:
        self.action = action
        super().__init__(label, url, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return may(actor_of(request), self.action)


DESK_MENU = "register_desk_menu_item"
"""The hook by which a room of the desk adds an entry to its menu."""


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    return [path("desk/", include("clarion.desk.urls"))]


@hooks.register("register_admin_viewset")
def templates() -> TemplateViewSet:
    return template_viewset


@hooks.register(DESK_MENU)
def file_message() -> DeskItem:
    return DeskItem(
        _("File a message"),
        reverse_lazy("desk:file_message"),
        Action.WRITE_DOSSIER,
        icon_name="mail",
        order=300,
    )


@hooks.register(DESK_MENU)
def template_list() -> DeskItem:
    return DeskItem(
        _("Answer templates"),
        reverse_lazy("answer_templates:index"),
        Action.WRITE_TEMPLATES,
        icon_name="edit",
        order=900,
    )


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    return SubmenuMenuItem(
        _("Desk"), Menu(register_hook_name=DESK_MENU), icon_name="folder-open-inverse", order=50
    )


@hooks.register(DESK_MENU)
def inbox() -> MenuItem:
    return DeskItem(_("Inbox"), reverse_lazy("desk:inbox"), icon_name="folder-open-inverse", order=10)


@hooks.register(DESK_MENU)
def receive() -> MenuItem:
    return DeskItem(
        _("Enter a demand"), reverse_lazy("desk:receive"), Action.RECEIVE, icon_name="plus-inverse", order=20
    )


@hooks.register(DESK_MENU)
def dashboard() -> MenuItem:
    return DeskItem(_("Dashboard"), reverse_lazy("desk:dashboard"), icon_name="tasks", order=30)


@hooks.register(DESK_MENU)
def reports() -> MenuItem:
    return DeskItem(
        _("Reports"),
        reverse_lazy("desk:reports"),
        Action.READ_REPORT,
        icon_name="doc-full-inverse",
        order=50,
    )


@hooks.register(DESK_MENU)
def eu_report() -> MenuItem:
    return DeskItem(
        _("EU report"), reverse_lazy("desk:eu_report"), Action.READ_REPORT, icon_name="globe", order=60
    )


@hooks.register(DESK_MENU)
def calendar() -> MenuItem:
    return DeskItem(_("Calendar"), reverse_lazy("desk:calendar"), icon_name="calendar-alt", order=90)


@hooks.register(DESK_MENU)
def eu_declaration() -> MenuItem:
    return DeskItem(
        _("Declaration for the EU report"),
        reverse_lazy("desk:eu_report_declaration"),
        Action.BUILD_REPORT,
        icon_name="globe",
        order=950,
    )
