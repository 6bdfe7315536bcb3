"""Which dated events cannot be true together, said to the editor in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from clarion.core.languages import Language
from clarion.tracker.course import Dated
from clarion.tracker.vocabulary import DEAD_ENDS, RANKS, Stage

EARLIEST = date(1900, 1, 1)
YEARS_AHEAD = 30


def wrong_day(day: date, today: date) -> str:
    """Why a day cannot be meant; empty if it can."""
    if day < EARLIEST:
        return _("A day before 1900 is a slip of the keyboard. Write the year with four digits.")
    if day.year > today.year + YEARS_AHEAD:
        return _("That is more than %(years)d years ahead. Check the year.") % {"years": YEARS_AHEAD}
    return ""


def wrong_order(events: Iterable[Dated], spoken: Language) -> list[str]:
    """What is impossible about the order of a law's stages, a sentence each, in the language given."""
    staged = sorted((one for one in events if one.state), key=lambda one: one.date)
    return [*_after_the_end(staged, spoken), *_too_early(staged, spoken)]


def _after_the_end(staged: Sequence[Dated], spoken: Language) -> Iterable[str]:
    for ended, event in pairwise(staged):
        if Stage(ended.state) in DEAD_ENDS and event.date > ended.date:
            yield _("“%(end)s” (%(end_day)s) is the end, yet “%(stage)s” follows on %(day)s.") % {
                "end": Stage(ended.state).label,
                "end_day": spoken.day(ended.date),
                "stage": Stage(event.state).label,
                "day": spoken.day(event.date),
            }


def _too_early(staged: Sequence[Dated], spoken: Language) -> Iterable[str]:
    highest: Dated | None = None
    for event in staged:
        rank = RANKS.get(Stage(event.state))
        if rank is None:
            continue
        if highest is not None and rank < RANKS[Stage(highest.state)] and highest.date < event.date:
            yield _("“%(stage)s” is dated %(day)s, after “%(later)s” on %(later_day)s.") % {
                "stage": Stage(event.state).label,
                "day": spoken.day(event.date),
                "later": Stage(highest.state).label,
                "later_day": spoken.day(highest.date),
            }
        elif highest is None or rank >= RANKS[Stage(highest.state)]:
            highest = event
