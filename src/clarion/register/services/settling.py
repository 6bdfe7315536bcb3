"""After the decision: carried out, answered, closed; and what can still happen: told, appealed, reopened, withdrawn."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register.counts import Count
from clarion.register.deadlines import open_now
from clarion.register.errors import Refused, WrongStep
from clarion.register.models import Afterwards, Deadline, Demand, EventKind, Telling
from clarion.register.roles import Action
from clarion.register.rules import TELL_AFFECTED, Moment, rules
from clarion.register.services.triage import set_items
from clarion.register.steps import step
from clarion.register.vocabulary import ACCOUNT_KINDS, GRANTED_OUTCOMES, Outcome
from clarion.register.workflow import Status
from clarion.register.working_days import end_of_day


def carry_out(
    *,
    actor: User,
    demand: Demand,
    accounts_actual: Count | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """Says that what was granted has been done.

    Args:
        accounts_actual: about how many accounts something was disclosed or kept.

    Raises:
        WrongStep: nothing was granted, or the law does not let it be done yet.
    """
    with step(
        actor=actor,
        demand=demand,
        action=Action.CARRY_OUT,
        event=EventKind.CARRIED_OUT,
        note=note,
        version=version,
    ) as taken:
        row = taken.demand
        taken.require(Status.APPROVED)
        if row.outcome not in GRANTED_OUTCOMES:
            raise WrongStep(
                _("%(reference)s was not granted, so there is nothing to carry out. Answer it.")
                % {"reference": row.reference}
            )
        for one in taken.deadlines.running:
            rule = rules().get(one.rule)
            if rule and Moment.CARRIED_OUT in rule.ends and not open_now(one, taken.at):
                assert one.opens_at is not None
                raise WrongStep(
                    _("%(reference)s: not before %(day)s (%(law)s).")
                    % {
                        "reference": row.reference,
                        "day": date_format(timezone.localtime(one.opens_at), "DATETIME_FORMAT"),
                        "law": rule.law,
                    }
                )
        taken.move(Status.CARRIED_OUT)
        row.carried_out_at = taken.at
        if accounts_actual is not None:
            if row.kind not in ACCOUNT_KINDS:
                raise Refused(_("Accounts are counted of demands for user data, not of this kind."))
            row.accounts_actual = accounts_actual
        taken.pass_moment(Moment.CARRIED_OUT)


def acknowledge(*, actor: User | None, demand: Demand, version: int | None = None) -> None:
    """Says that the requester has been told that the demand arrived."""
    with step(
        actor=actor, demand=demand, action=Action.RECEIVE, event=EventKind.ACKNOWLEDGED, version=version
    ) as taken:
        taken.demand.acknowledged_at = taken.demand.acknowledged_at or taken.at
        taken.pass_moment(Moment.ACKNOWLEDGED)


def answer(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Says that the requester has the answer.

    Raises:
        WrongStep: it is not decided, or what was granted has not been carried out.
    """
    with step(
        actor=actor, demand=demand, action=Action.ANSWER, event=EventKind.ANSWERED, note=note, version=version
    ) as taken:
        row = taken.demand
        taken.require(Status.APPROVED, Status.CARRIED_OUT, Status.NOT_OURS)
        if row.status == Status.APPROVED and row.outcome in GRANTED_OUTCOMES:
            raise WrongStep(
                _("%(reference)s was granted: carry it out before you answer.") % {"reference": row.reference}
            )
        taken.move(Status.ANSWERED)
        row.answered_at = taken.at
        taken.pass_moment(Moment.ANSWERED)


