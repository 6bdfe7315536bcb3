"""One step of a demand: who may take it, that nobody was faster, what changed, and everything that follows from it.

Every change of a demand goes through `step`. In one transaction it locks the row, asks for the role, the wall and the
version, lets the caller change facts, and then writes clocks, event, row and tallies, so that they always agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.core.writes import Writes
from clarion.register import history, listeners
from clarion.register.counting import counted
from clarion.register.deadlines import Deadlines
from clarion.register.dossiers import Filing
from clarion.register.errors import NotAllowed, StaleDemand, WrongStep
from clarion.register.facts import FACTS, changes, digest_companions, digest_items, facts_of
from clarion.register.models import Demand, Event, EventKind, Wall
from clarion.register.papers import Note
from clarion.register.roles import Action, may
from clarion.register.rules import Moment
from clarion.register.screening import checked_text
from clarion.register.workflow import ALLOWED_TRANSITIONS, Status


@dataclass
class Step:
    """A step that is being taken: the locked demand, to be changed, and what the event is to say beyond that."""

    demand: Demand
    actor: User | None
    at: datetime
    deadlines: Deadlines
    details: dict[str, Any] = field(default_factory=dict)
    items_changed: bool = False
    companions_changed: bool = False

    def move(self, to: Status) -> None:
        """Changes the status.

        Raises:
            WrongStep: the table of transitions does not lead there.
        """
        now = Status(self.demand.status)
        if to not in ALLOWED_TRANSITIONS[now]:
            raise WrongStep(
                _("%(reference)s is %(now)s and cannot become %(to)s.")
                % {"reference": self.demand.reference, "now": now.label, "to": to.label}
            )
        self.demand.status = to

    def require(self, *statuses: Status) -> None:
        """That the demand stands at one of these.

        Raises:
            WrongStep: it does not.
        """
        if self.demand.status not in statuses:
            raise WrongStep(
                _("%(reference)s is %(now)s; this can be done with what is %(wanted)s.")
                % {
                    "reference": self.demand.reference,
                    "now": Status(self.demand.status).label,
                    "wanted": ", ".join(str(one.label) for one in statuses),
                }
            )

    def pass_moment(self, moment: Moment) -> None:
        """Lets the clocks know."""
        self.deadlines.pass_moment(moment, self.at)


@contextmanager
def step(
    *,
    actor: User | None,
    demand: Demand,
    action: Action,
    event: EventKind,
    version: int | None = None,
    note: str = "",
) -> Iterator[Step]:
    """Takes one step. `demand` is as the actor saw it; `version` overrides the one it has, for a form that kept it.

    A note is filed in the dossier, sealed; the event says only that there is one. Without an actor, the register
    itself acts, and is asked for no role.

    Raises:
        NotAllowed: the actor's roles do not allow it, or the actor is walled off.
        StaleDemand: somebody was faster.
        NoKey: there is a note, and the dossier's key is not here.
    """
    with locked(actor=actor, demand=demand, action=action) as row:
        seen = demand.version if version is None else version
        if row.version != seen:
            raise stale(row, seen)
        before, counted_before = facts_of(row), counted(row)
        taken = Step(row, actor, timezone.now(), Deadlines(row))
        yield taken
        filing, writes = None, Writes()
        try:
            if note.strip():
                filing = Filing.into(row.dossier)
                filing.add([Note(text=checked_text(note, _("The note")))], by=actor, at=taken.at)
                filing.write(row, writes)
                taken.details["entries"] = filing.told()
            changed = _finish(taken, event, before, writes)
        except BaseException:
            if filing:
                filing.discard()
            raise
        listeners.tell_followers(row, changed, writes=writes)
        listeners.tell(invented=row.invented, before=counted_before, after=counted(row), writes=writes)
        writes.send()
    _copy(row, demand)


@contextmanager
def locked(*, actor: User | None, demand: Demand, action: Action) -> Iterator[Demand]:
    """The row of a demand, held until the end of the transaction, for somebody who may do this with it.

    Raises:
        NotAllowed: the actor may not.
    """
    require_role(actor, action)
    with transaction.atomic():
        row = Demand.objects.select_for_update().get(pk=demand.pk)
        require_no_wall(actor, row)
        yield row


def require_role(actor: User | None, action: Action) -> None:
    """That one of the actor's roles allows the action.

    Raises:
        NotAllowed: none does.
    """
    if actor is not None and not may(actor, action):
        raise NotAllowed(_("Your roles do not allow this. Ask your legal lead."))


def require_no_wall(actor: User | None, demand: Demand) -> None:
    """That no wall stands between the actor and the demand. The message does not say that there is one.

    Raises:
        NotAllowed: one does.
    """
    if actor is not None and Wall.objects.filter(demand=demand, user=actor, lifted_at=None).exists():
        raise NotAllowed(_("Your roles do not allow this. Ask your legal lead."))


def note_event(
    *, row: Demand, kind: EventKind, actor: User | None, at: datetime, facts: dict[str, Any]
) -> Event:
    """Writes an event that changes no fact, such as a reading, on a row that the transaction holds."""
    made = history.record(demand=row, kind=kind, actor=actor, at=at, facts=facts)
    row.save(update_fields=["events_count", "head"])
    return made


def stale(row: Demand, seen: int) -> StaleDemand:
    """What has happened since the version that somebody saw."""
    difference: dict[str, tuple[Any, Any]] = {}
    for event in Event.objects.filter(demand=row, version__gt=seen).order_by("number"):
        for name, (was, now) in event.facts.get("changed", {}).items():
            difference[name] = (difference[name][0] if name in difference else was, now)
    return StaleDemand(
        _(
            "%(reference)s was changed by somebody else in the meantime. Look at it again; nothing was overwritten."
        )
        % {"reference": row.reference},
        row,
        difference,
    )


def _finish(taken: Step, kind: EventKind, before: dict[str, Any], writes: Writes) -> frozenset[str]:
    """Writes the step; returns the names of what it changed, as followers are told."""
    row = taken.demand
    taken.deadlines.settle()
    taken.deadlines.write(writes)
    if taken.items_changed:
        row.items_digest = digest_items(row)
    if taken.companions_changed:
        row.companions_digest = digest_companions(row)
    row.version += 1
    after = facts_of(row)
    facts = dict(taken.details)
    if changed := changes(before, after):
        facts["changed"] = changed
    writes.insert([history.compose(demand=row, kind=kind, actor=taken.actor, at=taken.at, facts=facts)])
    touched = [name for name in FACTS if before[name] != after[name]]
    row.save(update_fields=[*touched, "version", "events_count", "head"])
    return frozenset(touched) | set(taken.details)


def _copy(row: Demand, demand: Demand) -> None:
    """The caller's object follows, so that it can be used for the next step."""
    for one in Demand._meta.concrete_fields:
        setattr(demand, one.attname, getattr(row, one.attname))
