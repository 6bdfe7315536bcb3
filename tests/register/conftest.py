"""Staff of every role, and demands to try things on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from clarion.core.models import User
from clarion.register import services
from clarion.register.models import Demand
from clarion.register.roles import Role, group_of
from clarion.register.vocabulary import Door, Kind
from clarion.register.workflow import Status


@dataclass
class Staff:
    """One colleague for each role; `second` reviews and approves; `stranger` has no role, `root` is superuser."""

    clerk: User
    reviewer: User
    approver: User
    lead: User
    auditor: User
    editor: User
    second: User
    stranger: User
    root: User

    def of(self, role: Role) -> User:
        """Whoever has this role and no other."""
        found: User = getattr(self, role.name.lower())
        return found


def person(name: str, *roles: Role) -> User:
    """A colleague with these roles."""
    user = User.objects.create_user(f"{name}@example.org", "x", first_name=name.title())
    user.groups.set([group_of(role) for role in roles])
    return user


@pytest.fixture(autouse=True)
def own_directory(settings: Settings, tmp_path: Path) -> None:
    """The seals of one test's database are none of another's."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def staff(db: None) -> Staff:
    return Staff(
        **{role.name.lower(): person(role.name.lower(), role) for role in Role},
        second=person("second", Role.APPROVER, Role.REVIEWER),
        stranger=person("stranger"),
        root=User.objects.create_superuser("root@example.org", "x"),
    )


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
