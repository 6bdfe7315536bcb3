"""The receipt of a demand: its reference and a secret, with which its sender can ask where it stands."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from clarion.register.models import Demand
from clarion.register.vocabulary import Outcome
from clarion.register.workflow import Status

_BYTES = 20
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two, so that each random byte gives every one of them equally often."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever sent a demand gets. The secret is told once: the register keeps its hash alone.

    `is_new` is false when a door brought the same demand again; then there is no secret, because it was told before.
    """

    reference: str
    secret: str
    demand_id: int
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What the holder of a receipt may know."""

    reference: str
    received_at: datetime
    status: Status
    outcome: Outcome
    answered_at: datetime | None


def new_secret() -> str:
    """160 random bits, in letters and digits that survive being typed from paper."""
    return "".join(_ALPHABET[one % len(_ALPHABET)] for one in secrets.token_bytes(_BYTES * 8 // 5))


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def standing_of(*, reference: str, secret: str) -> Standing | None:
    """Where the demand stands, for whoever holds its receipt; None if there is none or the secret is another."""
    demand = Demand.objects.filter(reference=reference.strip()).first()
    kept = demand.receipt_hash if demand else ""
    given = hash_of(secret.strip().lower())
    if demand is None or not hmac.compare_digest(kept or "-", given):
        return None
    return Standing(
        reference=demand.reference,
        received_at=demand.received_at,
        status=Status(demand.status),
        outcome=Outcome(demand.outcome),
        answered_at=demand.answered_at,
    )
