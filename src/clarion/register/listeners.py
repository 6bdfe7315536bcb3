"""Who is told, inside the transaction of a step, that what is counted has changed, or that a demand has.

The register knows nothing of tallies or lists; the room that keeps them adds its listener when it is made ready. A
listener that fails undoes the step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from clarion.core.writes import Writes
from clarion.register.counting import Counted

if TYPE_CHECKING:
    from clarion.register.models import Demand


class Listener(Protocol):
    """Called with what a demand counted before a step and after it; both are empty for what is not counted.

    What it writes can wait in `writes`, which are sent when everybody has been told.
    """

    def __call__(self, *, invented: bool, before: Counted, after: Counted, writes: Writes) -> None: ...


class Follower(Protocol):
    """Called with a demand that was received or changed, as it now stands, and with the names of what changed: its
    facts, and what the event tells beside them, such as `tags` or `added` (addresses). None: everything, it is new, and
    its `addresses` are still among the `writes`, which are sent when everybody has been told.
    """

    def __call__(
        self, *, demand: Demand, changed: frozenset[str] | None, addresses: Sequence[str], writes: Writes
    ) -> None: ...


_LISTENERS: list[Listener] = []
_FOLLOWERS: list[Follower] = []


def listen(listener: Listener) -> None:
    """Adds a listener; a second time changes nothing."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell(*, invented: bool, before: Counted, after: Counted, writes: Writes) -> None:
    """Tells all listeners, unless nothing that is counted has changed."""
    if before == after:
        return
    for listener in _LISTENERS:
        listener(invented=invented, before=before, after=after, writes=writes)


def follow(follower: Follower) -> None:
    """Adds a follower; a second time changes nothing."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def tell_followers(
    demand: Demand, changed: frozenset[str] | None, *, addresses: Sequence[str] = (), writes: Writes
) -> None:
    """Tells all followers; `addresses` are those of a new demand."""
    for follower in _FOLLOWERS:
        follower(demand=demand, changed=changed, addresses=addresses, writes=writes)
