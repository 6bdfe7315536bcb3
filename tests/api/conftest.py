"""The published history of the Wikimedia Foundation, as the API tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

import clarion.demo
from clarion.transparency.imports import import_tallies

WIKIMEDIA = Path(clarion.demo.__file__).parent / "data" / "wikimedia"


@pytest.fixture
def wikimedia(db: None) -> None:
    import_tallies(WIKIMEDIA)
