"""What somebody else changed meanwhile, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist

from clarion.register.errors import StaleDemand
from clarion.register.models import Demand


class Change(NamedTuple):
    """One fact, what it was, and what it is."""

    name: str
    was: str
    now: str


def changes_of(error: StaleDemand) -> list[Change]:
    """The facts that differ from what the person saw; those with no name of their own are left out."""
    found = []
    for name, (was, now) in error.difference.items():
        try:
            column: Any = Demand._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if str(column.verbose_name) == name.replace("_", " ") and not column.choices:
            continue
        words = dict(column.flatchoices) if column.choices else {}
        found.append(Change(str(column.verbose_name), _word(was, words), _word(now, words)))
    return found


def _word(value: Any, words: dict[Any, Any]) -> str:
    return str(words.get(value, "–" if value in ("", None) else value))
