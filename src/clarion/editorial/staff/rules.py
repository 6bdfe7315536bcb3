"""A site administrator makes accounts, but opens no door that is closed to the role itself."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from clarion.core.models import User
from clarion.editorial.roles import CONFIDENTIAL_ROOMS
from clarion.register.roles import Role


def confidential_groups() -> QuerySet[Group]:
    """Groups that see anything of the register: its roles, and whatever group was given a permission of its rooms."""
    permitted = Q(permissions__content_type__app_label__in=CONFIDENTIAL_ROOMS)
    return Group.objects.filter(permitted | Q(name__in=[role.value for role in Role])).distinct()


def groups_given_by(actor: User) -> QuerySet[Group]:
    """The groups that somebody may put others into."""
    groups = Group.objects.order_by("name")
    return groups if actor.is_superuser else groups.exclude(pk__in=confidential_groups().values("pk"))


def may_manage(actor: User, member: User) -> bool:
    """Whether somebody may change an account: whoever sets its address or password could sign in with it."""
    if actor.is_superuser:
        return True
    sees_more = (
        member.groups.filter(pk__in=confidential_groups().values("pk")).exists()
        or member.user_permissions.filter(content_type__app_label__in=CONFIDENTIAL_ROOMS).exists()
    )
    return not member.is_superuser and not sees_more
