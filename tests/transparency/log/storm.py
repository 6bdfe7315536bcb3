"""A storm on the log in processes that are killed: run as a program, with the settings of a real site.

Some enter leaves, some give them places, one reads what is served and proves it. Each writes down what was
acknowledged, only after it was; then it may be killed at any moment. In the end the log is read as an outsider reads
it, and what does not hold is printed.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from support.killed import Lives, fork, kill, lines_of

WRITERS, SEQUENCERS = 3, 2
PAUSE = 0.05
"""After each run, in seconds: else SQLite's one writer would always be a sequencer."""
ENTRIES, HEADS = 60, 5
"""How many are acknowledged at least."""
ENTERED, SIGNED, WRONG = "entered", "signed", "wrong"
SHORTEST, LONGEST = 0.02, 0.25
"""How long, in seconds, nobody is killed."""


def main(directory: Path, kills: int) -> None:
    """Lets all of them work, kills one after another, and prints as JSON what was found in the end."""
    import django

    django.setup()
    _warm_up()
    chance, works = Random(), [_enter] * WRITERS + [_sequence] * SEQUENCERS + [_look]
    workers = {number: _start(work, directory) for number, work in enumerate(works)}
    while kills > 0 or not _is_enough(directory):
        kills -= 1
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        number = chance.randrange(len(works))
        kill(workers[number])
        workers[number] = _start(works[number], directory)
    for one in workers.values():
        kill(one)
    print(json.dumps(_found(directory)))


def _warm_up() -> None:
    """Loads what every process would else load for itself."""
    from django.db import connections

    from clarion.register import services as register
    from clarion.register.vocabulary import Door, Kind
    from clarion.transparency.log import services

    register.receive(actor=None, door=Door.WEB, kind=Kind.CONTENT)
    services.sequence()
    _served("checkpoint")
    connections.close_all()


def _is_enough(directory: Path) -> bool:
    return len(lines_of(directory / ENTERED)) >= ENTRIES and len(set(lines_of(directory / SIGNED))) >= HEADS


def _start(work: Callable[[Path, Lives], None], directory: Path) -> int:
    return fork(lambda lives: work(directory, lives))


def _note(path: Path) -> Callable[[str], None]:
    kept = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    return lambda line: (os.write(kept, f"{line}\n".encode()), None)[1]


def _enter(directory: Path, lives: Lives) -> None:
    """Enters editions, and requests, whose receipt is enough to know what was entered."""
    from clarion.register import services as register
    from clarion.register.vocabulary import Door, Kind
    from clarion.transparency.log import services
    from clarion.transparency.verifying.receipts import Receipt

    note = _note(directory / ENTERED)
    while lives():
        if secrets.randbelow(4):
            leaf = services.append_edition(
                series="report", period="2026", number=1, manifest=secrets.token_hex(32)
            )
            note(str(leaf))
        else:
            told = register.receive(actor=None, door=Door.WEB, kind=Kind.CONTENT)
            note(Receipt(told.reference, told.secret).commitment.hex())


def _sequence(directory: Path, lives: Lives) -> None:
    from clarion.transparency.log import services

    note = _note(directory / SIGNED)
    while lives():
        if head := services.sequence():
            note(f"{head.size} {bytes(head.root).hex()}")
        time.sleep(PAUSE)


def _look(directory: Path, lives: Lives) -> None:
    """Reads the tiles of whatever checkpoint is served, while the log grows."""
    note = _note(directory / WRONG)
    while lives():
        note_of_one = _served("checkpoint")
        if note_of_one and not _gives_its_root(note_of_one.decode()):
            note(f"tiles do not give the root of {note_of_one!r}")
        time.sleep(PAUSE)


def _served(path: str) -> bytes:
    """A file of the log as it is served; nothing if there is none."""
    from django.test import Client

    answer = Client(headers={"host": "localhost"}).get(f"/log/{path}")
    return answer.content if answer.status_code == 200 else b""


def _gives_its_root(note: str) -> bool:
    from clarion.transparency.log import tiles, tree
    from clarion.transparency.log.notes import Note, TreeHead

    head = TreeHead.read(Note.read(note).text)

    def read(level: int, place: int) -> bytes:
        width = tiles.width_at(head.size, level, place)
        return _served(f"tile/{level}/{tiles.path_of(place, width)}")

    with suppress(ValueError):
        return tree.root(head.size, tiles.subtrees(read)) == head.root
    return False


def _found(directory: Path) -> dict[str, object]:
    """The next run goes on; then everything is read from outside, and compared with what was acknowledged."""
    from clarion.transparency.log import services, tiles, tree
    from clarion.transparency.log.models import Checkpoint, Leaf
    from clarion.transparency.log.notes import Note, TreeHead
    from clarion.transparency.verifying.logs import Log, check_checkpoint, check_entries, root_of

    services.sequence()
    log = Log("what is served", _served)
    signed, head = check_checkpoint(log, log.keys())
    assert head is not None, signed
    bundles = [
        _served(f"tile/entries/{tiles.path_of(one.place, one.width)}")
        for one in tiles.of_tree(head.size)
        if one.level == 0
    ]
    entries = [one for bundle in bundles for one in tiles.unbundle(bundle)]
    hashes = [tree.leaf_hash(one) for one in entries]
    entered = lines_of(directory / ENTERED)
    lost = {bytes.fromhex(one) for one in entered}
    whole = check_entries(log, head, lost)
    kept = {(one.size, bytes(one.root)): Note.read(one.note) for one in Checkpoint.objects.all()}
    for note in kept.values():
        note.check(log.keys()[0])
    acknowledged = [line.split() for line in lines_of(directory / SIGNED)]
    return {
        "wrong": [
            *lines_of(directory / WRONG),
            *(one.said for one in (signed, whole) if not one.holds),
            *([] if _gives_its_root(_served("checkpoint").decode()) else ["the tiles at the end"]),
        ],
        "lost": [one.hex() for one in lost],
        "twice": len(entries) - len(set(entries)),
        "waiting": Leaf.objects.waiting().count(),
        "beside the tree": Leaf.objects.count() - head.size,
        "heads of other trees": [
            size
            for (size, root), note in kept.items()
            if root_of(hashes[:size]) != root or TreeHead.read(note.text)[1:] != (size, root)
        ],
        "heads lost": [size for size, root in acknowledged if (int(size), bytes.fromhex(root)) not in kept],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
