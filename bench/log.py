"""The log with ten million leaves: entering them, proving them, signing the head."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

from bench import databases
from bench.children import answer, child
from bench.register_house import house
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

FEW, MANY = 10_000, 10_000_000
APPENDED = 2_000
PROOFS = 400
CHECKPOINTS = 25


def measure() -> Iterator[Result]:
    """Each database filled with few leaves, and with many; the same is asked of both."""
    for kind in databases.BOTH:
        goals = _goals(kind)
        try:
            few, many = _measured(kind)
        except NotMeasured as reason:
            yield from (Result(goal, None, str(reason)) for goal in goals.values())
            continue
        for name, goal in goals.items():
            yield Result(goal, many[name], f"at {MANY:,} leaves; {few[name]:.3g} at {FEW:,}")


def _goals(kind: str) -> dict[str, Goal]:
    return {
        "append": Goal(f"log-{kind}-append", "ms a leaf", Bound.AT_MOST, 2),
        "proof": Goal(f"log-{kind}-proof", "ms", Bound.AT_MOST, 5),
        "checkpoint": Goal(f"log-{kind}-checkpoint", "ms", Bound.AT_MOST, 10),
    }


def _measured(kind: str) -> list[dict[str, float]]:
    from clarion.transparency.log.notes import Signer

    found = []
    with databases.fresh(kind, 2) as urls, tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder:
        for url, count in zip(urls, (FEW, MANY), strict=True):
            settings = house(url, Path(folder) / str(count))
            settings["CLARION_LOG_KEY"] = str(Signer.new("bench.example/log"))
            with child("bench.log", settings) as laying:
                laying.ask("lay", count)
            with child("bench.log", settings) as measuring:
                found.append({name: measuring.ask(name) for name in ("proof", "append", "checkpoint")})
    return found


def _append() -> float:
    """Milliseconds a leaf: each written in a transaction of its own, as a step does, and all given places at once."""
    from clarion.transparency.log import services

    def enter(count: int) -> None:
        for number in range(count):
            services.append_edition(
                series="bench", period="2026", number=number, manifest=secrets.token_hex(32)
            )
        services.sequence()

    enter(100)
    began = time.perf_counter()
    enter(APPENDED)
    return (time.perf_counter() - began) / APPENDED * 1000


def _proof() -> float:
    """Milliseconds of a proof, of inclusion or of consistency, whichever takes longer: the middle of many."""
    from clarion.transparency.log import finding, reading
    from clarion.transparency.log.models import Leaf

    newest = reading.newest()
    assert newest is not None
    size, chance = newest.size, Random(6962)
    places = [chance.randrange(size) for _ in range(PROOFS)]
    entries = [
        bytes(one).hex()
        for place in places
        for one in Leaf.objects.filter(position=place).values_list("commitment", flat=True)
    ]
    of_leaves = [_taken(lambda entry=entry: finding.prove(finding.find(entry), size)) for entry in entries]
    of_trees = [_taken(lambda first=place + 1: reading.consistency(first, size)) for place in places]
    return max(median(of_leaves), median(of_trees))


def _checkpoint() -> float:
    """Milliseconds until one new leaf, with the decoys beside it, is in a tree whose head is signed and readable."""
    from clarion.transparency.log import reading, services

    taken = []
    for number in range(CHECKPOINTS):
        services.append_edition(
            series="bench", period="2026-h1", number=number, manifest=secrets.token_hex(32)
        )
        taken.append(_taken(lambda: reading.note_of(services.sequence())))  # type: ignore[arg-type]
    return median(taken)


def _taken(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _lay(count: int) -> int:
    from bench.log_ground import lay

    return lay(count)


BENCHMARK = Benchmark("log", "entering, proving and signing with ten million leaves", measure)

if __name__ == "__main__":
    import django

    django.setup()
    answer(lay=_lay, append=_append, proof=_proof, checkpoint=_checkpoint)
