"""Who is told, inside the transaction of a step, that what is counted has changed, or that a demand has.

The register knows nothing of tallies or lists; the room that keeps them adds its listener when it is made ready. A
listener that fails undoes the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clarion.register.counting import Counted

if TYPE_CHECKING:
    from clarion.register.models import Demand


class Listener(Protocol):
    """Called with what a demand counted before a step and after it; both are empty for what is not counted."""

    def __call__(self, *, invented: bool, before: Counted, after: Counted) -> None: ...


class Follower(Protocol):
    """Called with a demand that was received or changed, as it now stands, and with the names of what changed: its
    facts, and what the event tells beside them, such as `tags` or `added` (addresses). None: everything, it is new.
    """

    def __call__(self, *, demand: Demand, changed: frozenset[str] | None) -> None: ...


_LISTENERS: list[Listener] = []
_FOLLOWERS: list[Follower] = []


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


def follow(follower: Follower) -> None:
    """Adds a follower; a second time changes nothing."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def tell_followers(demand: Demand, changed: frozenset[str] | None) -> None:
    """Tells all followers."""
    for follower in _FOLLOWERS:
        follower(demand=demand, changed=changed)
