"""A library of its own for each test, and somebody who may edit it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.core.models import User


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client: Client, settings: Settings) -> Client:
    """A browser in which an administrator is signed in."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(User.objects.create_superuser("e@example.org", "a long enough password"))
    return client
