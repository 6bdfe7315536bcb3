"""The record of the files: what each showed and which queries it stands on. One SQLite file beside the trees.

It belongs to the files of this machine and is worth as much as they are: without it, everything is rendered again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from clarion.publishing.guards import Guard
from clarion.publishing.manifest import Entry, Manifest

_FORMAT = "1"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, status INTEGER NOT NULL, path TEXT, sha256 TEXT, size INTEGER,
    type TEXT, language TEXT, rendered TEXT, location TEXT NOT NULL DEFAULT '', trouble TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL DEFAULT '', uneasy INTEGER NOT NULL DEFAULT 0, stale INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS file_stale ON file (stale) WHERE stale;
CREATE TABLE IF NOT EXISTS statement (id INTEGER PRIMARY KEY, sql TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS query (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, statement INTEGER NOT NULL, params BLOB NOT NULL,
    digest BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS guard (
    "table" TEXT NOT NULL, value TEXT NOT NULL, query INTEGER NOT NULL, PRIMARY KEY ("table", value, query)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS use (file INTEGER NOT NULL, query INTEGER NOT NULL, PRIMARY KEY (file, query)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS use_query ON use (query);
CREATE TABLE IF NOT EXISTS asset (file INTEGER NOT NULL, address TEXT NOT NULL, PRIMARY KEY (file, address))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS asset_address ON asset (address);
"""


@dataclass(frozen=True, slots=True)
class NewQuery:
    """A query as a rendering met it for the first time, or with another answer than before."""

    key: bytes
    sql: str
    params: bytes
    digest: bytes
    guards: tuple[Guard, ...]


@dataclass(slots=True)
class Rendered:
    """What one rendering gave. `path` and `entry` are there for a file; `keeps` says that the last good one stays."""

    address: str
    status: int
    path: str | None = None
    entry: Entry | None = None
    location: str = ""
    trouble: str = ""
    day: str = ""
    uneasy: bool = False
    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    queries: list[bytes] = field(default_factory=list)
    fresh: list[NewQuery] = field(default_factory=list)


