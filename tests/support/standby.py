"""A primary of PostgreSQL and its streaming replica, both of a test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from support.servers import free_port

_BARE = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\nmax_wal_senders = 4\n"


@dataclass(frozen=True)
class Cluster:
    """One server: where its data lies, and where it listens."""

    folder: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def ask(self, statement: LiteralString, *values: object, database: str = "postgres") -> list[Any]:
        """The rows of an answer, if there are any."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            asked = connection.execute(statement, values or None)
            return asked.fetchall() if asked.description else []

    def start(self) -> None:
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(f"{_BARE}port = {self.port}\n")
        run("pg_ctl", "start", "--wait", "--silent", "-D", str(self.folder), "-l", str(self.folder / "log"))

    def stop(self) -> None:
        run("pg_ctl", "stop", "--mode", "immediate", "--silent", "-D", str(self.folder), check=False)


def run(command: str, *arguments: str, check: bool = True) -> None:
    """Runs a program of the server's, which refuses to run as root."""
    as_somebody = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    ran = subprocess.run(
        [*as_somebody, program(command) or command, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert ran.returncode == 0 or not check, f"{command}: {ran.stderr or ran.stdout}"


def program(name: str) -> str | None:
    """Where a program of the server lies; None where it is not installed. Debian has them outside the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def missing() -> str:
    """Which programs are not here, that a pair needs; blank where all are."""
    needed = ("initdb", "pg_ctl", "pg_basebackup", "pg_dump", "psql")
    return ", ".join(name for name in needed if program(name) is None)


def copy(source: str, target: str) -> None:
    """Copies a database from one server to another, which has an empty one."""
    dump = subprocess.Popen([program("pg_dump") or "pg_dump", "--no-owner", source], stdout=subprocess.PIPE)
    restore = [program("psql") or "psql", "--quiet", "-o", os.devnull, target]
    subprocess.run(restore, stdin=dump.stdout, check=True)
    assert dump.wait() == 0


@contextmanager
def replicated() -> Iterator[tuple[Cluster, Cluster]]:
    """A primary and its replica, for as long as this lasts."""
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(tempfile.TemporaryDirectory(prefix="clarion-clusters-")))
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        primary = Cluster(folder / "primary", free_port())
        run("initdb", "--auth", "trust", "--username", "postgres", "--no-sync", "-D", str(primary.folder))
        at_the_end.callback(primary.stop)
        primary.start()
        replica = Cluster(folder / "replica", free_port())
        run(
            "pg_basebackup", "--checkpoint", "fast", "--write-recovery-conf", "--no-sync",
            "-d", primary.url("postgres"), "-D", str(replica.folder),
        )  # fmt: skip
        at_the_end.callback(replica.stop)
        replica.start()
        yield primary, replica
