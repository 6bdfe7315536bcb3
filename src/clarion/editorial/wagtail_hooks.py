"""What this room adds to Wagtail's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from clarion.core.models import User
from clarion.editorial.staff.rules import groups_given_by, may_manage
from clarion.editorial.views.edit_page import ClarionPageViewSet


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
