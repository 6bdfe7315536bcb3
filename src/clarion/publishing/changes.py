"""What was written since: which recorded queries that touches, and whether they find something else now."""

from __future__ import annotations

import json
from collections import defaultdict
from time import time
from typing import Any

from django.db import connection

from clarion.publishing.guards import Guard, guard_values
from clarion.publishing.models import Change
from clarion.publishing.record import Record
from clarion.publishing.recording import ask_again
from clarion.publishing.watched import unwatched

SETTLED = 600
"""Seconds after which no transaction that began before is still open: numbers may become visible out of their order."""

KEPT = 48 * 3600
"""Seconds for which changes are kept. Files that were not followed for longer are all looked at again."""

_MANY = 1000
_CHANGES = Change._meta.db_table


class Changes:
    """The changes as one record of files has seen them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._seen: dict[int, int] = {}

    def begin_here(self) -> None:
        """Takes everything up to now as seen, since everything is rendered after it."""
        with connection.cursor() as cursor:
            settled = [int(time()) - SETTLED]
            cursor.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{_CHANGES}" WHERE at < %s', settled)  # noqa: S608
            low = cursor.fetchone()[0]
            cursor.execute(f'SELECT id, at FROM "{_CHANGES}" WHERE id > %s', [low])  # noqa: S608
            self._seen = dict(cursor.fetchall())
        self._record.tell("changes_seen", low)
        self._record.tell("changes_looked", int(time()))

    def waiting(self) -> bool:
        """Whether there are changes that were not looked at."""
        return bool(self._fresh())

    def take(self) -> int:
        """Looks at what was written since, and marks the files whose queries find something else now.

        Returns:
            How many queries were asked again.
        """
        now = int(time())
        looked = int(self._record.told("changes_looked") or 0)
        rows = self._fresh()
        asked = 0
        if looked and now - looked > KEPT:
            asked = self._ask(self._record.reading(self._record.tables()))
        elif rows:
            asked = self._ask_touched(rows)
        if rows or abs(now - looked) > 60:
            with self._record.together():
                self._see(rows, now)
                self._record.tell("changes_looked", now)
        return asked

    def look_at_unwatched(self) -> int:
        """Asks again what was asked of tables whose changes nobody notes. Returns how many queries those are."""
        return self._ask(self._record.reading(unwatched()))

    def _fresh(self) -> list[tuple[Any, ...]]:
        low = int(self._record.told("changes_seen") or 0)
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT id, "table", before, after, at FROM "{_CHANGES}" WHERE id > %s ORDER BY id',  # noqa: S608
                [low],
            )
            return [row for row in cursor.fetchall() if row[0] not in self._seen]

    def _see(self, rows: list[tuple[Any, ...]], now: int) -> None:
        self._seen.update((row[0], row[4]) for row in rows)
        settled = [pk for pk, at in self._seen.items() if at < now - SETTLED]
        if settled:
            self._record.tell("changes_seen", max(settled))
            low = max(settled)
            self._seen = {pk: at for pk, at in self._seen.items() if pk > low}

    def _ask_touched(self, rows: list[tuple[Any, ...]]) -> int:
        by_table: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in rows:
            by_table[row[1]].append(row)
        whole = {table for table, some in by_table.items() if len(some) > _MANY}
        guards = {Guard(table, "") for table in by_table if table not in whole}
        for table, some in by_table.items():
            if table in whole:
                continue
            for _, _, before, after, _ in some:
                for told in (before, after):
                    if told:
                        guards.update(Guard(table, value) for value in guard_values(json.loads(told)))
        touched = {query[0]: query for query in self._record.guarded(guards)}
        if whole:
            touched.update((query[0], query) for query in self._record.reading(whole))
        return self._ask(list(touched.values()))

    def _ask(self, queries: list[tuple[int, bytes, str, bytes, bytes]]) -> int:
        anew = []
        for pk, key, sql, params, digest in queries:
            found = ask_again(sql, params)
            if found != digest:
                anew.append((pk, key, found))
        with self._record.together():
            for pk, key, found in anew:
                self._record.answered_anew(pk, key, found)
        return len(queries)
