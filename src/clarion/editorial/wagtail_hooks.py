"""What this room adds to Wagtail's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from clarion.core.models import User
from clarion.editorial.staff.rules import groups_given_by, may_manage


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
