"""Deciding: proposed by one, approved by another; alone only to refuse, or in an emergency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register import grounds as vocabulary
from clarion.register.counts import Count
from clarion.register.errors import Refused, SecondPersonNeeded, WrongStep
from clarion.register.models import Afterwards, CitedGround, Demand, EventKind, Item
from clarion.register.roles import Action
from clarion.register.rules import Moment
from clarion.register.services.triage import recount_items, set_items
from clarion.register.steps import Step, step
from clarion.register.vocabulary import DECIDED_OUTCOMES, Kind, Outcome, Urgency
from clarion.register.workflow import Status

_REFUSING = (Outcome.REFUSED, Outcome.NOT_OURS)


def propose(
    *,
    actor: User,
    demand: Demand,
    outcome: Outcome,
    items: Mapping[int, Outcome] | None = None,
    grounds: Sequence[str] = (),
    note: str = "",
    version: int | None = None,
) -> None:
    """Proposes a decision, for a second person to approve.

    Args:
        items: outcomes of items by their position, where they differ from that of the demand.
        grounds: keys of the vocabulary.

    Raises:
        Refused: the outcome is none that is decided, or a ground does not fit.
    """
    with step(
        actor=actor,
        demand=demand,
        action=Action.PROPOSE,
        event=EventKind.PROPOSED,
        note=note,
        version=version,
    ) as taken:
        taken.require(Status.REVIEW, Status.APPEALED)
        _propose(taken, actor, outcome, items or {}, grounds)
        taken.move(Status.PROPOSED)


def send_back(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Sends a proposed or decided demand, of which nothing has been carried out, back to review."""
    with step(
        actor=actor,
        demand=demand,
        action=Action.APPROVE,
        event=EventKind.SENT_BACK,
        note=note,
        version=version,
    ) as taken:
        row = taken.demand
        taken.require(Status.PROPOSED, Status.APPROVED)
        row.proposed_outcome, row.proposed_by = "", None
        if row.status == Status.PROPOSED:
            taken.move(Status.APPEALED if row.is_under_appeal else Status.REVIEW)
            return
        taken.move(Status.REVIEW)
        row.outcome, row.decided_at, row.decided_by = Outcome.PENDING, None, None
        set_items(taken, {}, Outcome.PENDING)


