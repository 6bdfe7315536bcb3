"""Databases of the benchmarks' own, made for one measurement and dropped after it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from bench.results import NotMeasured

SERVER = os.environ.get("CLARION_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)


@contextmanager
def fresh(kind: str, count: int = 1) -> Iterator[list[str]]:
    """The addresses of `count` empty databases of this kind.

    Raises:
        NotMeasured: no PostgreSQL server answers.
    """
    if kind == SQLITE:
        with tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder:
            yield [f"sqlite:///{Path(folder) / f'{number}.sqlite3'}" for number in range(count)]
        return
    names = [f"clarion_bench_{os.getpid()}_{number}" for number in range(count)]
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.Error as error:
        reason = (str(error).strip().splitlines() or ["no answer"])[0]
        raise NotMeasured(
            f"no PostgreSQL server: {reason}. Set CLARION_TEST_POSTGRES_URL to one on which databases may be made"
        ) from error
    with server:
        try:
            for name in names:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            base, _, options = SERVER.partition("?")
            yield [f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "") for name in names]
        except psycopg.errors.InsufficientPrivilege as error:
            raise NotMeasured("this PostgreSQL user may not make databases") from error
        finally:
            for name in names:
                server.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )
