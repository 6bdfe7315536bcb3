"""Finds what was changed behind Clarion's back: in events, demands, items, deadlines, dossiers, or by cutting off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet

from clarion.core.snapshot import snapshot
from clarion.register import facts, seals
from clarion.register.canonical import plain
from clarion.register.dossiers import digest_of, storage
from clarion.register.history import hash_of
from clarion.register.models import (
    CitedGround,
    Deadline,
    Demand,
    DossierEntry,
    Event,
    Form,
    Item,
    PublicCopy,
    Relation,
    Seal,
    Wall,
    YearCounter,
)

_CHUNK = 2000


class Problem(NamedTuple):
    """One thing that is not as the events say: the table, the row, and what is wrong with it."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"


Show = Callable[[int, int], None]
"""Told how many demands have been looked at, and how many there are."""


def verify(show: Show = lambda done, total: None, *, files: bool = False) -> Iterator[Problem]:
    """Every problem, of one moment of the database, in bounded memory. With `files`, files are read as well."""
    with snapshot():
        yield from _demands(show, files)
        if files:
            yield from _published()
        yield from _years()
        yield from _seals()
        yield from _sequence()


class _Companions:
    """Rows of a table in the order of their demands, taken demand by demand. Rows of no demand are handed out too."""

    def __init__(self, rows: QuerySet[Any, tuple[Any, ...]]) -> None:
        self._rows = rows.iterator(chunk_size=_CHUNK)
        self._next = next(self._rows, None)

    def of(self, demand: int) -> list[tuple[Any, ...]]:
        """The rows of this demand, without the demand's id."""
        found = []
        while self._next is not None and self._next[0] <= demand:
            if self._next[0] == demand:
                found.append(self._next[1:])
            self._next = next(self._rows, None)
        return found


_EVENT = ("number", "version", "kind", "actor_id", "at", "status", "facts", "state", "previous", "hash", "id")
_KEPT = ("id", "reference", "events_count", "head")


def _demands(show: Show, files: bool) -> Iterator[Problem]:
    total = Demand.objects.count()
    events = _Companions(Event.objects.order_by("demand_id", "number").values_list("demand_id", *_EVENT))
    items = _Companions(
        Item.objects.order_by("demand_id", "position").values_list("demand_id", *facts.ITEM_COLUMNS)
    )
    deadlines = _Companions(
        Deadline.objects.order_by("demand_id").values_list("demand_id", *facts.DEADLINE_COLUMNS)
    )
    entries = _Companions(
        DossierEntry.objects.order_by("dossier__demand_id", "id").values_list(
            "dossier__demand_id", "uuid", "sealed", "file"
        )
    )
    companions = _all_companions()
    demands = Demand.objects.order_by("id").values_list(*_KEPT, *facts.FACTS)
    for done, row in enumerate(demands.iterator(chunk_size=_CHUNK), 1):
        key, reference, count, head = row[: len(_KEPT)]
        known = dict(zip(facts.FACTS, row[len(_KEPT) :], strict=True))
        history = events.of(key)
        yield from _history(reference, history)
        yield from _state(reference, known, history, count, head)
        if facts.items_digest(items.of(key)) != known["items_digest"]:
            yield Problem("register_item", reference, "the items are not those that the last event knew")
        if facts.deadlines_digest(deadlines.of(key)) != known["deadlines_digest"]:
            yield Problem(
                "register_deadline", reference, "the deadlines are not those that the last event knew"
            )
        named = [(name, *one) for name, rows in companions.items() for one in rows.of(key)]
        if facts.companions_digest(named) != known["companions_digest"]:
            yield Problem(
                "register_demand",
                reference,
                "grounds, tags, relations, walls or published copies are not those that the last event knew",
            )
        yield from _papers(reference, history, entries.of(key), files)
        if done % _CHUNK == 0 or done == total:
            show(done, total)


def _all_companions() -> dict[str, _Companions]:
    return {
        "ground": _Companions(
            CitedGround.objects.order_by("demand_id").values_list("demand_id", "term", "version")
        ),
        "tag": _Companions(
            Demand.tags.through.objects.order_by("demand_id").values_list("demand_id", "tag__name")
        ),
        "relation": _Companions(
            Relation.objects.order_by("demand_id").values_list("demand_id", "nature", "other_id")
        ),
        "wall": _Companions(
            Wall.objects.order_by("demand_id").values_list("demand_id", "user_id", "raised_at", "lifted_at")
        ),
        "copy": _Companions(
            PublicCopy.objects.filter(published_at__isnull=False)
            .order_by("demand_id")
            .values_list("demand_id", *facts.COPY_COLUMNS)
        ),
    }


