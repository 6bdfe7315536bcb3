"""A storm of steps in processes that are killed: run as a program, with the settings of a real site.

Each worker writes down what the register has acknowledged, only after it has; then it may be killed at any moment.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from random import Random

WORKERS = 4


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
    workers: dict[int, int] = {}
    while acknowledged(directory) < goal:
        while len(workers) < WORKERS:
            started += 1
            workers[_fork(directory, started, demands)] = started
        time.sleep(chance.uniform(0.1, 1.2))
        victim = chance.choice(list(workers))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        del workers[victim]
    for one in workers:
        os.kill(one, signal.SIGKILL)
        os.waitpid(one, 0)
    print(f"{started} workers were started, all of them killed")


def acknowledged(directory: Path) -> int:
    """How many steps are written down."""
    return sum(one.read_bytes().count(b"\n") for one in directory.glob("*.ack"))


def _fork(directory: Path, number: int, demands: list[int]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _work(directory / f"{number}.ack", Random(number), demands)
    finally:
        os._exit(1)


def _work(path: Path, chance: Random, demands: list[int]) -> None:
    from clarion.core.models import User
    from clarion.register.models import Demand
    from clarion.register.seals import seal
    from register.histories import receive, take_step

    staff = list(User.objects.all())
    with path.open("a", buffering=1) as kept:
        while True:
            if chance.random() < 0.1:
                demand = Demand.objects.get(pk=receive(chance))
                demands.append(demand.pk)
                kept.write(f"{demand.pk} {demand.events_count} {demand.head}\n")
                continue
            demand = Demand.objects.get(pk=chance.choice(demands))
            if take_step(chance, staff, demand):
                kept.write(f"{demand.pk} {demand.events_count} {demand.head}\n")
            if chance.random() < 0.005:
                seal()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
