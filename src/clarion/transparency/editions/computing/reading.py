"""Reads the public facts of counted demands into DuckDB. The one place that reads demands for an edition.

Every column is named here. No dossier, reference, letter, address or member of the staff is among them: what is read
beside the facts that are counted is the row's id, which never leaves the builder's own memory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from clarion.core.snapshot import snapshot
from clarion.register.models import Demand
from clarion.register.workflow import UNCOUNTED
from clarion.transparency.editions.content import ITEM_OUTCOMES
from clarion.transparency.editions.services import Order

STEP = "Reading demands"
_COLUMNS = {
    "id": "BIGINT",
    "received_on": "DATE",
    "kind": "VARCHAR",
    "process": "VARCHAR",
    "requester": "VARCHAR",
    "country": "VARCHAR",
    "project": "VARCHAR",
    "outcome": "VARCHAR",
    "item_counts": "JSON",
    "accounts_potential_low": "BIGINT",
    "accounts_potential_high": "BIGINT",
    "accounts_actual_low": "BIGINT",
    "accounts_actual_high": "BIGINT",
    "decided_at": "TIMESTAMPTZ",
    "received_at": "TIMESTAMPTZ",
}
_TEXTS = ("process", "requester", "country", "project")
_CHUNK = 5000


def counted(order: Order) -> QuerySet[Demand]:
    """The demands that an edition of the period counts, by the day of their receipt."""
    return (
        Demand.objects.filter(
            invented=order.invented,
            received_on__gte=order.period.start,
            received_on__lte=order.period.end,
        )
        .exclude(status__in=UNCOUNTED)
        .order_by()
    )


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB of the builder's own, that keeps to half a gigabyte and two threads, and asks no network."""
    return duckdb.connect(
        config={
            "memory_limit": "500MB",
            "threads": 2,
            "temp_directory": str(folder / "spilt"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def read(order: Order, into: duckdb.DuckDBPyConnection) -> int:
    """Makes the table `demands` of all that are counted, of one moment of the register; returns how many there are.

    Its columns are those of `content.Case` but for what the log adds, with `id`, `days` (whole days to the decision,
    null where there is none) and `waited` (whole days from receipt to now, which is before the moment that is read).
    """
    kept = order.folder / "demands.csv"
    now = timezone.now().isoformat()
    with snapshot():
        total = counted(order).count()
        with kept.open("wb") as file:
            for piece, done in _pieces(order, total):
                file.write(piece)
                order.show(STEP, done, total)
    items = ", ".join(
        f"coalesce((item_counts ->> '{one}')::BIGINT, 0) AS items_{one}" for one in ITEM_OUTCOMES
    )
    texts = ", ".join(f"coalesce({one}, '') AS {one}" for one in _TEXTS)
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in _COLUMNS.items())
    into.execute(
        f"""CREATE TABLE demands AS SELECT id, kind, {texts}, outcome, {items},
        accounts_potential_low, accounts_potential_high, accounts_actual_low, accounts_actual_high,
        year(received_on)::VARCHAR || CASE WHEN month(received_on) <= 6 THEN '-h1' ELSE '-h2' END AS half_year,
        CASE WHEN decided_at IS NOT NULL THEN greatest(0, date_diff('hour', received_at, decided_at) // 24) END AS days,
        greatest(0, date_diff('hour', received_at, ?::TIMESTAMPTZ) // 24) AS waited
        FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
            columns = {{{columns}}})""",  # noqa: S608 - our own names
        [now, str(kept)],
    )
    kept.unlink()
    return total


def _pieces(order: Order, total: int) -> Iterator[tuple[bytes, int]]:
    """The lines of the file, some at a time, with how many there have been."""
    demands = counted(order).values_list(*_COLUMNS)
    if connection.vendor != "postgresql":
        yield from _written(demands.iterator(chunk_size=_CHUNK))
        return
    statement, parameters = demands.query.sql_with_params()
    done = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)", parameters) as copy,
    ):
        for piece in copy:
            text = bytes(piece)
            done += text.count(b"\n")
            yield text, min(done, total)


def _written(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[bytes, int]]:
    class Held(list[str]):
        """What the writer writes."""

        def write(self, text: str) -> int:
            self.append(text)
            return len(text)

    held = Held()
    writer = csv.writer(held, lineterminator="\n")
    place = list(_COLUMNS).index("item_counts")
    done = 0
    for done, row in enumerate(rows, 1):
        writer.writerow([*row[:place], json.dumps(row[place]), *row[place + 1 :]])
        if done % _CHUNK == 0:
            yield "".join(held).encode(), done
            held.clear()
    if held:
        yield "".join(held).encode(), done
