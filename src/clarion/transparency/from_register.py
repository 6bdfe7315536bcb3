"""Listens to the register: each step moves the tallies in its own transaction. Invented demands move tallies apart."""

from __future__ import annotations

from clarion.register.counting import Counted
from clarion.transparency.feeding import move, register_source


def follow(*, invented: bool, before: Counted, after: Counted) -> None:
    """Moves what a step of the register moved."""
    move(register_source(invented=invented), before=before, after=after)
