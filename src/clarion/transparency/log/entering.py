"""What of a demand is committed to, and when: at its receipt, and whenever what is counted of it changes.

A leaf is written in the transaction of the step. It takes no lock and has no place yet: the sequencer gives it one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from clarion.core.writes import Writes
from clarion.register.models import Demand
from clarion.register.workflow import UNCOUNTED
from clarion.transparency.log import commitments
from clarion.transparency.log.commitments import RECEIVED, SALT, STATE
from clarion.transparency.log.models import Leaf, Sort

_COUNTED = frozenset(
    {
        "kind", "process", "requester", "country", "project", "outcome", "received_on", "item_counts",
        "accounts_potential_low", "accounts_potential_high", "accounts_actual_low", "accounts_actual_high",
    }
)  # fmt: skip
"""The facts that a state commits to. The status counts only as far as it takes a demand out of the count."""


def follow_demand(
    *, demand: Demand, changed: frozenset[str] | None, addresses: Sequence[str], writes: Writes
) -> None:
    """Writes the leaves that a step calls for. Called inside its transaction."""
    if changed is None:
        first = received(demand)
        writes.insert([first, state(demand, str(first))])
    elif changed & _COUNTED:
        writes.insert([state(demand, first_of(demand))])
    elif "status" in changed:
        newest = newest_state(demand)
        if newest is None or newest.record["counted"] != is_counted(demand):
            writes.insert([state(demand, first_of(demand))])


def received(demand: Demand) -> Leaf:
    """The leaf of its receipt. Its salt comes from the receipt, whose holder can open it alone."""
    salt = (
        commitments.salt_of_receipt(demand.receipt_hash) if demand.receipt_hash else secrets.token_bytes(SALT)
    )
    return _leaf(Sort.RECEIVED, demand, {"reference": demand.reference}, salt)


def state(demand: Demand, first: str) -> Leaf:
    """The leaf of what is counted of it now. `first` is the commitment of its receipt, in hexadecimal."""
    return _leaf(Sort.STATE, demand, record_of(demand, first), secrets.token_bytes(SALT))


def record_of(demand: Demand, first: str) -> dict[str, Any]:
    """What is counted of a demand, as a state commits to it."""
    return {
        "first": first,
        "counted": is_counted(demand),
        "half": half_of(demand.received_on.year, demand.received_on.month),
        "kind": str(demand.kind),
        "process": str(demand.process),
        "requester": str(demand.requester),
        "country": demand.country,
        "project": demand.project,
        "outcome": str(demand.outcome),
        "items": {str(outcome): number for outcome, number in demand.item_counts.items() if number},
        "accounts_potential": _bounds(demand.accounts_potential_low, demand.accounts_potential_high),
        "accounts_actual": _bounds(demand.accounts_actual_low, demand.accounts_actual_high),
    }


def half_of(year: int, month: int) -> str:
    """The half-year, such as `2026-H1`."""
    return f"{year:04}-H{1 if month <= 6 else 2}"


def is_counted(demand: Demand) -> bool:
    """Whether it is a demand that is counted, and no spam or duplicate."""
    return demand.status not in UNCOUNTED


def first_of(demand: Demand) -> str:
    """The commitment of its receipt, in hexadecimal; a demand that has none yet gets one."""
    if demand.receipt_hash:
        return _first_by_receipt(demand)
    for leaf in Leaf.objects.filter(demand=demand, sort=Sort.RECEIVED).order_by("id")[:1]:
        return str(leaf)
    leaf = received(demand)
    leaf.save(force_insert=True)
    return str(leaf)


def newest_state(demand: Demand) -> Leaf | None:
    """The newest state that was committed to."""
    return Leaf.objects.filter(demand=demand, sort=Sort.STATE).order_by("-id").first()


def commit_missing(demands: Iterable[Demand]) -> int:
    """Commits to what is counted of each of these demands, unless its newest state says it already.

    For demands from before there was a log, and before an edition counts them. Returns how many leaves were new.
    """
    listed = list(demands)
    ids = [one.pk for one in listed]
    firsts: dict[int, str] = {}
    states: dict[int, dict[str, Any]] = {}
    leaves = Leaf.objects.filter(demand__in=ids, sort__in=(Sort.RECEIVED, Sort.STATE)).order_by("id")
    for demand_id, sort, committed, record in leaves.values_list("demand_id", "sort", "commitment", "record"):
        if sort == Sort.RECEIVED:
            firsts.setdefault(demand_id, bytes(committed).hex())
        else:
            states[demand_id] = record
    new: list[Leaf] = []
    for one in listed:
        if one.pk not in firsts:
            leaf = received(one)
            firsts[one.pk] = str(leaf)
            new.append(leaf)
        if states.get(one.pk) != record_of(one, firsts[one.pk]):
            new.append(state(one, firsts[one.pk]))
    Leaf.objects.bulk_create(new, batch_size=500)
    return len(new)


def _first_by_receipt(demand: Demand) -> str:
    salt = commitments.salt_of_receipt(demand.receipt_hash)
    return commitments.commitment(RECEIVED, {"reference": demand.reference}, salt).hex()


def _leaf(sort: Sort, demand: Demand, record: dict[str, Any], salt: bytes) -> Leaf:
    kind = {Sort.RECEIVED: RECEIVED, Sort.STATE: STATE}[sort]
    committed = commitments.commitment(kind, record, salt)
    return Leaf(sort=sort, demand=demand, record=record, salt=salt, commitment=committed)


def _bounds(low: int | None, high: int | None) -> list[int] | None:
    return None if low is None or high is None else [low, high]
