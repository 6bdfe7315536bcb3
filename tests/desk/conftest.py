"""Staff of every role who sign in to the admin, and demands to work on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from clarion.core.models import User
from clarion.register.roles import Role
from register.conftest import Staff, demand, own_directory, person, received, staff

__all__ = ["Staff", "demand", "own_directory", "person", "received", "staff"]

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """The browser of a colleague."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def lead(staff: Staff, sign_in: SignIn) -> Client:
    """The browser of the legal lead."""
    return sign_in(staff.of(Role.LEAD))
