"""The facts and events of a demand in words, as its history and a difference tell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.languages import active_language
from clarion.desk.demand.steps.facts import ELEMENTS
from clarion.desk.people import names_of
from clarion.register import grounds
from clarion.register.completeness import Element
from clarion.register.models import Demand, Event, EventKind, Paper
from clarion.register.rules import rules
from clarion.register.vocabulary import Nature, Outcome

_NAMES: dict[str, Any] = {
    "assignee_id": gettext_lazy("assigned to"),
    "proposed_by_id": gettext_lazy("proposed by"),
    "decided_by_id": gettext_lazy("decided by"),
    "telling_forbidden_until": gettext_lazy("telling forbidden until"),
    "received_on": gettext_lazy("day of receipt"),
    "triaged_at": gettext_lazy("triaged"),
    "reviewed_at": gettext_lazy("let in to review"),
    "proposed_at": gettext_lazy("proposed"),
    "decided_at": gettext_lazy("decided"),
    "carried_out_at": gettext_lazy("carried out"),
    "acknowledged_at": gettext_lazy("receipt acknowledged"),
    "answered_at": gettext_lazy("answered"),
    "told_at": gettext_lazy("person concerned told"),
    "appealed_at": gettext_lazy("appealed"),
    "reopened_at": gettext_lazy("reopened"),
    "withdrawn_at": gettext_lazy("withdrawn"),
    "closed_at": gettext_lazy("closed"),
    "accounts_potential_low": gettext_lazy("accounts potentially affected, at least"),
    "accounts_potential_high": gettext_lazy("accounts potentially affected, at most"),
    "accounts_actual_low": gettext_lazy("accounts actually affected, at least"),
    "accounts_actual_high": gettext_lazy("accounts actually affected, at most"),
}
_PEOPLE = frozenset({"assignee_id", "proposed_by_id", "decided_by_id"})
_SELF_EVIDENT = frozenset(
    {
        "triaged_at",
        "reviewed_at",
        "proposed_at",
        "decided_at",
        "carried_out_at",
        "acknowledged_at",
        "answered_at",
    }
    | {"told_at", "appealed_at", "reopened_at", "withdrawn_at", "closed_at", "received_on"}
)
"""Moments that an event says already by being there."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def fact_name(name: str) -> str:
    """The name of a fact."""
    if name in _NAMES:
        return str(_NAMES[name])
    try:
        return str(Demand._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def fact_value(name: str, value: Any, people: Mapping[int, str]) -> str:
    """The value of a fact as events keep it. Nothing recorded is said so, and is never a zero."""
    spoken = active_language()
    if value is None or value == "":
        return _("nobody") if name in _PEOPLE else _("not recorded")
    if name in _PEOPLE:
        return people.get(int(value), _("somebody who has left"))
    if name == "country":
        return spoken.territory(str(value))
    if name == "language":
        return spoken.language_name(str(value))
    if name == "elements" and isinstance(value, Mapping):
        held = [str(label) for one, label in ELEMENTS.items() if value.get(one)]
        return spoken.listing(held) if held else _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return spoken.integer(value)
    if isinstance(value, datetime):
        return spoken.moment(value)
    if isinstance(value, date):
        return spoken.day(value)
    return _chosen(name, str(value))


def _chosen(name: str, value: str) -> str:
    if name.endswith("_at") and (at := parse_datetime(value)):
        return active_language().moment(at)
    if _DAY.fullmatch(value) and (day := parse_date(value)):
        return active_language().day(day)
    try:
        choices = dict(Demand._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return value
    return str(choices.get(value, value))


def difference_in_words(difference: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """What somebody else has changed: name, was, is."""
    people = names_of(
        int(value) for name in _PEOPLE & set(difference) for value in difference[name] if value is not None
    )
    return [
        (fact_name(name), fact_value(name, was, people), fact_value(name, now, people))
        for name, (was, now) in difference.items()
        if name not in _SELF_EVIDENT
    ]


def people_in(events: Iterable[Event]) -> dict[int, str]:
    """The names of everybody whom the events speak of: one query."""
    wanted: set[int | None] = set()
    for one in events:
        wanted.add(one.actor_id)
        wanted.add(one.facts.get("user"))
        for name in _PEOPLE:
            wanted.update(one.facts.get("changed", {}).get(name, ()))
    return names_of(wanted)


def event_in_words(event: Event, people: Mapping[int, str]) -> dict[str, Any]:
    """One line of the history: what, who, when, and below it what changed from what to what."""
    kind = EventKind(event.kind) if event.kind in EventKind.values else None
    return {
        "number": event.number,
        "at": event.at,
        "what": kind.label if kind else event.kind,
        "who": people.get(event.actor_id, "–") if event.actor_id else _("the register itself"),
        "details": list(_details(event, people)),
        "changes": [
            (fact_name(name), fact_value(name, was, people), fact_value(name, now, people))
            for name, (was, now) in event.facts.get("changed", {}).items()
            if name not in _SELF_EVIDENT
        ],
        "is_reading": kind is EventKind.DOSSIER_READ,
    }


def _details(event: Event, people: Mapping[int, str]) -> Iterable[str]:
    facts = event.facts
    for name, said in _SAID.items():
        if name in facts:
            yield said(facts[name])
    if "user" in facts:
        yield people.get(facts["user"], "–")
    for key in facts.get("grounds", ()):
        yield _ground(key)
    if facts.get("tags"):
        yield active_language().listing(facts["tags"])
    if papers := [one.get("paper", "") for one in facts.get("entries", ())]:
        yield active_language().listing([_label(Paper, one) for one in papers])


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


def _ground(key: str) -> str:
    found = grounds.find(key)
    return found.name if found else key


def _rule(key: str) -> str:
    return rules()[key].title if key in rules() else key


_SAID: dict[str, Callable[[Any], str]] = {
    "rule": _rule,
    "outcome": lambda value: _label(Outcome, value),
    "relation": lambda pair: f"{_label(Nature, pair[0])} {pair[1]}",
    "added": lambda number: _("addresses added: %(number)s") % {"number": active_language().integer(number)},
    "upheld": lambda upheld: _("found right") if upheld else _("found wrong"),
    "copy": lambda number: _("copy %(number)s") % {"number": active_language().integer(number)},
    "page": lambda number: _("page %(number)s") % {"number": active_language().integer(number)},
    "reached": lambda reached: _("reached") if reached else _("cannot be reached"),
}
"""How an event tells what it holds beside the changes."""


def elements_of(demand: Demand) -> list[tuple[str, bool]]:
    """Each element of a notice by its name, and whether it is there."""
    held = demand.elements or {}
    return [(str(ELEMENTS[one]), bool(held.get(one))) for one in Element]


def is_over(day: date | None) -> bool:
    """Whether a day has passed in the organisation's time zone."""
    return day is not None and day < timezone.localdate()
