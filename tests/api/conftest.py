"""The published history of the Wikimedia Foundation, as the API tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import clarion.demo
from clarion.transparency.imports import import_tallies
from clarion.transparency.models import Source, Tally

WIKIMEDIA = Path(clarion.demo.__file__).parent / "data" / "wikimedia"
_imported: dict[Any, list[Any]] = {}


@pytest.fixture
def wikimedia(db: None) -> None:
    """Imports it for the first test; the others get the same rows, which is faster."""
    if _imported:
        for model, rows in _imported.items():
            model.objects.bulk_create(rows)
        return
    import_tallies(WIKIMEDIA)
    _imported.update({model: list(model.objects.all()) for model in (Source, Tally)})
