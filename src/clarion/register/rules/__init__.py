"""The law's clocks: which rule starts when, for which demands, and how long it runs. Rules are data, a file a law area.

A rule for another jurisdiction is a new entry in a file here; nothing else changes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from clarion.register.working_days import TimeUnit

HERE = Path(__file__).parent


class Moment(StrEnum):
    """A step at which a clock starts or ends."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    CARRIED_OUT = "carried_out"
    ANSWERED = "answered"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    TOLD = "told"
    CLOSED = "closed"
    BY_HAND = "by_hand"


class Sort(StrEnum):
    """What it means that a clock has run out."""

    DUTY = "duty"
    """The law sets the time."""
    STANDARD = "standard"
    """The law says 'without undue delay'; the time is what this register takes that to mean."""
    WINDOW = "window"
    """Until then the other side may act; nothing is overdue afterwards."""


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of time in a unit."""

    amount: int
    unit: TimeUnit

    @classmethod
    def parse(cls, text: str) -> Span:
        """From `14 business_days`."""
        amount, _space, unit = text.partition(" ")
        return cls(int(amount), TimeUnit(unit))


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock, and where it is written."""

    key: str
    titles: dict[str, str]
    law: str
    source: str
    sort: Sort
    starts: Moment
    ends: frozenset[Moment]
    within: Span
    not_before: Span | None
    extension: Span | None
    rolls: bool
    kinds: frozenset[str]
    countries: frozenset[str]
    since: date
    until: date | None

    @property
    def title(self) -> str:
        """What is to be done, in the present language, or in English."""
        return self.titles.get((get_language() or "en").lower(), self.titles["en"])

    def holds_for(self, *, kind: str, country: str, day: date) -> bool:
        """Whether the clock runs for a demand of this kind and jurisdiction received on this day."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.countries or country in self.countries)
            and self.since <= day
            and (self.until is None or day <= self.until)
        )


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its key."""
    found: dict[str, Rule] = {}
    for path in sorted(HERE.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, entry in content["rules"].items():
            found[f"{path.stem}.{key}"] = _rule(f"{path.stem}.{key}", entry, content.get("groups", {}))
    return found


TELL_AFFECTED = "house.tell_affected"
"""The rule that starts when an order not to tell ends."""


def starting(moment: Moment, *, kind: str, country: str, day: date) -> list[Rule]:
    """The rules whose clock starts at this moment for such a demand."""
    return [
        one
        for one in rules().values()
        if one.starts is moment and one.holds_for(kind=kind, country=country, day=day)
    ]


def window_rules() -> list[str]:
    """The rules by which the other side may do something: when their time is over, nothing is overdue."""
    return [key for key, rule in rules().items() if rule.sort is Sort.WINDOW]


def _rule(key: str, entry: dict[str, Any], groups: dict[str, list[str]]) -> Rule:
    countries = [one for name in entry.get("countries", ()) for one in groups.get(name, [name])]
    return Rule(
        key=key,
        titles=entry["title"],
        law=entry["law"],
        source=entry["source"],
        sort=Sort(entry.get("sort", Sort.DUTY)),
        starts=Moment(entry["starts"]),
        ends=frozenset(Moment(one) for one in entry["ends"]),
        within=Span.parse(entry["within"]),
        not_before=Span.parse(entry["not_before"]) if "not_before" in entry else None,
        extension=Span.parse(entry["extension"]) if "extension" in entry else None,
        rolls=entry.get("rolls", False),
        kinds=frozenset(entry.get("kinds", ())),
        countries=frozenset(countries),
        since=entry["since"],
        until=entry.get("until"),
    )