class Record:
    """The record in a file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute("PRAGMA cache_size=-32000")
        self._database.executescript(_SCHEMA)
        if self.told("format") != _FORMAT:
            self.clear()
        self._statements: dict[str, int] = {}
        self._queries: dict[bytes, tuple[int, bytes]] | None = None

    def close(self) -> None:
        """Lets the file go."""
        self._database.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written meanwhile is kept as a whole or not at all."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            self._queries = None
            self._statements = {}
            raise
        self._database.execute("COMMIT")

    def clear(self) -> None:
        """Forgets everything."""
        with self.together():
            for table in ("told", "file", "statement", "query", "guard", "use", "asset"):
                self._database.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own names
            self.tell("format", _FORMAT)
        self._queries = None
        self._statements = {}

    def told(self, name: str) -> str:
        """A value kept under a name; blank where there is none."""
        found = self._database.execute("SELECT value FROM told WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def tell(self, name: str, value: object) -> None:
        """Keeps a value under a name."""
        self._database.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, str(value)))

    # Files

    def addresses(self) -> set[str]:
        """Every address that was ever asked for and is still known."""
        return {one for (one,) in self._database.execute("SELECT address FROM file")}

    def expect(self, addresses: Iterable[str], run: int) -> None:
        """Notes addresses that a run has come by, and is still to render."""
        self._database.executemany(
            "INSERT INTO file (address, status, run, stale) VALUES (?, 0, ?, 1) ON CONFLICT (address) "
            "DO UPDATE SET run = excluded.run, stale = 1 WHERE run <> excluded.run",
            [(one, run) for one in addresses],
        )

    def met_in(self, run: int) -> set[str]:
        """The addresses that a run has come by."""
        return {one for (one,) in self._database.execute("SELECT address FROM file WHERE run = ?", (run,))}

    def waiting_in(self, run: int) -> list[str]:
        """The addresses that a run has come by, and that are to be rendered."""
        return [
            one
            for (one,) in self._database.execute(
                "SELECT address FROM file WHERE run = ? AND stale ORDER BY id", (run,)
            )
        ]

    def stale(self) -> list[str]:
        """The addresses whose files are to be made anew."""
        return [one for (one,) in self._database.execute("SELECT address FROM file WHERE stale ORDER BY id")]

    def manifest(self) -> Manifest:
        """The files as they are to be."""
        return {
            path: Entry(sha256, size, kind, language, rendered)
            for path, sha256, size, kind, language, rendered in self._database.execute(
                "SELECT path, sha256, size, type, language, rendered FROM file WHERE sha256 IS NOT NULL ORDER BY path"
            )
        }

    def entry(self, address: str) -> Entry:
        """The file of an address.

        Raises:
            KeyError: there is none.
        """
        found = self._database.execute(
            "SELECT sha256, size, type, language, rendered FROM file WHERE address = ? AND sha256 IS NOT NULL",
            (address,),
        ).fetchone()
        if found is None:
            raise KeyError(address)
        return Entry(*found)

    def moved(self) -> list[tuple[str, str, int]]:
        """The addresses that lead elsewhere: (address, where to, status)."""
        return [
            (address, location, status)
            for address, location, status in self._database.execute(
                "SELECT address, location, status FROM file WHERE location <> '' ORDER BY address"
            )
        ]

    def troubles(self) -> list[tuple[str, str]]:
        """The addresses that could not be rendered, and why."""
        return list(
            self._database.execute("SELECT address, trouble FROM file WHERE trouble <> '' ORDER BY address")
        )

    def soil(self, addresses: Iterable[str]) -> None:
        """Marks files as stale."""
        self._database.executemany(
            "UPDATE file SET stale = 1 WHERE address = ?", [(one,) for one in addresses]
        )

    def soil_everything(self) -> None:
        """Marks every file as stale."""
        self._database.execute("UPDATE file SET stale = 1")

    def soil_by_day(self, today: str) -> None:
        """Marks what was rendered on another day and said something of the day."""
        self._database.execute("UPDATE file SET stale = 1 WHERE day NOT IN ('', ?)", (today,))

    def soil_uneasy(self) -> None:
        """Marks what failed, and what stands on tables that nobody watches."""
        self._database.execute("UPDATE file SET stale = 1 WHERE uneasy OR trouble <> ''")

    def keep(self, one: Rendered, run: int) -> tuple[str | None, str | None]:
        """Keeps what a rendering gave.

        Returns:
            The path that was a file before, and the one that is now.
        """
        before = self._database.execute(
            "SELECT id, path, sha256, size, type, language, rendered FROM file WHERE address = ?",
            (one.address,),
        ).fetchone()
        for fresh in one.fresh:
            self._query(fresh)
        path, entry = one.path, one.entry
        if before and before[2]:
            if one.trouble:
                path, entry = before[1], Entry(*before[2:])
            elif entry and (before[1], before[2], before[4], before[5]) == (
                path, entry.sha256, entry.type, entry.language,
            ):  # fmt: skip
                entry = Entry(*before[2:])  # Nothing has changed, least of all the day it was made.
        if before is None:
            self.expect([one.address], run)
            (pk,) = self._database.execute("SELECT id FROM file WHERE address = ?", (one.address,)).fetchone()
        else:
            pk = before[0]
        self._database.execute(
            "UPDATE file SET status=?, path=?, sha256=?, size=?, type=?, language=?, rendered=?, location=?, "
            "trouble=?, day=?, uneasy=?, run=?, stale=0 WHERE id=?",
            (
                one.status, path, entry and entry.sha256, entry and entry.size, entry and entry.type,
                entry and entry.language, entry and entry.rendered, one.location, one.trouble, one.day, one.uneasy,
                run, pk,
            ),
        )  # fmt: skip
        self._database.execute("DELETE FROM use WHERE file = ?", (pk,))
        self._database.execute("DELETE FROM asset WHERE file = ?", (pk,))
        known = self._known()
        self._database.executemany(
            "INSERT INTO use VALUES (?, ?)", [(pk, known[key][0]) for key in one.queries]
        )
        self._database.executemany(
            "INSERT INTO asset VALUES (?, ?)", [(pk, address) for address in one.assets]
        )
        return (before[1] if before else None), (path if entry else None)

    def forget(self, addresses: Iterable[str]) -> list[str]:
        """Forgets files. Returns the paths at which they lay."""
        paths = []
        for address in addresses:
            found = self._database.execute(
                "SELECT id, path FROM file WHERE address = ?", (address,)
            ).fetchone()
            if not found:
                continue
            for table in ("use", "asset"):
                self._database.execute(f"DELETE FROM {table} WHERE file = ?", (found[0],))  # noqa: S608
            self._database.execute("DELETE FROM file WHERE id = ?", (found[0],))
            if found[1]:
                paths.append(str(found[1]))
        return paths

    def not_in(self, run: int) -> list[str]:
        """The addresses that a run did not come by."""
        return [one for (one,) in self._database.execute("SELECT address FROM file WHERE run <> ?", (run,))]

    def unused_assets(self, prefixes: tuple[str, ...]) -> list[str]:
        """The static files and pictures that no file refers to any more."""
        likes = " OR ".join("address LIKE ? || '%'" for _ in prefixes)
        return [
            one
            for (one,) in self._database.execute(
                f"SELECT address FROM file WHERE ({likes}) "  # noqa: S608 - places of parameters
                "AND NOT EXISTS (SELECT 1 FROM asset WHERE asset.address = file.address)",
                prefixes,
            )
        ]

    # Queries

    def _known(self) -> dict[bytes, tuple[int, bytes]]:
        if self._queries is None:
            self._queries = {
                key: (pk, digest)
                for pk, key, digest in self._database.execute("SELECT id, key, digest FROM query")
            }
        return self._queries

    def _query(self, fresh: NewQuery) -> int:
        known = self._known()
        found = known.get(fresh.key)
        if found is None:
            pk = self._database.execute(
                "INSERT INTO query (key, statement, params, digest) VALUES (?, ?, ?, ?)",
                (fresh.key, self._statement(fresh.sql), fresh.params, fresh.digest),
            ).lastrowid
            assert pk is not None
            self._database.executemany(
                "INSERT OR IGNORE INTO guard VALUES (?, ?, ?)",
                [(one.table, one.value, pk) for one in fresh.guards],
            )
        else:
            pk, digest = found
            if digest != fresh.digest:
                # Somebody changed what it finds in the meantime: whoever read the other rows is out of date.
                self.answered_anew(pk, fresh.key, fresh.digest)
        known[fresh.key] = (pk, fresh.digest)
        return pk

    def _statement(self, sql: str) -> int:
        if sql not in self._statements:
            self._database.execute("INSERT OR IGNORE INTO statement (sql) VALUES (?)", (sql,))
            (pk,) = self._database.execute("SELECT id FROM statement WHERE sql = ?", (sql,)).fetchone()
            self._statements[sql] = pk
        return self._statements[sql]

    def answered_anew(self, pk: int, key: bytes, digest: bytes) -> int:
        """Keeps another answer of a query, and marks the files that stand on it. Returns how many."""
        self._database.execute("UPDATE query SET digest = ? WHERE id = ?", (digest, pk))
        if self._queries is not None:
            self._queries[key] = (pk, digest)
        return self._database.execute(
            "UPDATE file SET stale = 1 WHERE NOT stale AND id IN (SELECT file FROM use WHERE query = ?)",
            (pk,),
        ).rowcount

    def guarded(self, guards: Iterable[Guard]) -> list[tuple[int, bytes, str, bytes, bytes]]:
        """The queries that changes of such rows may touch: (id, key, SQL, parameters, digest)."""
        told = json.dumps([(one.table, one.value) for one in guards])
        return list(
            self._database.execute(
                "SELECT query.id, query.key, statement.sql, query.params, query.digest FROM query "
                "JOIN statement ON statement.id = query.statement WHERE query.id IN ("
                "SELECT guard.query FROM json_each(?) AS one JOIN guard "
                'ON guard."table" = one.value ->> 0 AND guard.value = one.value ->> 1)',
                (told,),
            )
        )

    def reading(self, tables: Iterable[str]) -> list[tuple[int, bytes, str, bytes, bytes]]:
        """The queries that read any of these tables."""
        return list(
            self._database.execute(
                "SELECT query.id, query.key, statement.sql, query.params, query.digest FROM query "
                "JOIN statement ON statement.id = query.statement WHERE query.id IN ("
                'SELECT guard.query FROM guard WHERE "table" IN (SELECT value FROM json_each(?)))',
                (json.dumps(list(tables)),),
            )
        )

    def tables(self) -> set[str]:
        """The tables that files stand on."""
        return {one for (one,) in self._database.execute('SELECT DISTINCT "table" FROM guard')}

    def tidy(self) -> None:
        """Forgets queries that no file stands on."""
        self._database.execute(
            "DELETE FROM query WHERE NOT EXISTS (SELECT 1 FROM use WHERE use.query = query.id)"
        )
        self._database.execute(
            "DELETE FROM guard WHERE NOT EXISTS (SELECT 1 FROM query WHERE query.id = guard.query)"
        )
        self._queries = None
