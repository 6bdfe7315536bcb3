"""Templates are the legal lead's: asked of the register's table, so that a site administrator has no say in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from clarion.core.models import User
from clarion.desk.people import those_who_may
from clarion.register.roles import Action, may


class RolePolicy(BasePermissionPolicy):
    """Allows adding and changing to those whose roles allow the action, and deleting to nobody."""

    allows = Action.WRITE_TEMPLATES

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and isinstance(user, User) and may(user, self.allows)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return those_who_may(self.allows)
