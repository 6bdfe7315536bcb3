"""What each translation is a translation of; written last, when all pages are there."""

from __future__ import annotations

from clarion.demo.built import Built
from clarion.translation.services import note_all


def write_translation(built: Built) -> None:
    """Takes note of every page and of what it translates."""
    note_all()
