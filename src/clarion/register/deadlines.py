"""Starting and ending the law's clocks of a demand, with its steps."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from clarion.core.writes import Writes
from clarion.register import facts
from clarion.register.models import Deadline, Demand
from clarion.register.rules import TELL_AFFECTED, Moment, Rule, Sort, rules, starting, window_rules
from clarion.register.workflow import UNCOUNTED
from clarion.register.working_days import end_of


class Deadlines:
    """The deadlines of a demand whose row the transaction holds: changed, settled, and then written.

    A demand that is being received has none yet, so they need not be asked for.
    """

    def __init__(self, demand: Demand, *, new: bool = False) -> None:
        self.demand = demand
        self._all = [] if new else list(Deadline.objects.filter(demand=demand).order_by("due_at", "pk"))
        self._changed: set[int] = set()
        self._touched = new

    @property
    def running(self) -> list[Deadline]:
        """Those that are neither met nor dropped."""
        return [one for one in self._all if one.ended_at is None]

    def pass_moment(self, moment: Moment, at: datetime) -> None:
        """Ends the clocks that waited for this moment, and starts those that begin with it."""
        for one in self.running:
            rule = rules().get(one.rule)
            if rule and moment in rule.ends:
                self._end(one, at, met=None if rule.sort is Sort.WINDOW else at <= one.due_at)
        demand = self.demand
        for rule in starting(moment, kind=demand.kind, country=demand.country, day=demand.received_on):
            if all(one.rule != rule.key for one in self.running):
                self.start(rule, at)

    def start(self, rule: Rule, at: datetime) -> Deadline:
        """Starts a clock."""
        opens = rule.not_before
        made = Deadline(
            demand=self.demand,
            rule=rule.key,
            started_at=at,
            opens_at=end_of(at, opens.amount, opens.unit) if opens else None,
            due_at=end_of(at, rule.within.amount, rule.within.unit, rolls=rule.rolls),
        )
        self._all.append(made)
        self._touched = True
        return made

    def extend(self, one: Deadline, rule: Rule) -> None:
        """Lengthens a clock by what its rule allows: a month and two more are three months from its start."""
        longer = rule.extension
        assert longer is not None
        if longer.unit is rule.within.unit:
            amount = rule.within.amount + longer.amount
            one.due_at = end_of(one.started_at, amount, longer.unit, rolls=rule.rolls)
        else:
            one.due_at = end_of(one.due_at, longer.amount, longer.unit, rolls=rule.rolls)
        one.extended, one.reminded_at = True, None
        self._mark(one)

    def drop(self, at: datetime, *, only: Deadline | None = None, windows: bool = True) -> None:
        """Ends clocks that no longer matter, neither kept nor missed: all, one, or those that are our duty.

        That the person concerned is to be told once it is allowed still matters when all else is done: this clock
        ends only by itself.
        """
        for one in self.running:
            if only is None and one.rule == TELL_AFFECTED and self.demand.status not in UNCOUNTED:
                continue
            if (only is None or one is only or (one.pk is not None and one.pk == only.pk)) and (
                windows or _binds(one)
            ):
                self._end(one, at, met=None)

    def settle(self) -> None:
        """Brings the demand's `due_at` and digest up to date; the caller saves the demand."""
        if not self._touched:
            return
        due = [one.due_at for one in self.running if _binds(one)]
        self.demand.due_at = min(due, default=None)
        self.demand.deadlines_digest = facts.deadlines_digest(
            tuple(getattr(one, column) for column in facts.DEADLINE_COLUMNS) for one in self._all
        )
        self._touched = False

    def write(self, writes: Writes) -> None:
        """Writes what changed, the new ones when `writes` are sent. The demand is in the database by then."""
        for one in self._all:
            if one.pk in self._changed:
                one.save(update_fields=["due_at", "ended_at", "met", "extended", "reminded_at"])
        # After those that ended, so that a rule whose clock starts anew runs once.
        new = [one for one in self._all if one.pk is None]
        for one in new:
            one.demand = self.demand
        writes.insert(new)
        self._changed.clear()

    def _end(self, one: Deadline, at: datetime, *, met: bool | None) -> None:
        one.ended_at, one.met = at, met
        self._mark(one)

    def _mark(self, one: Deadline) -> None:
        self._touched = True
        if one.pk is not None:
            self._changed.add(one.pk)


def _binds(one: Deadline) -> bool:
    return one.rule not in window_rules()


def open_now(deadline: Deadline, now: datetime | None = None) -> bool:
    """Whether the step that the deadline waits for may be taken already."""
    return deadline.opens_at is None or deadline.opens_at <= (now or timezone.now())