def close(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Closes a demand of which nothing is left to do.

    Raises:
        WrongStep: something done at once still waits to be reviewed, or see `step`.
    """
    with step(
        actor=actor, demand=demand, action=Action.CLOSE, event=EventKind.CLOSED, note=note, version=version
    ) as taken:
        row = taken.demand
        if row.afterwards == Afterwards.DUE:
            raise WrongStep(
                _("%(reference)s was acted on at once, and must be reviewed before it is closed.")
                % {"reference": row.reference}
            )
        taken.move(Status.CLOSED)
        row.closed_at = taken.at
        taken.pass_moment(Moment.CLOSED)
        taken.deadlines.drop(taken.at, windows=False)


def appeal(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Takes up an appeal or complaint against a decision. The outcome stands until it is decided again."""
    with step(
        actor=actor, demand=demand, action=Action.APPEAL, event=EventKind.APPEALED, note=note, version=version
    ) as taken:
        row = taken.demand
        if row.decided_at is None:
            raise WrongStep(
                _("%(reference)s was never decided, so there is nothing to appeal.")
                % {"reference": row.reference}
            )
        taken.move(Status.APPEALED)
        row.appealed_at, row.closed_at = taken.at, None
        taken.pass_moment(Moment.APPEALED)


def reopen(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Takes a demand up again: what was put aside is received anew, everything else is reviewed anew."""
    with step(
        actor=actor, demand=demand, action=Action.REOPEN, event=EventKind.REOPENED, note=note, version=version
    ) as taken:
        row = taken.demand
        put_aside = row.status in (Status.SPAM, Status.DUPLICATE)
        taken.require(
            Status.SPAM, Status.DUPLICATE, Status.NOT_OURS, Status.CARRIED_OUT, Status.ANSWERED,
            Status.CLOSED, Status.WITHDRAWN,
        )  # fmt: skip
        taken.move(Status.RECEIVED if put_aside else Status.REVIEW)
        row.reopened_at = taken.at
        row.outcome, row.decided_at, row.decided_by, row.closed_at = Outcome.PENDING, None, None, None
        row.proposed_outcome, row.proposed_by, row.withdrawn_at = "", None, None
        set_items(taken, {}, Outcome.PENDING)


def withdraw(*, actor: User, demand: Demand, note: str = "", version: int | None = None) -> None:
    """Says that the requester has taken the demand back."""
    with step(
        actor=actor,
        demand=demand,
        action=Action.WITHDRAW,
        event=EventKind.WITHDRAWN,
        note=note,
        version=version,
    ) as taken:
        row = taken.demand
        under_appeal = row.status == Status.APPEALED
        taken.move(Status.WITHDRAWN)
        row.withdrawn_at = taken.at
        row.proposed_outcome, row.proposed_by = "", None
        if not under_appeal:
            row.outcome = Outcome.WITHDRAWN
            set_items(taken, {}, Outcome.WITHDRAWN)
        taken.deadlines.drop(taken.at)


def forbid_telling(
    *, actor: User, demand: Demand, until: date | None, note: str = "", version: int | None = None
) -> None:
    """Records an order that forbids to tell the person concerned, until a day or until further notice.

    When the day has passed, whoever is in charge is reminded to tell.
    """
    with step(
        actor=actor,
        demand=demand,
        action=Action.REVIEW,
        event=EventKind.TELLING_FORBIDDEN,
        note=note,
        version=version,
    ) as taken:
        taken.demand.telling, taken.demand.telling_forbidden_until = Telling.FORBIDDEN, until
        for one in taken.deadlines.running:
            if one.rule == TELL_AFFECTED:
                taken.deadlines.drop(taken.at, only=one)
        if until is not None:
            taken.deadlines.start(rules()[TELL_AFFECTED], end_of_day(until))


def tell_affected(
    *, actor: User, demand: Demand, reached: bool = True, note: str = "", version: int | None = None
) -> None:
    """Says that the person concerned has been told, or cannot be reached.

    Raises:
        WrongStep: an order still forbids it.
    """
    with step(
        actor=actor, demand=demand, action=Action.ANSWER, event=EventKind.TOLD, note=note, version=version
    ) as taken:
        row = taken.demand
        if not row.may_tell(timezone.localtime(taken.at).date()):
            raise WrongStep(
                _(
                    "%(reference)s: an order forbids to tell the person concerned. Record first that it has ended."
                )
                % {"reference": row.reference}
            )
        row.telling = Telling.TOLD if reached else Telling.IMPOSSIBLE
        row.told_at = taken.at if reached else None
        taken.details["reached"] = reached
        taken.pass_moment(Moment.TOLD)


def start_clock(*, actor: User, demand: Demand, rule: str, version: int | None = None) -> None:
    """Sets a deadline that no fact sets by itself, such as that of an order under a certain law.

    Raises:
        Refused: there is no such rule, or its clock runs already.
    """
    with step(
        actor=actor, demand=demand, action=Action.REVIEW, event=EventKind.CLOCK_STARTED, version=version
    ) as taken:
        found = rules().get(rule)
        if found is None or any(one.rule == rule for one in taken.deadlines.running):
            raise Refused(_("%(rule)s is no rule, or its clock runs already.") % {"rule": rule})
        taken.deadlines.start(found, taken.demand.received_at)
        taken.details["rule"] = rule


def extend_deadline(
    *, actor: User, demand: Demand, deadline: Deadline, note: str = "", version: int | None = None
) -> None:
    """Makes use of the extension that a rule allows, once.

    Raises:
        Refused: the rule allows none, or it was used.
    """
    with step(
        actor=actor, demand=demand, action=Action.EXTEND, event=EventKind.EXTENDED, note=note, version=version
    ) as taken:
        mine = next((one for one in taken.deadlines.running if one.pk == deadline.pk), None)
        rule = rules().get(deadline.rule)
        if mine is None or rule is None or rule.extension is None or mine.extended:
            raise Refused(_("This deadline cannot be extended, or not again."))
        taken.deadlines.extend(mine, rule)
        taken.details["rule"] = rule.key


def drop_deadline(
    *, actor: User, demand: Demand, deadline: Deadline, note: str = "", version: int | None = None
) -> None:
    """Ends a clock that does not apply to this demand after all."""
    with step(
        actor=actor,
        demand=demand,
        action=Action.EXTEND,
        event=EventKind.CLOCK_DROPPED,
        note=note,
        version=version,
    ) as taken:
        taken.deadlines.drop(taken.at, only=deadline)
        taken.details["rule"] = deadline.rule