def approve(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Approves what was proposed. It is decided then.

    Raises:
        SecondPersonNeeded: the actor proposed it; a refusal may be approved by the same person where the policy
            lets one person refuse.
    """
    with step(
        actor=actor, demand=demand, action=Action.APPROVE, event=EventKind.DECIDED, note=note, version=version
    ) as taken:
        row = taken.demand
        taken.require(Status.PROPOSED)
        outcome = Outcome(row.proposed_outcome)
        if row.proposed_by_id == actor.pk and not _one_may(row, outcome):
            raise SecondPersonNeeded(
                _("%(reference)s: whoever proposed a decision cannot approve it. Ask another approver.")
                % {"reference": row.reference}
            )
        _decide(taken, actor, outcome)


def decide(
    *,
    actor: User,
    demand: Demand,
    outcome: Outcome,
    grounds: Sequence[str] = (),
    note: str = "",
    version: int | None = None,
) -> None:
    """Decides alone, which is possible for a refusal where the policy allows it.

    Raises:
        SecondPersonNeeded: the outcome grants something, or the policy wants two people for a refusal as well.
    """
    with step(
        actor=actor, demand=demand, action=Action.PROPOSE, event=EventKind.DECIDED, note=note, version=version
    ) as taken:
        taken.require(Status.REVIEW, Status.APPEALED)
        if not _one_may(taken.demand, Outcome(outcome)):
            raise SecondPersonNeeded(
                _("%(reference)s: this takes two people. Propose it, and ask an approver.")
                % {"reference": demand.reference}
            )
        _propose(taken, actor, outcome, {}, grounds)
        _decide(taken, actor, Outcome(outcome))


def act_at_once(
    *,
    actor: User,
    demand: Demand,
    outcome: Outcome,
    grounds: Sequence[str] = ("danger",),
    accounts_actual: Count | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """In an emergency: one person decides and carries out, and another reviews it afterwards.

    Raises:
        WrongStep: it is no emergency.
    """
    with step(
        actor=actor,
        demand=demand,
        action=Action.ACT_AT_ONCE,
        event=EventKind.ACTED_AT_ONCE,
        note=note,
        version=version,
    ) as taken:
        row = taken.demand
        if row.kind != Kind.EMERGENCY and row.urgency != Urgency.EMERGENCY:
            raise WrongStep(
                _("%(reference)s is no emergency. Propose the decision, and ask an approver.")
                % {"reference": row.reference}
            )
        taken.require(Status.RECEIVED, Status.REVIEW)
        if row.triaged_at is None:
            row.triaged_at = row.reviewed_at = taken.at
        _propose(taken, actor, outcome, {}, grounds)
        _settle(taken, actor, Outcome(outcome))
        taken.move(Status.CARRIED_OUT)
        row.carried_out_at, row.afterwards = taken.at, Afterwards.DUE
        if accounts_actual is not None:
            row.accounts_actual = accounts_actual
        taken.pass_moment(Moment.CARRIED_OUT)


def review_afterwards(
    *, actor: User, demand: Demand, upheld: bool, note: str = "", version: int | None = None
) -> None:
    """Looks again at what was done at once. What was found wrong goes back to review; what was done stays recorded.

    Raises:
        SecondPersonNeeded: the actor is the one who acted.
    """
    with step(
        actor=actor,
        demand=demand,
        action=Action.APPROVE,
        event=EventKind.REVIEWED_AFTERWARDS,
        note=note,
        version=version,
    ) as taken:
        row = taken.demand
        if row.afterwards != Afterwards.DUE:
            raise WrongStep(
                _("%(reference)s does not wait for a review afterwards.") % {"reference": row.reference}
            )
        if row.decided_by_id == actor.pk:
            raise SecondPersonNeeded(
                _("%(reference)s: whoever acted cannot review it. Ask another approver.")
                % {"reference": row.reference}
            )
        row.afterwards = Afterwards.UPHELD if upheld else Afterwards.FAULTED
        taken.details["upheld"] = upheld


def _one_may(row: Demand, outcome: Outcome) -> bool:
    return outcome in _REFUSING and settings.SINGLE_REFUSAL


def _propose(
    taken: Step, actor: User, outcome: Outcome, items: Mapping[int, Outcome], grounds: Sequence[str]
) -> None:
    row = taken.demand
    if outcome not in DECIDED_OUTCOMES or not set(items.values()) <= {*DECIDED_OUTCOMES}:
        raise Refused(
            _("An outcome is one of %(outcomes)s.")
            % {"outcomes": ", ".join(str(one.label) for one in DECIDED_OUTCOMES)}
        )
    if outcome in _REFUSING and any(one not in _REFUSING for one in items.values()):
        raise Refused(_("Where an item is granted, the demand is granted in part or in full."))
    if row.is_under_appeal and row.decided_by_id == actor.pk:
        raise SecondPersonNeeded(
            _("%(reference)s: an appeal is decided by somebody else than the decision.")
            % {"reference": row.reference}
        )
    terms = vocabulary.checked(
        list(grounds), kind=row.kind, outcome=outcome, day=timezone.localtime(taken.at).date()
    )
    CitedGround.objects.filter(demand=row).delete()
    CitedGround.objects.bulk_create(
        CitedGround(demand=row, term=one.key, version=one.version) for one in terms
    )
    taken.companions_changed = True
    taken.details["grounds"] = [one.key for one in terms]
    row.proposed_outcome, row.proposed_by, row.proposed_at = outcome, actor, taken.at
    _propose_items(taken, outcome, items)


def _propose_items(taken: Step, outcome: Outcome, items: Mapping[int, Outcome]) -> None:
    listed = list(Item.objects.filter(demand=taken.demand))
    if unknown := set(items) - {one.position for one in listed}:
        raise Refused(_("The demand has no item %(number)d.") % {"number": min(unknown)})
    for one in listed:
        one.proposed_outcome = items.get(one.position, outcome)
    Item.objects.bulk_update(listed, ["proposed_outcome"], batch_size=1000)
    taken.items_changed = bool(listed)


def _settle(taken: Step, actor: User, outcome: Outcome) -> None:
    """Makes what was proposed the outcome, of the demand and of each item."""
    row = taken.demand
    appealed = row.is_under_appeal
    row.outcome, row.decided_by, row.decided_at = outcome, actor, taken.at
    row.proposed_outcome = ""
    listed = list(Item.objects.filter(demand=row))
    for one in listed:
        one.outcome, one.proposed_outcome = one.proposed_outcome or outcome, ""
    if listed:
        Item.objects.bulk_update(listed, ["outcome", "proposed_outcome"], batch_size=1000)
        recount_items(taken)
    taken.details["outcome"] = str(outcome)
    taken.pass_moment(Moment.DECIDED)
    if appealed:
        taken.pass_moment(Moment.APPEAL_DECIDED)


def _decide(taken: Step, actor: User, outcome: Outcome) -> None:
    _settle(taken, actor, outcome)
    taken.move(Status.APPROVED)
