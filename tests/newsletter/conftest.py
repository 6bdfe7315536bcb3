"""What tests of the newsletter share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from clarion.core.models import User
from support.mail_server import mail_server

__all__ = ["mail_server"]


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def signed_in() -> Callable[[str], Client]:
    """Gives the browser of somebody in a group of the admin, bob@commons.example."""

    def client_of(group: str) -> Client:
        user = User.objects.create_user("bob@commons.example")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return client_of