def _history(reference: str, history: list[tuple[Any, ...]]) -> Iterator[Problem]:
    previous = ""
    for place, row in enumerate(history, 1):
        number, version, kind, actor, at, status, told, state, before, kept, key = row
        where = f"{reference} #{number} (id {key})"
        if number != place:
            yield Problem("register_event", where, f"event {place} is missing before it")
            return
        if before != previous:
            yield Problem("register_event", where, "does not follow the event before it")
        again = hash_of(
            reference=reference, number=number, version=version, kind=kind, actor=actor, at=at,
            status=status, facts=told, state=state, previous=before,
        )  # fmt: skip
        if again != kept:
            yield Problem("register_event", where, "was changed after it was written")
        previous = kept


def _state(
    reference: str, known: dict[str, Any], history: list[tuple[Any, ...]], count: int, head: str
) -> Iterator[Problem]:
    if not history:
        yield Problem("register_event", reference, "all events of the demand are gone")
        return
    last = dict(zip(_EVENT, history[-1], strict=True))
    if last["number"] != count or last["hash"] != head:
        yield Problem(
            "register_event",
            f"{reference} #{count}",
            "the newest events were cut off, or the demand's head was changed",
        )
    elif facts.state_of({name: plain(value) for name, value in known.items()}) != last["state"]:
        yield Problem("register_demand", reference, "a fact was changed that no event tells of")


def _papers(
    reference: str, history: list[tuple[Any, ...]], entries: list[tuple[Any, ...]], files: bool
) -> Iterator[Problem]:
    told: dict[str, str] = {}
    for row in history:
        for one in row[_EVENT.index("facts")].get("entries", ()):
            told[one["entry"]] = one["digest"]
    for uuid, sealed, file in entries:
        digest = told.pop(str(uuid), None)
        if digest is None:
            yield Problem("register_dossierentry", f"{reference} {uuid}", "no event tells of this paper")
            continue
        words, _plus, content = digest.partition("+")
        if digest_of(bytes(sealed)) != words:
            yield Problem("register_dossierentry", f"{reference} {uuid}", "the paper was changed")
        if files and file and _digest_of_file(file) != content:
            yield Problem(
                "register_dossierentry", f"{reference} {uuid}", f"the file {file} was changed or is gone"
            )
    for uuid in told:
        yield Problem("register_dossierentry", f"{reference} {uuid}", "the paper is gone")


def _digest_of_file(name: str) -> str:
    try:
        with storage().open(name) as file:
            return digest_of(file.read())
    except OSError:
        return ""


def _published() -> Iterator[Problem]:
    """Files of public copies, whose digests are among the facts that events know."""
    pages = PublicCopy.objects.published().filter(form=Form.PICTURES)
    for copy in pages.select_related("demand", "file").order_by("pk").iterator(chunk_size=1):
        content = bytes(copy.file.content) if hasattr(copy, "file") else b""
        if digest_of(content) != copy.digest:
            yield Problem(
                "register_publicfile",
                f"{copy.demand.reference} {copy.number}",
                "the published file was changed or is gone",
            )


def _years() -> Iterator[Problem]:
    there = dict(Demand.objects.order_by().values_list("year").annotate(Count("id")))
    given = dict(YearCounter.objects.values_list("year", "last"))
    for year in sorted({*there, *given}):
        if there.get(year, 0) != given.get(year, 0):
            yield Problem(
                "register_demand", str(year),
                f"{given.get(year, 0)} references were given, {there.get(year, 0)} demands are there",
            )  # fmt: skip


def _seals() -> Iterator[Problem]:
    kept: dict[int, str] = {}
    previous, covered = "", 0
    for place, one in enumerate(Seal.objects.order_by("number").iterator(), 1):
        where = str(one.number)
        if one.number != place:
            yield Problem("register_seal", where, f"seal {place} is missing before it")
            return
        if one.previous != previous:
            yield Problem("register_seal", where, "does not follow the seal before it")
        rows = (
            Event.objects.filter(id__gt=covered, id__lte=one.last_event)
            .order_by("id")
            .values_list("id", "hash")
        )
        count, content = seals.content_of(rows.iterator(chunk_size=_CHUNK))
        if count != one.events or seals.hash_of(one, content) != one.hash:
            yield Problem(
                "register_event", f"id {covered + 1} to {one.last_event}",
                f"seal {one.number} covers {one.events} events; {count} are there, or one is another",
            )  # fmt: skip
        previous, covered, kept[one.number] = one.hash, one.last_event, one.hash
    for number, hash_kept in seals.written_down():
        if kept.get(number) != hash_kept:
            yield Problem("register_seal", str(number), f"is not as it stands in {seals.seals_file().name}")


def _sequence() -> Iterator[Problem]:
    """SQLite remembers the last id it gave, and forgets it with a transaction that is undone."""
    if connection.vendor != "sqlite":
        return
    newest = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'register_event'")
        row = cursor.fetchone()
    if row and row[0] != newest:
        yield Problem("register_event", f"id {newest + 1} to {row[0]}", "the newest events were cut off")
