"""Staff of every role, and demands to try things on."""

from __future__ import annotations

from typing import Any

import pytest

from clarion.core.models import User
from clarion.register import services
from clarion.register.models import Demand
from clarion.register.roles import Role, group_of
from clarion.register.vocabulary import Door, Kind
from clarion.register.workflow import Status


class Staff:
    """One colleague for each role, by the role's name in small letters; `stranger` has none, `root` is superuser."""

    def __init__(self) -> None:
        for role in Role:
            setattr(self, role.name.lower(), person(role.name.lower(), role))
        self.stranger = person("stranger")
        self.root = User.objects.create_superuser("root@example.org", "x")
        self.second = person("second", Role.APPROVER, Role.REVIEWER)

    def __getattr__(self, name: str) -> User:
        raise AttributeError(name)


def person(name: str, *roles: Role) -> User:
    """A colleague with these roles."""
    user = User.objects.create_user(f"{name}@example.org", "x", first_name=name.title())
    user.groups.set([group_of(role) for role in roles])
    return user


@pytest.fixture
def staff(db: None) -> Staff:
    return Staff()


@pytest.fixture
def demand(staff: Staff) -> Demand:
    """A demand for content that has been let in to review."""
    made = received(items=["https://en.example.org/wiki/A", "https://en.example.org/wiki/B"])
    services.triage(actor=staff.clerk, demand=made, into=Status.REVIEW)
    return made


def received(**facts: Any) -> Demand:
    """A demand as a door brings it in."""
    given = {"actor": None, "door": Door.WEB, "kind": Kind.CONTENT, "country": "FR"} | facts
    return Demand.objects.get(pk=services.receive(**given).demand_id)
