"""The staff of the register, as the desk names them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from clarion.core.models import User
from clarion.register.roles import ALLOWED, Action


def those_who_may(action: Action) -> QuerySet[User]:
    """Everybody whose role allows an action and who has not left."""
    roles = [role.value for role, actions in ALLOWED.items() if action in actions]
    return (
        User.objects.filter(groups__name__in=roles, is_active=True)
        .distinct()
        .order_by("first_name", "last_name", "pk")
    )


def reviewers() -> QuerySet[User]:
    """Those to whom a demand can be given."""
    return those_who_may(Action.REVIEW)


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """The names of people by their ids, those who have left among them. One query, or none."""
    wanted = {one for one in people if one is not None}
    return {one.pk: str(one) for one in User.objects.filter(pk__in=wanted)} if wanted else {}
