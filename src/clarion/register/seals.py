"""Seals bind all events together in the order in which they were written, across demands.

A demand's own chain cannot tell when the demand is gone with all its events, or when its newest events are cut off
together with the head; the seals can, up to the last of them. The clock seals each minute, so no writer waits for
another. Each seal is also a line of a file beside the database: cutting off seals is found by whoever has the file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clarion.register.canonical import digest, plain
from clarion.register.models import Event, Seal

FORMAT = "clarion-seal-1"


def seals_file() -> Path:
    """Where the seals are kept outside the database."""
    return Path(settings.DATA_DIR) / "register-seals.log"


def seal() -> Seal | None:
    """Seals the events that no seal covers yet; None if there are none, or another clock was faster."""
    last = Seal.objects.order_by("-number").first()
    covered = last.last_event if last else 0
    newest = _newest_settled()
    if newest <= covered:
        return None
    rows = Event.objects.filter(id__gt=covered, id__lte=newest).order_by("id").values_list("id", "hash")
    count, content = content_of(rows.iterator())
    made = Seal(
        number=last.number + 1 if last else 1,
        last_event=newest,
        events=count,
        at=timezone.now(),
        previous=last.hash if last else "",
    )
    made.hash = hash_of(made, content)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return None
    _write_down(made)
    return made


def content_of(rows: Iterable[tuple[int, str]]) -> tuple[int, str]:
    """How many events there are, and the digest of their ids and hashes."""
    count, found = 0, hashlib.sha256()
    for key, event_hash in rows:
        count += 1
        found.update(f"{key} {event_hash}\n".encode())
    return count, found.hexdigest()


def hash_of(made: Seal, content: str) -> str:
    """The hash that the next seal takes up."""
    return digest(
        {
            "format": FORMAT,
            "number": made.number,
            "last_event": made.last_event,
            "events": made.events,
            "at": plain(made.at),
            "content": content,
            "previous": made.previous,
        }
    )


def written_down() -> Iterator[tuple[int, str]]:
    """The numbers and hashes of the seals in the file beside the database; none if there is no file."""
    try:
        lines = seals_file().read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        number, _space, kept = line.partition(" ")
        if number.isdecimal() and kept:
            yield int(number), kept


def _newest_settled() -> int:
    """The id of the newest event below which no other can still appear.

    PostgreSQL gives ids before the commit. Whoever writes an event holds the table against this lock until then; it
    is released at once, so writers wait for no longer than the writers before them take.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE register_event IN SHARE MODE")
        return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _write_down(made: Seal) -> None:
    path = seals_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(descriptor, f"{made.number} {made.hash}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
