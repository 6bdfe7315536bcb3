"""Letting demands in: what is spam, a duplicate, incomplete or not ours; who takes it; facts put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register.addresses import MOST, normalise_all
from clarion.register.completeness import checked as checked_elements
from clarion.register.counts import Count
from clarion.register.errors import NotAllowed, Refused
from clarion.register.models import Demand, EventKind, Item, Relation, Tag
from clarion.register.models.demands import Wall
from clarion.register.roles import Action, may
from clarion.register.screening import checked_country, checked_fact, checked_receipt, checked_text
from clarion.register.steps import Step, step
from clarion.register.vocabulary import Kind, Nature, Outcome, Process, Requester, Urgency
from clarion.register.workflow import Status

SORTED_INTO = (Status.REVIEW, Status.SPAM, Status.DUPLICATE, Status.INCOMPLETE, Status.NOT_OURS)

_FACTS: dict[str, int] = {"governing_law": 120, "language": 20, "project": 80, "legal_basis": 300}
_CHOICES: dict[str, Any] = {"kind": Kind, "process": Process, "requester": Requester, "urgency": Urgency}


def triage(
    *,
    actor: User,
    demand: Demand,
    into: Status,
    first: Demand | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """Sorts a demand: lets it in to review, or says why not.

    Args:
        into: one of `SORTED_INTO`.
        first: of a duplicate, the demand that was there first.

    Raises:
        Refused: `into` is something else, or a duplicate names no first.
        NotAllowed, WrongStep, StaleDemand: see `step`.
    """
    if into not in SORTED_INTO:
        raise Refused(
            _("Triage sorts into %(statuses)s.")
            % {"statuses": ", ".join(str(one.label) for one in SORTED_INTO)}
        )
    if (into is Status.DUPLICATE) != (first is not None):
        raise Refused(_("A duplicate, and nothing else, names the demand that was there first."))
    with step(
        actor=actor, demand=demand, action=Action.TRIAGE, event=EventKind.TRIAGED, note=note, version=version
    ) as taken:
        row = taken.demand
        taken.require(Status.RECEIVED, Status.INCOMPLETE, Status.REVIEW)
        taken.move(into)
        row.triaged_at = taken.at
        if into is Status.REVIEW:
            row.reviewed_at = taken.at
        elif into is Status.NOT_OURS:
            row.outcome, row.decided_at, row.decided_by = Outcome.NOT_OURS, taken.at, actor
            set_items(taken, {}, Outcome.NOT_OURS)
        elif into in (Status.SPAM, Status.DUPLICATE):
            taken.deadlines.drop(taken.at)
        if first is not None:
            _relate(taken, Nature.DUPLICATE_OF, first)


def assign(*, actor: User, demand: Demand, to: User | None, version: int | None = None) -> None:
    """Gives a demand to a colleague, or to nobody. A reviewer may take one that is nobody's.

    Raises:
        NotAllowed: the colleague may not review, or is walled off; or see `step`.
    """
    takes_it = to is not None and to == actor and demand.assignee_id is None
    action = Action.REVIEW if takes_it else Action.ASSIGN
    with step(actor=actor, demand=demand, action=action, event=EventKind.ASSIGNED, version=version) as taken:
        walled = to is not None and Wall.objects.filter(demand=demand, user=to, lifted_at=None).exists()
        if to is not None and (walled or not may(to, Action.REVIEW)):
            raise NotAllowed(_("%(person)s cannot take this demand. Choose somebody else.") % {"person": to})
        taken.demand.assignee = to


def change_facts(
    *, actor: User, demand: Demand, facts: Mapping[str, Any], note: str = "", version: int | None = None
) -> None:
    """Puts public facts right: what was misread, or was not known when the demand came in.

    Takes `kind`, `process`, `requester`, `urgency`, `country`, `governing_law`, `language`, `project`, `legal_basis`,
    `received_at`, `elements`, `accounts_potential` and `accounts_actual` (each a `Count`).

    Raises:
        Refused: another fact is named, or a value cannot be so.
    """
    with step(
        actor=actor,
        demand=demand,
        action=Action.REVIEW,
        event=EventKind.FACTS_CHANGED,
        note=note,
        version=version,
    ) as taken:
        for name, value in facts.items():
            _set_fact(taken.demand, name, value)


def add_items(*, actor: User, demand: Demand, addresses: Sequence[str], version: int | None = None) -> int:
    """Adds addresses that a demand names; those it names already are left out. Returns how many were new.

    Raises:
        Refused: one cannot be taken, or there would be too many.
    """
    given = normalise_all(list(addresses))
    with step(
        actor=actor, demand=demand, action=Action.REVIEW, event=EventKind.ITEMS_CHANGED, version=version
    ) as taken:
        row = taken.demand
        known = dict(Item.objects.filter(demand=row).values_list("address", "position"))
        new = [one for one in given if one.text not in known]
        if len(known) + len(new) > MOST:
            raise Refused(
                _("The demand would name %(count)d addresses; one demand may name %(most)d. Split it.")
                % {"count": len(known) + len(new), "most": MOST}
            )
        start = max(known.values(), default=0)
        Item.objects.bulk_create(
            Item(demand=row, position=start + place, address=one.text, digest=one.digest, caution=one.caution)
            for place, one in enumerate(new, 1)
        )
        taken.details["added"] = len(new)
        recount_items(taken)
    return len(new)


def relate(*, actor: User, demand: Demand, nature: Nature, other: Demand, version: int | None = None) -> None:
    """Says how a demand relates to another. A second time changes nothing but the version."""
    with step(
        actor=actor, demand=demand, action=Action.TRIAGE, event=EventKind.RELATED, version=version
    ) as taken:
        _relate(taken, Nature(nature), other)


def tag(*, actor: User, demand: Demand, tags: Sequence[str], version: int | None = None) -> None:
    """Gives a demand these tags and no others; tags that are new are made."""
    names = sorted({checked_fact(one, _("Tag"), 60) for one in tags} - {""})
    with step(
        actor=actor, demand=demand, action=Action.TRIAGE, event=EventKind.TAGGED, version=version
    ) as taken:
        Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
        taken.demand.tags.set(Tag.objects.filter(name__in=names))
        taken.companions_changed = True
        taken.details["tags"] = names


def summarise(*, actor: User, demand: Demand, summary: str, version: int | None = None) -> None:
    """Writes what the public may read about a demand."""
    with step(
        actor=actor, demand=demand, action=Action.SUMMARISE, event=EventKind.SUMMARISED, version=version
    ) as taken:
        taken.demand.public_summary = checked_text(summary, _("The summary"))


def set_items(taken: Step, outcomes: Mapping[int, Outcome], others: Outcome) -> None:
    """Gives items their outcomes: by position, and `others` to the rest."""
    items = list(Item.objects.filter(demand=taken.demand))
    if unknown := set(outcomes) - {one.position for one in items}:
        raise Refused(_("The demand has no item %(number)d.") % {"number": min(unknown)})
    changed = []
    for one in items:
        wanted = outcomes.get(one.position, others)
        if one.outcome != wanted or one.proposed_outcome:
            one.outcome, one.proposed_outcome = wanted, ""
            changed.append(one)
    Item.objects.bulk_update(changed, ["outcome", "proposed_outcome"], batch_size=1000)
    recount_items(taken)


def recount_items(taken: Step) -> None:
    """Brings the demand's counts of its items up to date."""
    counts = Counter(Item.objects.filter(demand=taken.demand).values_list("outcome", flat=True))
    taken.demand.item_counts = dict(sorted(counts.items()))
    taken.items_changed = True


