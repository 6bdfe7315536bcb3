"""The stages of a law as a line: those it has reached, where it is now, and those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clarion.tracker.course import Course, Dated, Event
from clarion.tracker.vocabulary import DEAD_ENDS, RANKS, USUAL_PATH, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the line. `on` is the day it was reached, or is due; None if nobody can say."""

    label: str
    on: date | None
    is_reached: bool
    is_now: bool


def timeline(course: Course[Event]) -> list[Step]:
    """The line of a law: every stage at the first day it was reached, then those dated ahead, then the usual ones."""
    days = _first_days(course.events)
    now = Stage(course.state)
    if now not in days:
        days = {now: None, **days}
    steps = [
        Step(str(stage.label), day, day is None or day <= course.on, stage is now)
        for stage, day in days.items()
    ]
    if now in DEAD_ENDS or not course.is_open:
        return steps
    highest = max(RANKS.get(stage, 0) for stage in days)
    ahead = (
        stage for stage in USUAL_PATH if stage not in days and RANKS[stage] >= highest and _after(stage, now)
    )
    return steps + [Step(str(stage.label), None, False, False) for stage in ahead]


def _first_days(events: Iterable[Dated]) -> dict[Stage, date | None]:
    days: dict[Stage, date | None] = {}
    for event in events:
        if event.state:
            days.setdefault(Stage(event.state), event.date)
    return days


def _after(stage: Stage, now: Stage) -> bool:
    order = list(Stage)
    return order.index(stage) > order.index(now)
