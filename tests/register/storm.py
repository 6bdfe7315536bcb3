"""A storm of steps in processes that are killed: run as a program, with the settings of a real site.

Each worker writes down what the register has acknowledged, only after it has; then it may be killed at any moment.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path
from random import Random

from support.killed import Lives, fork, kill

WORKERS = 4
ACKNOWLEDGED = "acknowledged"


def main(directory: Path, goal: int) -> None:
    """Lets workers take steps and kills one after another, until `goal` steps are acknowledged."""
    import django

    django.setup()
    from django.db import connections

    from clarion.core.models import User
    from clarion.register.roles import Role, group_of
    from register.histories import receive

    for name, roles in (
        ("lead", (Role.LEAD,)),
        ("second", (Role.APPROVER, Role.REVIEWER)),
        ("ann", (Role.REVIEWER,)),
    ):
        User.objects.create_user(f"{name}@example.org", "x").groups.set([group_of(role) for role in roles])
    demands = [receive(Random(number)) for number in range(40)]
    connections.close_all()
    chance, started = Random(), 0
    workers: list[int] = []
    next_kill = 0
    while (done := acknowledged(directory)) < goal:
        while len(workers) < WORKERS:
            started += 1
            workers.append(fork(partial(_work, directory / ACKNOWLEDGED, Random(started), demands)))
        if done >= next_kill:
            # At any moment of a step, so not right after one was written down.
            time.sleep(chance.uniform(0, 0.2))
            kill(workers.pop(chance.randrange(len(workers))))
            next_kill = done + chance.randint(1, 80)
        time.sleep(0.02)
    for one in workers:
        kill(one)
    print(f"{started} workers were started, all of them killed")


def acknowledged(directory: Path) -> int:
    """How many steps are written down."""
    kept = directory / ACKNOWLEDGED
    return kept.read_bytes().count(b"\n") if kept.exists() else 0


def _work(path: Path, chance: Random, demands: list[int], lives: Lives) -> None:
    from clarion.core.models import User
    from clarion.register.models import Demand
    from clarion.register.seals import seal
    from register.histories import receive, take_step

    staff = list(User.objects.all())
    kept = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def acknowledge(demand: Demand) -> None:
        os.write(kept, f"{demand.pk} {demand.events_count} {demand.head}\n".encode())

    while lives():
        if chance.random() < 0.1:
            demand = Demand.objects.get(pk=receive(chance))
            demands.append(demand.pk)
            acknowledge(demand)
            continue
        demand = Demand.objects.get(pk=chance.choice(demands))
        if take_step(chance, staff, demand):
            acknowledge(demand)
        if chance.random() < 0.005:
            seal()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
