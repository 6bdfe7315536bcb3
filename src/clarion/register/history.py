"""Writing events: each is chained to the one before it and holds the digest of the demand as it then stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clarion.core.models import User
from clarion.register.canonical import digest, plain
from clarion.register.facts import facts_of, state_of
from clarion.register.models import Demand, Event, EventKind

FORMAT = "clarion-event-1"


def record(
    *, demand: Demand, kind: EventKind, actor: User | None, at: datetime, facts: Mapping[str, Any]
) -> Event:
    """Writes the next event of a demand whose row the transaction holds.

    The demand itself is not saved: the caller saves `events_count` and `head` with whatever else changed.
    """
    event = compose(demand=demand, kind=kind, actor=actor, at=at, facts=facts)
    event.save(force_insert=True)
    return event


def compose(
    *, demand: Demand, kind: EventKind, actor: User | None, at: datetime, facts: Mapping[str, Any]
) -> Event:
    """The next event of a demand, to be saved, and the demand's head moved to it."""
    event = Event(
        demand=demand,
        number=demand.events_count + 1,
        version=demand.version,
        kind=kind.value,
        actor=actor,
        at=at,
        status=str(demand.status),
        facts=plain(dict(facts)),
        state=state_of(facts_of(demand)),
        previous=demand.head,
    )
    event.hash = hash_of(
        reference=demand.reference,
        number=event.number,
        version=event.version,
        kind=event.kind,
        actor=event.actor_id,
        at=event.at,
        status=event.status,
        facts=event.facts,
        state=event.state,
        previous=event.previous,
    )
    demand.events_count, demand.head = event.number, event.hash
    return event


def hash_of(
    *,
    reference: str,
    number: int,
    version: int,
    kind: str,
    actor: int | None,
    at: datetime,
    status: str,
    facts: Mapping[str, Any],
    state: str,
    previous: str,
) -> str:
    """The hash that the next event takes up as its `previous`."""
    return digest(
        {
            "format": FORMAT,
            "reference": reference,
            "number": number,
            "version": version,
            "kind": kind,
            "actor": actor,
            "at": plain(at),
            "status": status,
            "facts": facts,
            "state": state,
            "previous": previous,
        }
    )