def _relate(taken: Step, nature: Nature, other: Demand) -> None:
    if other.pk == taken.demand.pk:
        raise Refused(_("A demand does not relate to itself."))
    Relation.objects.get_or_create(demand=taken.demand, nature=nature, other=other)
    taken.companions_changed = True
    taken.details["relation"] = [str(nature), other.reference]


def _set_fact(row: Demand, name: str, value: Any) -> None:
    if name in _CHOICES:
        blank = name in ("process", "requester")
        if value not in _CHOICES[name].values and not (blank and value == ""):
            raise Refused(
                _("%(what)s: %(value)s is none of %(values)s.")
                % {"what": name, "value": value, "values": ", ".join(_CHOICES[name].values)}
            )
        setattr(row, name, str(value))
    elif name in _FACTS:
        setattr(row, name, checked_fact(value, name, _FACTS[name]))
    elif name == "country":
        row.country = checked_country(value)
    elif name == "elements":
        row.elements = checked_elements(value)
    elif name in ("accounts_potential", "accounts_actual"):
        if not isinstance(value, Count):
            raise Refused(_("A number of accounts is exact, a range or unknown."))
        setattr(row, name, value)
    elif name == "received_at":
        row.received_at = checked_receipt(value)
        day = timezone.localtime(row.received_at).date()
        if day.year != row.year:
            raise Refused(
                _("%(reference)s was numbered in %(year)d, so it cannot have been received in another year.")
                % {"reference": row.reference, "year": row.year}
            )
        row.received_on = day
    else:
        raise Refused(_("%(name)s is no fact that is changed this way.") % {"name": name})
