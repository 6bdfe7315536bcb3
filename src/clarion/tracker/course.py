"""The course of a law or a case, reckoned from its dated events: where it stands, what is next, whether it is over.

Nothing of this is stored. `TrackedPageQuerySet.standing` reckons the same in the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """What a course is reckoned from. `state` is the one the event brings, or empty."""

    date: date
    state: str


Event = TypeVar("Event", bound=Dated)


@dataclass(frozen=True, slots=True)
class Course(Generic[Event]):
    """The events in the order of their days, and what they come to on a day.

    What is dated that very day counts as happened for the state, and is next until the day is over.
    """

    events: tuple[Event, ...]
    on: date
    state: str
    is_open: bool

    @property
    def next(self) -> Event | None:
        """The next event, today's included."""
        return next((one for one in self.events if one.date >= self.on), None)

    @property
    def last(self) -> Event | None:
        """The newest event that has happened."""
        return next((one for one in reversed(self.events) if one.date <= self.on), None)


def course_of(events: Iterable[Event], *, on: date, first: str, final: Collection[str]) -> Course[Event]:
    """Reckons the course.

    Args:
        events: in any order; those of one day stay in the order given.
        on: the day from which it is seen.
        first: the state before any event brings one.
        final: the states in which a thing is over, unless something is still to come.
    """
    ordered = tuple(sorted(events, key=lambda one: one.date))
    state = next((one.state for one in reversed(ordered) if one.state and one.date <= on), first)
    is_open = state not in final or any(one.date > on for one in ordered)
    return Course(ordered, on, state, is_open)
