"""People who build and publish editions, and a folder for the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from clarion.core.models import User
from clarion.register.roles import Role, group_of
from clarion.transparency.editions import services
from clarion.transparency.editions.content import Content, Row, Table
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import parse


@dataclass(frozen=True)
class Editors:
    """Two report editors, and a reviewer, who is none."""

    first: User
    second: User
    reviewer: User


@pytest.fixture
def editors(db: None) -> Editors:
    people = []
    for name, role in (("first", Role.EDITOR), ("second", Role.EDITOR), ("reviewer", Role.REVIEWER)):
        person = User.objects.create_user(f"{name}@example.org")
        person.groups.add(group_of(role))
        people.append(person)
    return Editors(*people)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the editions of a test lie."""
    settings.CLARION_EDITIONS_DIR = tmp_path / "editions"
    return tmp_path / "editions"


def content_of(period: str, count: int = 1) -> Content:
    """One table with one row."""
    rows = (Row("content", "request", (), "refused", count, count),)
    return Content(parse(period), False, "register", [Table("total", (), rows)])


Draft = Callable[..., Edition]


@pytest.fixture
def draft(editors: Editors) -> Draft:
    """Freezes one table as a draft of the first editor."""

    def make(period: str = "2017-h1", count: int = 1, reason: str = "") -> Edition:
        content = content_of(period, count)
        return services.freeze(actor=editors.first, series=Series.REPORT, content=content, reason=reason)

    return make
