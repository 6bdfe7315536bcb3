"""Who is told, inside the transaction of a step, that what is counted has changed.

The register knows nothing of tallies; the room that keeps them adds its listener when it is made ready. A listener
that fails undoes the step.
"""

from __future__ import annotations

from typing import Protocol

from clarion.register.counting import Counted


class Listener(Protocol):
    """Called with what a demand counted before a step and after it; both are empty for what is not counted."""

    def __call__(self, *, invented: bool, before: Counted, after: Counted) -> None: ...


_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> None:
    """Adds a listener; a second time changes nothing."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell(*, invented: bool, before: Counted, after: Counted) -> None:
    """Tells all listeners, unless nothing that is counted has changed."""
    if before == after:
        return
    for listener in _LISTENERS:
        listener(invented=invented, before=before, after=after)
