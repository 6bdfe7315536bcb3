"""What this room adds to Wagtail's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from clarion.core.models import User
from clarion.editorial import look, tasks
from clarion.editorial.panels import NeedsAnEditorPanel
from clarion.editorial.staff.rules import groups_given_by, may_manage
from clarion.editorial.views.edit_page import ClarionPageViewSet
from clarion.editorial.views.report import NeedsAnEditor, look_again


@hooks.register("before_delete_user")
def keep_accounts_that_see_more(request: HttpRequest, user: User) -> None:
    _require(request, [user])


@hooks.register("before_bulk_action")
def keep_many_accounts_that_see_more(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    members = [one for one in objects if isinstance(one, User)]
    _require(request, members)
    role = request.POST.get("role")
    if members and role and not groups_given_by(_actor(request)).filter(pk=role).exists():
        raise PermissionDenied


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("reports/needs-an-editor/", NeedsAnEditor.as_view(), name="editorial_report"),
        path(
            "reports/needs-an-editor/results/",
            NeedsAnEditor.as_view(results_only=True),
            name="editorial_report_results",
        ),
        path("reports/needs-an-editor/again/", look_again, name="editorial_look_again"),
    ]


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    return MenuItem(
        _("What needs an editor"), reverse_lazy("editorial_report"), icon_name="clipboard-list", order=10
    )


@hooks.register("construct_homepage_panels")
def count_what_needs_an_editor(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(NeedsAnEditorPanel())


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
def look_at_it_again(request: HttpRequest, page: Page) -> None:
    """After the answer: a page that was mended is off the report within moments."""
    transaction.on_commit(lambda: tasks.look_at_page.enqueue(page.pk))


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _require(request: HttpRequest, members: Iterable[User]) -> None:
    if not all(may_manage(_actor(request), one) for one in members):
        raise PermissionDenied


@hooks.register("register_admin_viewset", order=100)
def edit_pages_side_by_side() -> ClarionPageViewSet:
    """After Wagtail's own, whose place it takes."""
    return ClarionPageViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("editorial.keep_beside", _("Keep beside"), _("Kept beside a newer version"))


assert look  # Its hooks are registered when it is loaded.
