"""A key for the log of a test."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from clarion.transparency.log.notes import Signer


@pytest.fixture(autouse=True)
def key(settings: Settings) -> Signer:
    signer = Signer.new("example.org/log")
    settings.LOG_KEYS = [str(signer)]
    settings.LOG_BUCKET = 16
    return signer
