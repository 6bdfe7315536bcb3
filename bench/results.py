"""What a benchmark finds, and what it was to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum


class Bound(Enum):
    """Which side of the goal is good."""

    AT_MOST = "≤"
    BELOW = "<"
    AT_LEAST = "≥"

    def holds(self, value: float, goal: float) -> bool:
        if self is Bound.AT_MOST:
            return value <= goal
        return value < goal if self is Bound.BELOW else value >= goal


@dataclass(frozen=True, slots=True)
class Goal:
    """What one number is to be."""

    name: str
    unit: str
    bound: Bound
    limit: float

    def __str__(self) -> str:
        return f"{self.bound.value} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Result:
    """One number that was measured. Without a value it could not be: `note` says why, and nothing is met."""

    goal: Goal
    value: float | None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None if it was not measured."""
        return None if self.value is None else self.goal.bound.holds(self.value, self.goal.limit)

    def as_json(self) -> dict[str, str | float | bool | None]:
        return {
            "name": self.goal.name,
            "value": None if self.value is None else round(self.value, 4),
            "unit": self.goal.unit,
            "goal": str(self.goal),
            "met": self.met,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: its name, what it measures in a sentence, and the function that does, number by number."""

    name: str
    about: str
    measure: Callable[[], Iterator[Result]]


class NotMeasured(Exception):
    """Something that the benchmark needs is not on this machine. The message is one line that says what."""
