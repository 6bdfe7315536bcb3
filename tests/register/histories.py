"""Random histories of demands: whatever staff could do, in any order, sensible or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

from clarion.core.models import User
from clarion.register import services
from clarion.register.counts import UNKNOWN, Count
from clarion.register.errors import RegisterError
from clarion.register.models import Demand
from clarion.register.papers import Contact, Letter, Note
from clarion.register.vocabulary import DECIDED_OUTCOMES, Door, Kind, Process, Requester, Urgency
from clarion.register.workflow import Status

KINDS = (Kind.CONTENT, Kind.COPYRIGHT, Kind.USER_DATA, Kind.EMERGENCY, Kind.ERASURE)
COUNTRIES = ("FR", "DE", "US", "")
SORTED = (Status.REVIEW, Status.REVIEW, Status.REVIEW, Status.SPAM, Status.INCOMPLETE, Status.NOT_OURS)

Step = Callable[[Random, list[User], Demand], Any]


def receive(chance: Random) -> int:
    """A new demand of any sort; its id."""
    kind = chance.choice(KINDS)
    user_data = kind == Kind.USER_DATA
    return services.receive(
        actor=None,
        door=Door.API,
        kind=kind,
        received_at=datetime(chance.choice((2024, 2025)), chance.randint(1, 12), 5, tzinfo=UTC),
        country=chance.choice(COUNTRIES),
        project=chance.choice(("en.wikipedia", "commons", "")),
        requester=chance.choice((Requester.COMPANY, Requester.GOVERNMENT_POLICE, "")),
        process=chance.choice((Process.COURT_ORDER, "")) if user_data else "",
        urgency=chance.choice((Urgency.ROUTINE, Urgency.EMERGENCY)),
        items=[f"https://en.example.org/wiki/{chance.randint(1, 9)}" for _ in range(chance.randint(0, 4))],
        accounts_potential=some_count(chance),
        papers=[Contact(name="Ann", email="ann@example.org"), Letter(text="Remove this.")],
    ).demand_id


def some_count(chance: Random) -> Count:
    low = chance.randint(0, 5)
    return chance.choice((UNKNOWN, Count.exact(low), Count(low, low + 249)))


def outcomes(chance: Random, demand: Demand) -> dict[str, Any]:
    places = range(1, demand.items_count + 1)
    chosen = [place for place in places if chance.random() < 0.5]
    return {
        "outcome": chance.choice(DECIDED_OUTCOMES),
        "items": {place: chance.choice(DECIDED_OUTCOMES) for place in chosen},
    }


def facts(chance: Random) -> dict[str, Any]:
    return chance.choice(
        (
            {"country": chance.choice(COUNTRIES)},
            {"kind": chance.choice(KINDS)},
            {"project": chance.choice(("de.wikipedia", ""))},
            {"accounts_potential": some_count(chance)},
            {"accounts_actual": some_count(chance)},
            {"received_at": datetime(chance.choice((2024, 2025)), chance.randint(1, 12), 9, tzinfo=UTC)},
        )
    )


def _by(name: str, **given: Callable[[Random, Demand], Any]) -> Step:
    def do(chance: Random, staff: list[User], demand: Demand) -> None:
        arguments = {key: value(chance, demand) for key, value in given.items()}
        getattr(services, name)(actor=chance.choice(staff), demand=demand, **arguments)

    return do


def _propose(chance: Random, staff: list[User], demand: Demand) -> None:
    services.propose(actor=chance.choice(staff), demand=demand, **outcomes(chance, demand))


STEPS: tuple[Step, ...] = (
    _by("triage", into=lambda chance, demand: chance.choice(SORTED)),
    _by("triage", into=lambda chance, demand: Status.REVIEW),
    _by("change_facts", facts=lambda chance, demand: facts(chance)),
    _by("add_items", addresses=lambda chance, demand: [f"https://en.example.org/{chance.randint(1, 5)}"]),
    _by("tag", tags=lambda chance, demand: chance.sample(["a", "b", "c"], 2)),
    _propose,
    _propose,
    _by("approve"),
    _by("approve"),
    _by("decide", outcome=lambda chance, demand: chance.choice(DECIDED_OUTCOMES)),
    _by(
        "act_at_once", outcome=lambda chance, demand: chance.choice(DECIDED_OUTCOMES), grounds=lambda c, d: []
    ),
    _by("carry_out", accounts_actual=lambda chance, demand: chance.choice((None, some_count(chance)))),
    _by("answer"),
    _by("close"),
    _by("appeal"),
    _by("reopen"),
    _by("withdraw"),
    _by("send_back"),
    _by("read_dossier"),
    _by("file_papers", papers=lambda chance, demand: [Note(text="Called back.")]),
)


def take_step(chance: Random, staff: list[User], demand: Demand) -> bool:
    """Takes a random step; whether the register let it be taken."""
    try:
        chance.choice(STEPS)(chance, staff, demand)
    except RegisterError:
        return False
    return True
